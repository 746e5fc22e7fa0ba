"""How people name a day, a month or a year in English: 18 June 2025, October last year, last May, two weeks ago."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from dialogs.understanding.date_words import SpokenDate, shifted
from policy.domain import Span

_MONTHS = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?",
    "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_FIRST_LETTERS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = {
    "the day before yesterday": -2, "the day after tomorrow": 2, "today": 0, "yesterday": -1, "tomorrow": 1,
}  # fmt: skip
_STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}
_PARTS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
_PARTS_OF_MONTH: tuple[Span, ...] = ((1, 10), (11, 20), (21, 31))
_PARTS_OF_YEAR: tuple[Span, ...] = ((1, 3), (5, 8), (10, 12))
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


def _any(words: Iterable[str]) -> str:
    return "|".join(words)


_STEP = _any(_STEPS)
_YEAR = rf"(?:19|20)\d\d(?![\d.,]*\d)|(?:{_STEP}) year"
_ORDINAL = r"(?:st|nd|rd|th)"
_IN_ENGLISH = (
    rf"(?<![a-z])(?:(?P<before>no later than|by|before|until|till|after|since) )?(?:the )?"
    rf"(?:(?P<part>{_any(_PARTS)})[- ]?(?:of |in )?(?:the )?)?(?:"
    rf"(?P<day_word>{_any(_DAYS)})"
    rf"|(?P<to_weekday>{_STEP}|on) (?P<weekday>{_any(_WEEKDAYS)})"
    r"|(?P<count>(?<!\d)\d{1,3}|an?|one) (?P<unit>day|week|month|year)s? ago"
    r"|(?:(?P<half>first|second) half|(?P<quarter>first|second|third|fourth|last) quarter|q(?P<q>[1-4]))"
    rf"(?: (?:of |in )?(?P<year_of_part>{_YEAR}))?"
    rf"|(?:(?P<day_of_period>\d{{1,2}}){_ORDINAL} (?:of )?)?(?P<to_period>{_STEP}) (?P<period>week|month|year)"
    rf"|(?:(?<![\d.,])(?P<day>\d{{1,2}}){_ORDINAL}?(?: of)? )?"
    rf"(?:(?P<to_month>{_STEP}) )?(?P<month>{_any(_MONTHS)})\b\.?"
    rf"(?: (?:the )?(?P<day_after>\d{{1,2}}){_ORDINAL}?(?![\d.,]*\d))?(?:,? ?(?:of |in )?(?P<year>{_YEAR}))?"
    r"|(?P<in_year>in |during |of |year )?(?P<bare_year>(?:19|20)\d\d)(?![\d.,]*\d)"
    r")(?![a-z])"
)
_LETTERS = re.compile(r"[a-z]")
_NAMES_A_MONTH = re.compile(r"(?:in|of|on|to|and|or|for|from|between|during|around)\s$")
"""What says that "may" is the month: elsewhere it asks or allows."""


@cache
def _pattern() -> re.Pattern[str]:
    """Compiled when the first text comes that has letters: that takes milliseconds, and most texts have none."""
    return re.compile(_IN_ENGLISH)


def english_dates(text: str, today: date) -> Iterator[SpokenDate]:
    """Every date that a normalised text names in English, in order."""
    if not _LETTERS.search(text):
        return
    for match in _pattern().finditer(text):
        if spoken := _spoken(match, today):
            yield spoken


_Parts = tuple[int | None, Span | None, Span | None, Span | None]
"""Year, months, days and exact span, as in SpokenDate."""


def _spoken(match: re.Match[str], today: date) -> SpokenDate | None:
    parts = _relative(match, today) or _named_period(match, today) or _named_month(match, today) or _bare_year(match)
    if parts is None:
        return None
    year, months, days, exact = parts
    if part := match["part"]:
        months, days = _narrowed(_PARTS[part], months, days)
    before = "by" if match["before"] in ("no later than", "till") else match["before"] or ""
    return SpokenDate(match[0].strip(), year, months, days, exact, match.start(), match.end(), before)


def _relative(match: re.Match[str], today: date) -> _Parts | None:
    """Days counted from today: yesterday, last Saturday, three weeks ago."""
    if match["day_word"]:
        return None, None, None, _exactly(today + timedelta(_DAYS[match["day_word"]]))
    if match["weekday"]:
        return None, None, None, _exactly(_weekday(match["to_weekday"], _WEEKDAYS.index(match["weekday"]), today))
    if match["count"]:
        year, months, exact = _ago(int(match["count"]) if match["count"].isdecimal() else 1, match["unit"], today)
        return year, months, None, exact
    return None


def _named_period(match: re.Match[str], today: date) -> _Parts | None:
    """A part of a year, or a week, month or year counted from this one: q3 2025, the 5th of last month."""
    if match["half"] or match["quarter"] or match["q"]:
        return _year(match["year_of_part"], today), _part_of_year(match), None, None
    if not match["period"]:
        return None
    step = _STEPS[match["to_period"]]
    if match["period"] == "week":
        return None, None, None, _week(today, step)
    if match["period"] == "year":
        return today.year + step, None, None, None
    year, month = shifted(today, step)
    return year, (month, month), _day(match["day_of_period"]), None


def _named_month(match: re.Match[str], today: date) -> _Parts | None:
    if not match["month"] or _is_the_verb(match):
        return None
    month = _FIRST_LETTERS.index(match["month"][:3]) + 1
    year = _year_of(month, match["to_month"], today) if match["to_month"] else _year(match["year"], today)
    return year, (month, month), _day(match["day"] or match["day_after"]), None


def _bare_year(match: re.Match[str]) -> _Parts | None:
    """A year that is said to be one: elsewhere 2000 is an amount."""
    said = match["in_year"] or match["before"] or match["part"]
    return (int(match["bare_year"]), None, None, None) if match["bare_year"] and said else None


def _is_the_verb(match: re.Match[str]) -> bool:
    said_more = match["day"] or match["day_after"] or match["to_month"] or match["year"] or match["before"]
    return match["month"] == "may" and not (
        said_more or match["part"] or match[0] == match.string or _NAMES_A_MONTH.search(match.string, 0, match.start())
    )


def _exactly(first: date, last: date | None = None) -> Span:
    return first.toordinal(), (last or first).toordinal()


def _week(today: date, step: int) -> Span:
    monday = today + timedelta(7 * step - today.weekday())
    return _exactly(monday, monday + timedelta(6))


def _weekday(step: str, weekday: int, today: date) -> date:
    """The last such day before today, or for "this" that of this week, for "next" the first one after today."""
    ahead = (weekday - today.weekday()) % 7
    if step == "this":
        return today + timedelta(weekday - today.weekday())
    return today + timedelta((ahead or 7) if _STEPS.get(step) == 1 else ahead - 7)


def _ago(count: int, unit: str, today: date) -> tuple[int | None, Span | None, Span | None]:
    """Year, months and exact days of so many days, weeks, months or years ago."""
    if unit == "day":
        return None, None, _exactly(today - timedelta(count))
    if unit == "week":
        return None, None, _week(today, -count)
    if unit == "year":
        return today.year - count, None, None
    year, month = shifted(today, -count)
    return year, (month, month), None


def _year(said: str | None, today: date) -> int | None:
    if said is None or said.isdecimal():
        return None if said is None else int(said)
    return today.year + _STEPS[said.split()[0]]


def _year_of(month: int, step: str, today: date) -> int:
    """The year of last May, this May or next May."""
    if _STEPS[step] < 0:
        return today.year - (month >= today.month)
    return today.year + (_STEPS[step] > 0 and month <= today.month)


def _part_of_year(match: re.Match[str]) -> Span:
    if match["half"]:
        return (1, 6) if match["half"] == "first" else (7, 12)
    quarter = int(match["q"]) if match["q"] else _ORDINALS[match["quarter"]]
    return 3 * quarter - 2, 3 * quarter


def _day(said: str | None) -> Span | None:
    return (int(said), int(said)) if said else None


def _narrowed(part: int, months: Span | None, days: Span | None) -> tuple[Span | None, Span | None]:
    """The beginning, the middle or the end of a year or of a month."""
    if months is None:
        return _PARTS_OF_YEAR[part], days
    return months, days or _PARTS_OF_MONTH[part]
