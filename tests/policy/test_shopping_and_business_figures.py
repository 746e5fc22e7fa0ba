"""Every figure of the shopping and business rules, typed by hand."""

from __future__ import annotations

import pytest

from policy.catalogue import Catalogue
from tests.policy.figures import NO, Figures, Given, decided, lines, outcome


def goods(kind: str, day: str, price: float, grade: str = "1") -> Given:
    return {"goods.kind": kind, "goods.purchase_date": day, "goods.price": price, "goods.energy_grade": grade}


def campaign(price: float, day: str = "2023-12-15") -> Given:
    return {"goods.merchant_takes_part": True, "goods.purchase_date": day, "goods.price": price}


def dealer(sales: int, growth: str, filed: bool = True) -> Given:
    return {"dealer.filed": filed, "dealer.sales": sales, "dealer.growth": growth}


FIGURES: Figures = {
    "used-car-vat": [("2024-02-10", {"dealer.sales": 100000}, "none tax 497.51")],
    "dealer-award-2023": [
        ("2024-02-10", dealer(60000000, "12%"), "300000.00"),
        ("2024-02-10", dealer(50000000, "10%"), NO),
        ("2024-02-10", dealer(50000001, "10%"), "250000.01"),
        ("2024-02-10", dealer(60000000, "9.99%"), NO),
        ("2024-02-10", dealer(200000000, "10%"), "1000000.00"),
        ("2024-02-10", dealer(300000000, "10%"), "1000000.00"),
        ("2024-02-10", dealer(60000000, "12%", filed=False), NO),
    ],
    "dismantler-award-2023": [
        ("2024-02-10", {"dismantler.vehicles": 5000}, "0.00 to 1000000.00"),
        ("2024-02-10", {"dismantler.vehicles": 4999}, NO),
    ],
    "online-promotion": [
        ("2024-03-10", {"promotion.events": 1}, "0.00 to 3000000.00"),
        ("2024-03-10", {"promotion.events": 4}, "0.00 to 12000000.00"),
        ("2024-03-10", {"promotion.events": 5}, "0.00 to 12000000.00"),
        ("2024-03-10", {"promotion.events": 0}, NO),
    ],
    "home-goods-10-percent": [
        ("2023-12-20", campaign(11998), "1199.80"),
        ("2023-12-20", campaign(9100), "910.00"),
        ("2023-12-20", campaign(20000), "2000.00"),
        ("2023-12-20", campaign(50000), "2000.00"),
        ("2023-12-20", {**campaign(11998), "goods.merchant_takes_part": False}, NO),
    ],
    "appliances-2024": [
        ("2024-10-01", goods("refrigerator", "2024-09-14", 5000), "1000.00"),
        ("2024-10-01", goods("refrigerator", "2024-09-14", 5000, "2"), "750.00"),
        ("2024-10-01", goods("computer", "2024-12-31", 20000, "none"), "2000.00"),
        ("2024-10-01", goods("refrigerator", "2024-09-13", 5000), NO),
        ("2024-10-01", goods("refrigerator", "2024-09-14", 5000, "3"), NO),
    ],
    "appliances-2025": [
        ("2025-06-01", goods("television", "2025-05-01", 5000), "1000.00"),
        ("2025-06-01", goods("television", "2025-05-01", 5000, "2"), "750.00"),
        ("2025-06-01", goods("television", "2025-05-01", 15000), "2000.00"),
    ],
    "appliances-2026": [
        ("2026-04-12", goods("air_conditioner", "2026-01-09", 10000), "1500.00"),
        ("2026-04-12", goods("air_conditioner", "2026-03-09", 4000), "600.00"),
        ("2026-04-12", goods("air_conditioner", "2026-03-09", 4000, "2"), NO),
        ("2026-04-12", goods("air_conditioner", "2026-01-08", 4000), NO),
    ],
    "digital-2025": [
        ("2025-06-01", goods("phone", "2025-05-01", 6000), "500.00"),
        ("2025-06-01", goods("phone", "2025-05-01", 6000.01), NO),
        ("2025-06-01", goods("tablet", "2025-05-01", 2000), "300.00"),
    ],
    "digital-2026": [
        ("2026-04-12", goods("smart_glasses", "2026-03-09", 3000), "450.00"),
        ("2026-04-12", goods("watch", "2026-03-09", 6000), "500.00"),
        ("2026-04-12", goods("watch", "2026-03-09", 6000.01), NO),
    ],
    "accessibility-2025": [
        ("2025-09-01", goods("accessibility", "2025-07-21", 10000), "3000.00"),
        ("2025-09-01", goods("accessibility", "2025-08-01", 100000), "18000.00"),
        ("2025-09-01", goods("accessibility", "2025-07-20", 10000), NO),
    ],
    "e-bike-2024": [("2024-10-01", goods("e_bike", "2024-09-20", 3000), "500.00")],
}  # fmt: skip


@pytest.mark.parametrize(("measure", "asked_on", "given", "expected"), lines(FIGURES))
def test_a_figure_comes_out_as_the_rules_state_it(
    measure: str, asked_on: str, given: Given, expected: str, catalogue: Catalogue
) -> None:
    assert outcome(catalogue, measure, asked_on, given, expected) == expected


def test_every_measure_that_is_decided_has_its_figures_here(catalogue: Catalogue) -> None:
    assert decided(catalogue, "shopping", "business") == set(FIGURES)
