"""Days in running text, as spans: 2023年10月5号, 去年十月, 上个月, 2025年11月10日以前, 7月到12月."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import reduce
from typing import NamedTuple, NoReturn

from dialogs.understanding.clauses import Clauses
from dialogs.understanding.date_words import SpokenDate, shifted, spoken_dates, written_out
from dialogs.understanding.english_dates import english_dates
from dialogs.understanding.numerals import DIGITS
from dialogs.understanding.text import is_english
from policy.domain import Domain, Span
from policy.fact import EARLIEST, LATEST
from policy.phrase import CLAUSE_MARKS
from policy.problems import RefusedValue

_TO = re.compile(r"\s?(?:到|至|~|-|–|—|to|until)\s?")
_OR = re.compile(r"\s?(?:、|或者?|还是|要么|or)\s?(?:是|在)?")
_PLANNED = re.compile(
    r"打算|准备|计划|预计|要买|想|\b(?:will|plan\w*|going to|want|would like|about to|intend|i'll|we'll)\b"
)
_NOT_READ = re.compile(rf"农历|阴历|旧历|腊月|正月|冬月|初[{''.join(DIGITS)}十]|不是|并非|not ")
_DECIMAL = re.compile(r"\d+\.\d+")
_DONE = re.compile(r"\s?(?:[买提换报卖上开过购]|年)")
_SHORTLY_BEFORE = "前"  # 春节前提的车: a little before, nobody knows how much
_DAY_MARGIN = 7


def read_dates(text: str, asked_on: date) -> Domain | None:
    """The days that a normalised text names; None if it names none, or several that it does not connect.

    One may say the other more exactly: 去年，八月上旬.

    Without a year the latest such day up to ``asked_on`` is meant, or the next one if the text speaks of a plan.
    以前 ends before the day or period named, 以后 begins with it, so that the two leave no gap. A lunar date or a
    negated one is not read. Raises RefusedValue for a day that does not exist.
    """
    if _NOT_READ.search(text):
        return None
    found = [one.days for one in _located(written_out(text), asked_on)]
    return (found and reduce(Domain.__and__, found)) or None


class Located(NamedTuple):
    """The days that an expression names, and where it stands. ``spoken`` is what was said, of a range its end."""

    days: Domain
    start: int
    end: int
    spoken: SpokenDate

    @property
    def is_vague(self) -> bool:
        return self.spoken.after == _SHORTLY_BEFORE


def located_dates(text: str, asked_on: date) -> list[Located]:
    """Every date in running text, in order, each by itself; one without a year may follow the one before it.

    The text must be ``written_out``. A day that does not exist is left out, and so is what may be a decimal number.
    """
    try:
        found = _located(text, asked_on, in_order=True)
    except RefusedValue:
        found = []
    return [one for one in found if not _may_be_a_number(text, one)]


def _may_be_a_number(text: str, one: Located) -> bool:
    written = text[one.start : one.end].strip()
    return bool(_DECIMAL.fullmatch(written)) or (
        len(written) == 4 and written.isdecimal() and not _DONE.match(text, one.end)
    )


def _located(text: str, asked_on: date, *, in_order: bool = False) -> list[Located]:
    found: list[Located] = []
    earlier: SpokenDate | None = None
    for spoken in _spoken(text, asked_on):
        calendar_of = _Calendar(asked_on, planned=_is_planned(text, spoken))
        between = text[earlier.end : spoken.start] if earlier else ""
        if earlier and not earlier.after and _TO.fullmatch(between):
            found[-1] = Located(calendar_of.range(earlier, spoken), found[-1].start, spoken.end, spoken)
        elif earlier and _OR.fullmatch(between):
            found[-1] = Located(found[-1].days | calendar_of.days(spoken), found[-1].start, spoken.end, spoken)
        else:
            dated = [one.days.low for one in found if in_order and not _may_be_a_number(text, one)]
            after = dated[-1] if dated else EARLIEST.toordinal()
            found.append(Located(calendar_of.days(spoken, after), spoken.start, spoken.end, spoken))
        earlier = spoken
    return found


def _spoken(text: str, asked_on: date) -> list[SpokenDate]:
    """What is said of dates in either language, in order; 2025 alone is not read out of 18 June 2025."""
    english = list(english_dates(text, asked_on))
    others = [
        one for one in spoken_dates(text, asked_on)
        if not any(one.start < other.end and other.start < one.end for other in english)
    ]  # fmt: skip
    return sorted([*others, *english], key=lambda one: one.start)


def _is_planned(text: str, spoken: SpokenDate) -> bool:
    """Whether the clause of a date speaks of a plan."""
    if is_english(text):
        return _PLANNED.search(Clauses(text).around(spoken.start)) is not None
    start = max(text.rfind(mark, 0, spoken.start) for mark in CLAUSE_MARKS)
    ends = [end for mark in CLAUSE_MARKS if (end := text.find(mark, spoken.end)) >= 0]
    return _PLANNED.search(text, start + 1, min(ends, default=len(text))) is not None


class _Calendar:
    """Turns what was said into days, taking what was left out from around the day of the question."""

    def __init__(self, today: date, *, planned: bool) -> None:
        self.today = today
        self.planned = planned

    def days(self, spoken: SpokenDate, after: int = EARLIEST.toordinal()) -> Domain:
        """The days meant, cut off or widened by the words around them.

        Without a year they are the first ones from ``after`` on, as far as those have come.
        """
        low, high = self._span(spoken)
        if after > EARLIEST.toordinal() and spoken.months and spoken.year is None and not spoken.exact:
            low, high = self._following(spoken, after) or (low, high)
        earliest, latest = EARLIEST.toordinal(), LATEST.toordinal()
        if spoken.before in ("after", "since"):
            return Domain.between(low, latest)
        if spoken.before == "before" or spoken.after in ("前", "以前", "之前"):
            return Domain.between(earliest, low - 1)
        if spoken.before or spoken.after.startswith("及"):
            return Domain.between(earliest, high)
        if spoken.after in ("左右", "前后"):
            margin = max(_DAY_MARGIN, (high - low) // 2)
            return Domain.between(low - margin, high + margin)
        return Domain.between(low, latest if spoken.after else high)

    def _following(self, spoken: SpokenDate, after: int) -> Span | None:
        assert spoken.months is not None
        year = date.fromordinal(after).year
        for candidate in (year, year + 1):
            span = _days_of(candidate, spoken.months, spoken.days)
            if span and span[1] >= after:
                return span if self.planned or span[0] <= self.today.toordinal() else None
        return None

    def range(self, first: SpokenDate, last: SpokenDate) -> Domain:
        """From one date to another; each takes the year, the last also the month, from the other if it has none."""
        if not first.exact and first.year is None:
            first = replace(first, year=last.year)
        low = self._span(first)[0]
        if last.exact or last.year is not None:
            return Domain.between(low, self._span(last)[1]) or _refuse(f"{first.words}—{last.words}")
        year = date.fromordinal(low).year
        months = last.months or first.months
        for candidate in (year, year + 1):
            high = self._span(replace(last, year=candidate, months=months))[1]
            if high >= low:
                return Domain.between(low, high)
        return _refuse(f"{first.words}—{last.words}")

    def _span(self, spoken: SpokenDate) -> Span:
        if spoken.exact:
            return spoken.exact
        if spoken.year is not None and (spoken.months or not spoken.days):
            return _days_of(spoken.year, spoken.months or (1, 12), spoken.days) or _refuse(spoken.words)
        now = self.today.toordinal()
        for year, months in self._around(spoken.months):
            span = _days_of(year, months, spoken.days)
            if span and (span[1] >= now if self.planned else span[0] <= now):
                return span
        return _refuse(spoken.words)

    def _around(self, months: Span | None) -> Iterator[tuple[int, Span]]:
        """Years that such months could be meant of, or months if only a day was said, the likeliest first."""
        direction = 1 if self.planned else -1
        if months:
            for step in range(9):  # 29 February comes back after at most eight years
                yield self.today.year + direction * step, months
        else:
            for step in range(4):
                year, month = shifted(self.today, direction * step)
                yield year, (month, month)


def _days_of(year: int, months: Span, days: Span | None) -> Span | None:
    """First and last day, None where there is no such day."""
    first, last = months
    if not (1 <= first <= last <= 12 and date.min.year <= year <= date.max.year):
        return None
    length = calendar.monthrange(year, last)[1]
    if days is None:
        return date(year, first, 1).toordinal(), date(year, last, length).toordinal()
    if days[0] == days[1] and not 1 <= days[0] <= length:
        return None
    return date(year, first, days[0]).toordinal(), date(year, last, min(days[1], length)).toordinal()


def _refuse(words: str) -> NoReturn:
    raise RefusedValue(
        f"没有“{words[:30]}”这一天，请再说一次，比如 2023年10月5日。",
        f"There is no such day as “{words[:30]}”. Please say it again, for example 2023-10-05.",
    )
