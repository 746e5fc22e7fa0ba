"""Days, months and years: both ends included, 29 February never a surprise."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.calendar import add_years, month_span, parse_period, year_span
from policy.problems import RefusedValue

DAYS = st.dates(date(1980, 1, 1), date(2049, 12, 31))


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@given(DAYS, st.integers(0, 30))
def test_some_years_later_is_the_same_calendar_day(start: date, years: int) -> None:
    later = date.fromordinal(add_years(start.toordinal(), years))
    assert later.year == start.year + years
    leap_day_lost = (start.month, start.day) == (2, 29) and (later.month, later.day) == (2, 28)
    assert (later.month, later.day) == (start.month, start.day) or leap_day_lost


def test_a_year_after_29_february_is_28_february_and_four_years_after_29_again() -> None:
    assert add_years(day("2024-02-29"), 1) == day("2025-02-28")
    assert add_years(day("2024-02-29"), 4) == day("2028-02-29")


@given(st.integers(1980, 2049))
def test_the_months_of_a_year_fill_it_without_gap_or_overlap(year: int) -> None:
    months = [month_span(year, month) for month in range(1, 13)]
    assert (months[0][0], months[-1][1]) == year_span(year)
    assert all(earlier[1] + 1 == later[0] for earlier, later in pairwise(months))


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2023-10-05", "2023-10-05", "2023-10-05"),
        (" 2023-10-05 ", "2023-10-05", "2023-10-05"),
        ("2023-10", "2023-10-01", "2023-10-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-2", "2023-02-01", "2023-02-28"),
        ("2025", "2025-01-01", "2025-12-31"),
        (2025, "2025-01-01", "2025-12-31"),
        (date(2023, 10, 5), "2023-10-05", "2023-10-05"),
    ],
)
def test_a_day_a_month_or_a_year_is_the_days_it_spans(written: object, first: str, last: str) -> None:
    assert parse_period(written) == (day(first), day(last))


@pytest.mark.parametrize(
    "written",
    ["2023-02-30", "2023-13", "2023-00", "2023-10-32", "0000", "去年十月", "", "20231005", "2023-W40-1", "2023/10/05"],
)
def test_what_is_no_date_is_refused_in_both_languages(written: str) -> None:
    with pytest.raises(RefusedValue) as refused:
        parse_period(written)
    assert "不是日期" in refused.value.zh
    assert "not a date. Expected 2023-10-05, 2023-10 or 2023." in refused.value.en
