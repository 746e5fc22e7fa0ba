"""Spans of days and amounts in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.calendar import parse_period
from policy.spoken import Ends, say_amounts, say_day, say_days
from policy.units import UNITS

DAYS = st.dates(date(1980, 1, 1), date(2049, 12, 31))


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@given(DAYS)
def test_a_day_shown_in_english_is_read_back_as_the_same_day(shown: date) -> None:
    assert parse_period(say_day(shown.toordinal(), "en")) == (shown.toordinal(), shown.toordinal())


@pytest.mark.parametrize(
    ("first", "last", "zh", "en"),
    [
        ("2023-10-05", "2023-10-05", "2023年10月5日", "2023-10-05"),
        ("2023-10-01", "2023-10-31", "2023年10月", "2023-10"),
        ("2024-02-01", "2024-02-29", "2024年2月", "2024-02"),
        ("2023-01-01", "2023-12-31", "2023年", "2023"),
        ("2023-07-01", "2023-12-31", "2023年7月1日至12月31日", "2023-07-01 to 2023-12-31"),
        ("2024-01-01", "2025-12-31", "2024年1月1日至2025年12月31日", "2024-01-01 to 2025-12-31"),
    ],
)
def test_a_span_is_shown_in_its_shortest_natural_form(first: str, last: str, zh: str, en: str) -> None:
    assert say_days(Ends(day(first), day(last)), "zh") == zh
    assert say_days(Ends(day(first), day(last)), "en") == en


@given(DAYS, st.integers(1, 400))
def test_two_different_spans_are_never_shown_alike(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    later = end + timedelta(days=1)
    shown = say_days(Ends(start.toordinal(), end.toordinal()), "zh")
    assert shown != say_days(Ends(start.toordinal(), later.toordinal()), "zh")


def test_a_share_is_said_with_the_whole_percent_that_bounds_it() -> None:
    ratio = UNITS["ratio"]
    below = ratio.count("10%") - 1
    assert say_amounts(Ends(-ratio.scale, below, starts=False), ratio, "zh") == "不到10%"
    assert say_amounts(Ends(below + 1, 100 * ratio.scale, stops=False), ratio, "en") == "10% or more"


@pytest.mark.parametrize(
    ("ends", "zh", "en"),
    [
        (Ends(600000, 600000), "6000元", "6000 yuan"),
        (Ends(1, 600000, starts=False), "不超过6000元", "up to 6000 yuan"),
        (Ends(600001, 10**10, stops=False), "超过6000元", "more than 6000 yuan"),
        (Ends(1, 33899999, starts=False), "不到339000元", "less than 339000 yuan"),
        (Ends(33900000, 10**10, stops=False), "339000元及以上", "339000 yuan or more"),
        (Ends(9000, 14300), "90元及以上、不超过143元", "90 yuan or more, up to 143 yuan"),
    ],
)
def test_an_amount_is_said_with_the_round_sum_that_bounds_it(ends: Ends, zh: str, en: str) -> None:
    assert say_amounts(ends, UNITS["CNY"], "zh") == zh
    assert say_amounts(ends, UNITS["CNY"], "en") == en
