"""Days, months and years as spans of day numbers. Both ends are always included."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any

from policy.domain import Span
from policy.problems import RefusedValue

_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2}))?\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def add_years(day: int, years: int) -> int:
    """The same calendar day some years later; 29 February becomes 28 February where there is none."""
    start = date.fromordinal(day)
    last = calendar.monthrange(start.year + years, start.month)[1]
    return start.replace(year=start.year + years, day=min(start.day, last)).toordinal()


def month_span(year: int, month: int) -> Span:
    """First and last day of a month."""
    last = calendar.monthrange(year, month)[1]
    return date(year, month, 1).toordinal(), date(year, month, last).toordinal()


def year_span(year: int) -> Span:
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()


def parse_period(value: Any) -> Span:
    """A day "2023-10-05", a month "2023-10" or a year "2025" as the days it spans."""
    if isinstance(value, date):
        return value.toordinal(), value.toordinal()
    text = str(value).strip()
    try:
        if found := _PERIOD.match(text):
            year, month = int(found[1]), found[2]
            return month_span(year, int(month)) if month else year_span(year)
        if not _DAY.match(text):
            raise ValueError  # 20231005 and 2023-W40-4 are ISO dates too, but nobody here means them
        day = date.fromisoformat(text).toordinal()
        return day, day
    except (ValueError, calendar.IllegalMonthError):
        raise RefusedValue(
            f"{text} 不是日期，应为 2023-10-05、2023-10 或 2023。",
            f"{text} is not a date. Expected 2023-10-05, 2023-10 or 2023.",
        ) from None
