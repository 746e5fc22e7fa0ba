"""Every figure of the home and provident-fund rules, typed by hand."""

from __future__ import annotations

import pytest

from policy.catalogue import Catalogue
from tests.policy.figures import NO, Figures, Given, decided, lines, outcome

SWAP: Given = {
    "home.kind": "new",
    "home.sale_date": "2024-03-01",
    "home.purchase_date": "2024-05-01",
    "home.sale_city": "jinzhong",
    "home.purchase_city": "jinzhong",
    "home.seller_on_title": True,
    "home.sale_price": 800000,
    "home.income_tax_paid": 8000,
    "home.purchase_price": 1500000,
}
DEED: Given = {"home.kind": "new", "home.purchase_date": "2025-03-01"}


def swap(old: int, tax: int, new: int) -> Given:
    return {**SWAP, "home.sale_price": old, "home.income_tax_paid": tax, "home.purchase_price": new}


def deed(first: bool, area: float) -> Given:
    return {**DEED, "home.first_home": first, "home.area": area}


def taiyuan_deed(first: bool, area: float) -> Given:
    return {
        "person.city": "taiyuan", "home.kind": "new", "home.purchase_date": "2023-05-01",
        "home.first_home": first, "home.area": area, "home.deed_tax_paid": 10000,
    }  # fmt: skip


def fund(use: str, city: str, contributors: int = 1, children: int = 0, first: bool = True) -> Given:
    return {
        "fund.use": use, "person.city": city, "fund.contributors": contributors, "person.children": children,
        "home.first_home": first,
    }  # fmt: skip


def talent(city: str, degree: str, day: str) -> Given:
    return {
        "person.city": city, "person.degree": degree, "home.kind": "new", "home.first_home": True,
        "home.purchase_date": day,
    }  # fmt: skip


def xinzhou(area: float, day: str = "2022-10-01") -> Given:
    return {"person.city": "xinzhou", "home.kind": "new", "home.area": area, "home.purchase_date": day}


