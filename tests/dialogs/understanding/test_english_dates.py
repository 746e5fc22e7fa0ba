from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding.dates import located_dates, read_dates
from dialogs.understanding.text import normalised
from policy.problems import RefusedValue

ASKED_ON = date(2026, 4, 12)  # a Sunday
WORDS = """
    the end of early mid late last this next on in by before since until first second half quarter q3 week month year
    years ago yesterday saturday may march october sept 3rd 15 30 99 2025 2 a one and to or , . may i
"""


def read(text: str) -> tuple[str, str] | None:
    found = read_dates(normalised(text), ASKED_ON)
    return (
        None if found is None else (date.fromordinal(found.low).isoformat(), date.fromordinal(found.high).isoformat())
    )


@pytest.mark.parametrize(
    "text",
    [
        "18 June 2025", "18th June 2025", "the 18th of June, 2025", "June 18, 2025", "June 18th 2025", "Jun. 18 2025",
        "on 2025-06-18", "18/6/2025", "6/18/2025", "18.06.2025", "on 18-6-2025",
        "on 18 June last year", "bought on 18 June", "the 18th of June last year",
    ],
)  # fmt: skip
def test_a_day_may_come_before_or_after_its_month(text: str) -> None:
    assert read(text) == ("2025-06-18", "2025-06-18")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("October last year", "2025-10-01", "2025-10-31"), ("in October of last year", "2025-10-01", "2025-10-31"),
        ("last October", "2025-10-01", "2025-10-31"), ("last May", "2025-05-01", "2025-05-31"),
        ("last March", "2026-03-01", "2026-03-31"), ("last April", "2025-04-01", "2025-04-30"),
        ("this May", "2026-05-01", "2026-05-31"), ("next March", "2027-03-01", "2027-03-31"),
        ("in May", "2025-05-01", "2025-05-31"), ("may 2025", "2025-05-01", "2025-05-31"),
        ("last month", "2026-03-01", "2026-03-31"), ("next year", "2027-01-01", "2027-12-31"),
        ("the 5th of last month", "2026-03-05", "2026-03-05"), ("last week", "2026-03-30", "2026-04-05"),
        ("5/6/2025", "2025-05-01", "2025-06-30"), ("6.6.2025", "2025-06-06", "2025-06-06"),
        ("in 2025", "2025-01-01", "2025-12-31"), ("early 2025", "2025-01-01", "2025-03-31"),
        ("the end of October", "2025-10-21", "2025-10-31"), ("mid-October", "2025-10-11", "2025-10-20"),
        ("the first half of 2025", "2025-01-01", "2025-06-30"), ("q3 2025", "2025-07-01", "2025-09-30"),
        ("the third quarter of last year", "2025-07-01", "2025-09-30"),
        ("from July to December 2023", "2023-07-01", "2023-12-31"),
        ("I plan to buy in June", "2026-06-01", "2026-06-30"),
    ],
)  # fmt: skip
def test_a_coarse_or_relative_date_is_all_its_days(text: str, first: str, last: str) -> None:
    assert read(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("yesterday", "2026-04-11"), ("the day before yesterday", "2026-04-10"), ("3 days ago", "2026-04-09"),
        ("last Saturday", "2026-04-11"), ("last Sunday", "2026-04-05"), ("next Monday", "2026-04-13"),
        ("on Friday", "2026-04-10"),
    ],
)  # fmt: skip
def test_days_are_counted_from_the_day_of_the_question(text: str, day: str) -> None:
    assert read(text) == (day, day)


def test_longer_times_ago_are_as_coarse_as_they_are_said() -> None:
    assert read("2 weeks ago") == ("2026-03-23", "2026-03-29")
    assert read("a month ago") == ("2026-03-01", "2026-03-31")
    assert read("2 years ago") == ("2024-01-01", "2024-12-31")


def test_bounds_are_kept() -> None:
    assert read("before 10 November 2025") == ("1980-01-01", "2025-11-09")
    assert read("by the end of 2026") == ("1980-01-01", "2026-12-31")
    assert read("since March 2025") == ("2025-03-01", "2049-12-31")


@pytest.mark.parametrize(
    "text", ["may I apply", "it may cost 5000", "for 2000 yuan", "market 15", "a marching band", "second home"]
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert read(text) is None


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(RefusedValue):
        read("30 February 2025")


def test_what_was_planned_is_planned_in_its_own_clause_only() -> None:
    text = "i scrapped it in october and will buy another in may"
    assert [date.fromordinal(one.days.low).isoformat() for one in located_dates(text, ASKED_ON)] == [
        "2025-10-01",
        "2026-05-01",
    ]


def test_a_model_year_is_no_date_that_others_follow() -> None:
    [found] = located_dates("my 2011 passat was scrapped on nov 3", ASKED_ON)
    assert found.days.low == date(2025, 11, 3).toordinal()


@given(st.lists(st.sampled_from(WORDS.split()), max_size=8).map(" ".join))
def test_no_words_do_any_harm(text: str) -> None:
    with suppress(RefusedValue):
        read_dates(normalised(text), ASKED_ON)
    located_dates(normalised(text), ASKED_ON)
