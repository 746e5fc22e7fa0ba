from __future__ import annotations

from datetime import date

import pytest

from dialogs.understanding.dates import read_dates
from dialogs.understanding.text import normalised
from policy.problems import RefusedValue

ASKED_ON = date(2026, 4, 12)
FIRST, LAST = "1980-01-01", "2049-12-31"


def read(text: str) -> list[tuple[str, str]] | None:
    found = read_dates(normalised(text), ASKED_ON)
    return (
        None
        if found is None
        else [(date.fromordinal(low).isoformat(), date.fromordinal(high).isoformat()) for low, high in found]
    )


@pytest.mark.parametrize(
    "text",
    [
        "2023-10-05", "2023/10/5", "2023.10.5", "20231005", "2023年10月5日", "2023年10月5号", "23年10月5号",
        "二〇二三年十月五日", "２０２３年１０月５号", "oct 5, 2023", "是2023年10月5号开的票",
    ],
)  # fmt: skip
def test_a_full_date_is_that_day(text: str) -> None:
    assert read(text) == [("2023-10-05", "2023-10-05")]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023年10月", "2023-10-01", "2023-10-31"), ("2023-10", "2023-10-01", "2023-10-31"),
        ("2023年", "2023-01-01", "2023-12-31"), ("98年", "1998-01-01", "1998-12-31"),
        ("去年十月", "2025-10-01", "2025-10-31"), ("今年三月份", "2026-03-01", "2026-03-31"),
        ("上个月", "2026-03-01", "2026-03-31"), ("这个月", "2026-04-01", "2026-04-30"),
        ("昨天", "2026-04-11", "2026-04-11"), ("三天前", "2026-04-09", "2026-04-09"),
        ("上周", "2026-03-30", "2026-04-05"), ("打算下礼拜买", "2026-04-13", "2026-04-19"),
        ("去年上半年", "2025-01-01", "2025-06-30"), ("2023年三季度", "2023-07-01", "2023-09-30"),
        ("去年十月下旬", "2025-10-21", "2025-10-31"), ("上个月底", "2026-03-21", "2026-03-31"),
        ("10月初", "2025-10-01", "2025-10-10"), ("2023年底", "2023-10-01", "2023-12-31"),
    ],
)  # fmt: skip
def test_a_coarse_or_relative_date_is_all_its_days(text: str, first: str, last: str) -> None:
    assert read(text) == [(first, last)]


@pytest.mark.parametrize(
    ("text", "first"),
    [("4月12日", "2026-04-12"), ("4月13日", "2025-04-13"), ("12月3号", "2025-12-03"), ("5号", "2026-04-05")],
)
def test_without_a_year_the_last_such_day_is_meant(text: str, first: str) -> None:
    assert read(text) == [(first, first)]


def test_a_plan_without_a_year_means_the_next_such_day() -> None:
    assert read("打算6月买") == [("2026-06-01", "2026-06-30")]


def test_29_february_without_a_year_is_in_the_last_leap_year() -> None:
    assert read("2月29日") == [("2024-02-29", "2024-02-29")]


def test_before_and_after_a_day_meet_without_a_gap() -> None:
    assert read("2025年11月10日以前") == [(FIRST, "2025-11-09")]
    assert read("2025年11月10日以后") == [("2025-11-10", LAST)]


def test_no_later_than_a_day_includes_it() -> None:
    assert read("不晚于2023年6月30日") == [(FIRST, "2023-06-30")]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023年7月到12月", "2023-07-01", "2023-12-31"), ("7月1日至15日", "2025-07-01", "2025-07-15"),
        ("2023年7月1日—12月31日", "2023-07-01", "2023-12-31"), ("7-9月", "2025-07-01", "2025-09-30"),
        ("11月到2月", "2025-11-01", "2026-02-28"), ("3月到2025年5月", "2025-03-01", "2025-05-31"),
    ],
)  # fmt: skip
def test_the_ends_of_a_range_complete_each_other(text: str, first: str, last: str) -> None:
    assert read(text) == [(first, last)]


def test_alternatives_are_all_possible() -> None:
    assert read("2023年7月或者2024年7月") == [("2023-07-01", "2023-07-31"), ("2024-07-01", "2024-07-31")]


@pytest.mark.parametrize("text", ["2月30日", "13月5号", "2023年2月29日", "2023-13-01", "20231345"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(RefusedValue) as refused:
        read(text)
    assert "这一天" in refused.value.zh
    assert "no such day" in refused.value.en


@pytest.mark.parametrize(
    "text", ["九月初三", "腊月", "双十一", "两三年前", "不是十月", "92号汽油", "3号楼", "10万", "6月28报废,7月15号买的"]
)
def test_what_is_no_certain_date_is_not_read(text: str) -> None:
    assert read(text) is None
