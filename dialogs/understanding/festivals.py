"""Festivals and lunar days in running text, replaced by the days of the solar calendar that they fall on.

In 2026 去年双十二买的 becomes 2025-12-12买的, 2024年腊月 becomes 2024-12-31至2025-01-28. What reads dates then needs to
know nothing of either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from dialogs.understanding.numerals import DIGITS, whole_number
from policy.domain import Span
from policy.speech import Almanac, LunarYear

_DIGITS = "".join(DIGITS)
_COUNT = rf"(?:\d{{1,2}}|[{_DIGITS}十廿]{{1,3}})"
_YEARS = {"今年": 0, "去年": -1, "前年": -2, "明年": 1, "上年": -1}
_YEAR = rf"(?:(?P<year>(?:20)?\d\d|[{_DIGITS}]{{4}}|[{_DIGITS}]{{2}})年|(?P<word>{'|'.join(_YEARS)}))的?"
_PLANNED = re.compile(r"打算|准备|计划|预计|要买|想买|想等")
_BEFORE, _AFTER = rf"(?<![{_DIGITS}十百千万\d.])", r"(?![\d十百千万元块平点])"
_LUNAR = "农历|阴历|旧历"


def in_solar_days(text: str, asked_on: date, almanac: Almanac) -> str:
    """A normalised text with every named or lunar day as YYYY-MM-DD, every lunar month as a range of such days."""
    if not almanac.festivals and not almanac.lunar_years:
        return text
    calendar = _Calendar(almanac, asked_on, planned=_PLANNED.search(text) is not None)

    def solar(match: re.Match[str]) -> str:
        span = calendar.span(match)
        if span is None:
            return match[0]
        days = whole_number(match["days"]) or 0 if match["days"] else 0
        shift = days if match["side"] == "后" else -days
        return _spelled((span[0] + shift, span[1] + shift))

    return _pattern(almanac).sub(solar, text)


def _spelled(span: Span) -> str:
    first, last = (date.fromordinal(day).isoformat() for day in span)
    return first if first == last else f"{first}至{last}"


@lru_cache(maxsize=4)
def _pattern(almanac: Almanac) -> re.Pattern[str]:
    names = "|".join(sorted((*almanac.festivals, *almanac.lunar_festivals), key=len, reverse=True)) or r"(?!)"
    months = "|".join(almanac.lunar_months) or r"(?!)"
    spelled_day = rf"初[{_DIGITS}十]|廿"
    month = (
        rf"(?:(?P<lunar>{_LUNAR})的?(?P<month>{_COUNT})月|(?P<named>{months})"
        rf"|(?P<plain>{_COUNT})月(?=的?(?:{spelled_day})))"
    )
    day = rf"(?:的?(?P<day>初{_COUNT}|廿{_COUNT}?|{_COUNT})(?:日|号)?(?![\d万千百块元个]))?"
    shift = rf"(?P<side>前|后)(?P<days>{_COUNT})天"
    festival = rf"{_BEFORE}(?P<festival>{names}){_AFTER}(?:{shift}|那天|当天|那会儿|期间|的时候|时)?"
    lunar_day = rf"{_BEFORE}{month}{day}(?:{_LUNAR})?(?:那天|当天|的)?"
    return re.compile(rf"(?:{_YEAR})?(?:{_LUNAR})?(?:{festival}|{lunar_day})")


class _Calendar:
    """Finds the year that was meant: the one that was said, else the last one in which the day has come."""

    def __init__(self, almanac: Almanac, today: date, *, planned: bool) -> None:
        self._almanac = almanac
        self._today = today
        self._planned = planned

    def span(self, match: re.Match[str]) -> Span | None:
        festival = match["festival"]
        if festival in self._almanac.festivals:
            return self._nearest(match, self._today.year, lambda year: self._solar_festival(year, festival))
        if festival:
            month, day = self._almanac.lunar_festivals[festival]
            counted_from = self._lunar_year if month == 12 else self._today.year
            return self._nearest(match, counted_from, lambda year: self._lunar_span(year, month, day))
        number = self._month(match)
        day_of_month = _day(match["day"])
        if number is None or day_of_month == 0:
            return None
        return self._nearest(match, self._lunar_year, lambda year: self._lunar_span(year, number, day_of_month))

    def _month(self, match: re.Match[str]) -> int | None:
        if match["named"]:
            return self._almanac.lunar_months[match["named"]]
        number = whole_number(match["month"] or match["plain"])
        return number if number is not None and 1 <= number <= 12 else None

    @property
    def _lunar_year(self) -> int:
        """The lunar year of today: it turns at the spring festival."""
        year = self._almanac.lunar_years.get(self._today.year)
        return self._today.year - (year is not None and self._today < year.starts[0])

    def _nearest(self, match: re.Match[str], this_year: int, span_of: Callable[[int], Span | None]) -> Span | None:
        if match["word"]:
            return span_of(this_year + _YEARS[match["word"]])
        if match["year"]:
            year = whole_number(match["year"]) or 0
            return span_of(year + 2000 if year < 100 else year)
        now = self._today.toordinal()
        for year in self._around():
            span = span_of(year)
            if span and (span[1] >= now if self._planned else span[0] <= now):
                return span
        return None

    def _around(self) -> Iterator[int]:
        step = 1 if self._planned else -1
        return iter(range(self._today.year - step, self._today.year + 3 * step, step))

    def _solar_festival(self, year: int, festival: str) -> Span | None:
        month, day = map(int, self._almanac.festivals[festival].split("-"))
        if not date.min.year <= year <= date.max.year:
            return None
        ordinal = date(year, month, day).toordinal()
        return ordinal, ordinal

    def _lunar_span(self, year: int, month: int, day: int | None) -> Span | None:
        """A day of a lunar month, or all of it; None beyond the table and for a day that the month does not have."""
        lunar = self._almanac.lunar_years.get(year)
        if lunar is None:
            return None
        first = lunar.month(month)
        end = self._end(year, lunar, first)
        if end is None:
            return None
        if day is None:
            return first.toordinal(), end.toordinal() - 1
        chosen = end + timedelta(day) if day < 0 else first + timedelta(day - 1)
        return (chosen.toordinal(), chosen.toordinal()) if first <= chosen < end else None

    def _end(self, year: int, lunar: LunarYear, first: date) -> date | None:
        """The day after the month that begins on a day."""
        later = [start for start in lunar.starts if start > first]
        following = self._almanac.lunar_years.get(year + 1)
        return later[0] if later else following.starts[0] if following else None


def _day(said: str | None) -> int | None:
    """The number of a day: 初三 is 3, 廿三 is 23; 0 for what is none, None if nothing was said."""
    if said is None:
        return None
    if said.startswith("廿"):
        return 20 + (whole_number(said[1:]) or 0) if said[1:] else 20
    return whole_number(said.removeprefix("初")) or 0
