from __future__ import annotations

from datetime import date

import pytest

from dialogs.understanding.festivals import in_solar_days
from policy.catalogue import Catalogue

ASKED_ON = date(2026, 3, 20)


@pytest.mark.parametrize(
    ("text", "solar"),
    [
        ("双十一买的", "2025-11-11买的"), ("618买的", "2025-06-18买的"), ("24年国庆节那天", "2024-10-01"),
        ("去年中秋提的车", "2025-10-06提的车"), ("腊月二十三", "2026-02-10"), ("九月初三", "2025-10-23"),
        ("去年腊月", "2026-01-19至2026-02-16"), ("农历九月初三", "2025-10-23"), ("除夕", "2026-02-16"),
        ("打算国庆买", "打算2026-10-01买"), ("双十一前三天", "2025-11-08"), ("大年初六", "2026-02-22"),
        ("2023年腊月", "2024-01-11至2024-02-09"),
    ],
)  # fmt: skip
def test_named_and_lunar_days_become_days_of_the_solar_calendar(catalogue: Catalogue, text: str, solar: str) -> None:
    assert in_solar_days(text, ASKED_ON, catalogue.speech.almanac) == solar


def test_a_lunar_year_turns_at_the_spring_festival(catalogue: Catalogue) -> None:
    almanac = catalogue.speech.almanac
    assert in_solar_days("去年腊月", date(2026, 1, 8), almanac) == "2024-12-31至2025-01-28"


@pytest.mark.parametrize("text", ["一百五一平", "6180元", "三月初买的", "1180块", "九月买的", "腊月三十五"])
def test_what_is_no_named_day_is_left_alone(catalogue: Catalogue, text: str) -> None:
    assert in_solar_days(text, ASKED_ON, catalogue.speech.almanac) == text


def test_a_day_beyond_the_table_is_left_alone(catalogue: Catalogue) -> None:
    assert in_solar_days("1960年腊月初八", ASKED_ON, catalogue.speech.almanac) == "1960年腊月初八"
