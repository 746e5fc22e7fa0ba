from __future__ import annotations

from datetime import date

import pytest

from dialogs.understanding.faq import BadPlaceholder, fill, render_faq
from policy.catalogue import Catalogue


def test_every_shipped_answer_is_complete_in_both_languages(catalogue: Catalogue, asked_on: date) -> None:
    for name in catalogue.faq:
        for shown in (render_faq(catalogue, name, asked_on, "zh"), render_faq(catalogue, name, asked_on, "en")):
            assert shown
            assert "{" not in shown


@pytest.mark.parametrize("asked", [date(1990, 1, 1), date(2024, 5, 1), date(2049, 12, 31)])
def test_an_answer_never_fails_for_the_day_on_which_it_is_asked(catalogue: Catalogue, asked: date) -> None:
    for name in catalogue.faq:
        assert render_faq(catalogue, name, asked, "zh")


@pytest.mark.parametrize(
    ("placeholder", "zh", "en"),
    [
        ('measure("scrap-and-renew-2023").amount', "3000元", "3000 yuan"),
        ('measure("scrap-and-renew-2023").period', "2023年7月1日至12月31日", "2023-07-01 to 2023-12-31"),
        ('measure("deed-tax-2024-12").period', "2024年12月1日起", "from 2024-12-01"),
        ('measure("car-renewal-2024-scrap").until', "2025年1月10日", "2025-01-10"),
        ('measure("car-renewal-2026-scrap", {"new_car.energy": "battery"}).rate', "12%", "12%"),
        ('measure("deed-tax-2024-12", {"home.area": 120}).amount', "1%", "1%"),
        ('measure("changzhi-fund-loan", {"fund.contributors": 2}).amount', "780000元", "780000 yuan"),
        ('measure("used-car-vat").rate', "0.5%", "0.5%"),
        ('parameter("nev_relief_cap", on=asked_on)', "15000", "15000"),
    ],
)
def test_a_placeholder_is_filled_from_the_catalogue(
    catalogue: Catalogue, asked_on: date, placeholder: str, zh: str, en: str
) -> None:
    answer = "{{ " + placeholder + " }}"
    assert fill(answer, catalogue, asked_on, "zh") == zh
    assert fill(answer, catalogue, asked_on, "en") == en


def test_the_title_is_in_the_language_of_the_answer(catalogue: Catalogue, asked_on: date) -> None:
    title = catalogue.measures["used-car-vat"].title
    assert fill('{{ measure("used-car-vat").title }}', catalogue, asked_on, "zh") == title.zh
    assert fill('{{ measure("used-car-vat").title }}', catalogue, asked_on, "en") == title.en


def test_a_parameter_without_a_value_on_that_day_says_so(catalogue: Catalogue) -> None:
    answer = '{{ parameter("nev_relief_cap", on=asked_on) }}'
    assert "没有查到" in fill(answer, catalogue, date(2031, 1, 1), "zh")


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        ("{% if 1 %}是{% endif %}", "只能用"),
        ("{{ 1 + 1 }}", "只能用"),
        ('{{ measure("used-car-vat").rate | upper }}', "只能用"),
        ("{{ amount }}", "没有这个占位符"),
        ('{{ measure("scrap-and-renew-2024").amount }}', "最接近的是 scrap-and-renew-2023"),
        ('{{ measure("scrap-and-renew-2023").amounts }}', "最接近的是 amount"),
        ('{{ measure("scrap-and-renew-2023").__class__ }}', "没有这个数值"),
        ('{{ measure("home-swap-refund").amount }}', "没有最高数额"),
        ('{{ measure("car-renewal-2026-scrap").rate }}', "没有唯一的比例"),
        ('{{ measure("home-swap-refund").until }}', "截止日"),
        ('{{ parameter("nev_cap", on=asked_on) }}', "没有这个参数"),
        ('{{ measure("used-car-vat") }', "占位符写错了"),
    ],
)
def test_a_placeholder_that_stands_for_nothing_is_named(
    catalogue: Catalogue, asked_on: date, answer: str, complaint: str
) -> None:
    with pytest.raises(BadPlaceholder) as bad:
        fill(answer, catalogue, asked_on, "zh")
    assert complaint in bad.value.zh