FIGURES: Figures = {
    "home-swap-refund": [
        ("2024-06-01", swap(1200000, 12000, 1000000), "10000.00"),
        ("2024-06-01", swap(800000, 8000, 1500000), "8000.00"),
        ("2024-06-01", swap(1600000, 16000, 1400000), "14000.00"),
        ("2024-06-01", swap(1000000, 20000, 1500000), "20000.00"),  # half share of a sale of 2 000 000
        ("2024-06-01", {**SWAP, "home.income_tax_paid": 0}, NO),
        ("2024-06-01", {**SWAP, "home.seller_on_title": False}, NO),
        ("2024-06-01", {**SWAP, "home.purchase_city": "taiyuan"}, NO),
        ("2024-06-01", {**SWAP, "home.kind": "not_a_home"}, NO),
        ("2024-06-01", {**SWAP, "home.purchase_date": "2025-03-01"}, "8000.00"),
        ("2024-06-01", {**SWAP, "home.purchase_date": "2025-03-02"}, NO),
        ("2024-06-01", {**SWAP, "home.purchase_date": "2024-02-29"}, NO),
        ("2024-06-01", {**SWAP, "home.sale_date": "2022-09-30", "home.purchase_date": "2022-11-01"}, NO),
        ("2024-06-01", {**SWAP, "home.sale_date": "2022-10-01", "home.purchase_date": "2022-11-01"}, "8000.00"),
        ("2026-04-12", {**SWAP, "home.sale_date": "2026-02-01", "home.purchase_date": "2026-03-01"}, "8000.00"),
    ],
    "deed-tax-2024-12": [
        ("2026-04-12", deed(True, 140), "1"),
        ("2026-04-12", deed(True, 140.01), "1.5"),
        ("2026-04-12", deed(False, 140), "1"),
        ("2026-04-12", deed(False, 140.01), "2"),
        ("2026-04-12", {**deed(True, 90), "home.purchase_date": "2024-11-30"}, NO),
    ],
    "provident-rates": [
        ("2026-04-12", fund("loan", "taiyuan", first=True), "2.1 to 2.6"),
        ("2026-04-12", fund("loan", "taiyuan", first=False), "2.525 to 3.075"),
        ("2025-05-07", fund("loan", "taiyuan"), NO),
    ],
    "down-payment-bank": [
        ("2026-04-12", {"home.kind": "used"}, "15"),
        ("2024-09-23", {"home.kind": "used"}, NO),
    ],
    "down-payment-fund": [("2026-04-12", fund("loan", "datong"), "20")],
    "taiyuan-deed-tax-subsidy": [
        ("2024-03-10", taiyuan_deed(True, 89), "10000.00"),
        ("2024-03-10", taiyuan_deed(True, 89.99), "10000.00"),
        ("2024-03-10", taiyuan_deed(True, 90), "8000.00 to 10000.00"),
        ("2024-03-10", taiyuan_deed(True, 90.01), "8000.00"),
        ("2024-03-10", taiyuan_deed(True, 143), "8000.00"),
        ("2024-03-10", taiyuan_deed(True, 143.01), "5000.00"),
        ("2024-03-10", taiyuan_deed(False, 140), "6000.00 to 6400.00"),
        ("2024-03-10", {**taiyuan_deed(True, 89), "home.kind": "used"}, NO),
        ("2024-03-10", {**taiyuan_deed(True, 89), "person.city": "datong"}, NO),
        ("2024-06-10", {**taiyuan_deed(True, 89), "home.purchase_date": "2024-05-20"}, NO),
        ("2024-06-10", {**taiyuan_deed(True, 89), "home.purchase_date": "2022-05-20"}, "10000.00"),
    ],
    "taiyuan-talent-2022": [
        ("2024-03-10", talent("taiyuan", "doctor", "2024-03-01"), "0.00 to 200000.00"),
        ("2024-03-10", talent("taiyuan", "other", "2024-03-01"), "0.00 to 20000.00"),
        ("2024-06-10", talent("taiyuan", "doctor", "2024-05-20"), NO),
    ],
    "changzhi-talent-2022": [("2024-03-10", talent("changzhi", "master", "2023-03-01"), "0.00 to 200000.00")],
    "xinzhou-home-subsidy-2022": [
        ("2022-11-10", xinzhou(89.99), "10000.00"),
        ("2022-11-10", xinzhou(90), "20000.00"),
        ("2022-11-10", xinzhou(143), "20000.00"),
        ("2022-11-10", xinzhou(143.01), "30000.00"),
        ("2022-11-10", xinzhou(100, "2022-06-30"), NO),
        ("2023-02-10", xinzhou(100, "2023-01-01"), NO),
    ],
    "taiyuan-fund-rent": [
        ("2024-03-10", fund("rent", "taiyuan", children=1), "10000.00 to 25000.00"),
        ("2024-03-10", fund("rent", "taiyuan", children=2), "11000.00 to 26000.00"),
        ("2023-04-30", fund("rent", "taiyuan", children=1), NO),
    ],
    "taiyuan-fund-loan": [
        ("2025-05-06", fund("loan", "taiyuan", 2, 2), "1300000.00"),
        ("2025-05-06", fund("loan", "taiyuan", 2, 1), "1000000.00"),
        ("2025-05-06", fund("loan", "taiyuan", 1, 0), "700000.00"),
        ("2025-05-06", fund("loan", "taiyuan", 1, 3), "910000.00"),
        ("2025-01-09", fund("loan", "taiyuan", 2, 2), NO),
        ("2028-01-10", fund("loan", "taiyuan", 2, 2), NO),
    ],
    "datong-fund-loan": [
        ("2024-03-10", fund("loan", "datong", 2), "1000000.00"),
        ("2024-03-10", fund("loan", "datong", 1), "800000.00"),
        ("2024-03-10", fund("loan", "datong", 2, 2), "1100000.00"),
        ("2024-03-10", fund("loan", "datong", 1, 2), "880000.00"),
        ("2024-03-10", fund("loan", "datong", 2, 2, first=False), "1000000.00"),
    ],
    "datong-fund-rent": [("2024-03-10", fund("rent", "datong"), "26000.00")],
    "xinzhou-fund-rent": [
        ("2024-03-10", fund("rent", "xinzhou"), "22000.00"),
        ("2024-03-10", fund("rent", "xinzhou", children=2), "24000.00"),
    ],
    "changzhi-fund-loan": [
        ("2023-10-01", fund("loan", "changzhi", 1), "520000.00"),
        ("2023-12-31", fund("loan", "changzhi", 2), "780000.00"),
        ("2024-01-01", fund("loan", "changzhi", 2), NO),
    ],
    "jinzhong-fund-loan": [("2024-03-10", fund("loan", "jinzhong", 2), "800000.00")],
    "fund-loan-local": [
        ("2024-03-10", fund("loan", "linfen"), "none"),
        ("2024-03-10", fund("loan", "jinzhong"), NO),
    ],
    "fund-rent-local": [("2024-03-10", fund("rent", "jincheng"), "none")],
    "fund-elevator-local": [("2024-03-10", {"fund.use": "elevator"}, "none")],
    "area-subsidy-local": [("2024-03-10", {"home.kind": "new"}, "none"), ("2024-03-10", {"home.kind": "used"}, NO)],
    "talent-subsidy-local": [("2024-03-10", {"home.kind": "used"}, "none")],
}  # fmt: skip


@pytest.mark.parametrize(("measure", "asked_on", "given", "expected"), lines(FIGURES))
def test_a_figure_comes_out_as_the_rules_state_it(
    measure: str, asked_on: str, given: Given, expected: str, catalogue: Catalogue
) -> None:
    assert outcome(catalogue, measure, asked_on, given, expected) == expected


def test_every_measure_that_is_decided_has_its_figures_here(catalogue: Catalogue) -> None:
    assert decided(catalogue, "home") == set(FIGURES)
