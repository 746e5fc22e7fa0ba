"""Every figure of the car rules, typed by hand: on which day, what is given, what comes out."""

from __future__ import annotations

from typing import Any

import pytest

from policy.catalogue import Catalogue
from tests.policy.figures import NO, Figures, Given, decided, lines, outcome

NEV: Given = {
    "new_car.condition": "new",
    "new_car.energy": "battery",
    "new_car.in_tax_catalogue": True,
    "new_car.passenger_car": True,
}
OLD_CAR: Given = {
    "old_car.disposal": "scrapped",
    "old_car.disposal_place": "shanxi",
    "old_car.owner": "self",
    "old_car.fuel": "petrol",
    "old_car.first_registered": "2010-01-01",
    "old_car.owned_since": "2010-01-01",
    "new_car.condition": "new",
    "new_car.invoice_place": "shanxi",
    "new_car.energy": "battery",
    "car.lottery_won": True,
}
PETROL: Given = {"new_car.energy": "petrol", "new_car.engine_litres": "2.0"}
SOLD: Given = {"old_car.disposal": "transferred", "old_car.transfer_channel": "filed_dealer"}


def nev(day: str, price: int, **other: Any) -> Given:
    return {**NEV, "new_car.invoice_date": day, "new_car.price": price, **other}


def scrap(disposed: str, bought: str, **other: Any) -> Given:
    return {**OLD_CAR, "old_car.disposal_date": disposed, "new_car.invoice_date": bought, **other}


FIGURES: Figures = {
    "nev-purchase-tax-2023": [
        ("2024-02-01", nev("2023-12-25", 150000), "13274.34 payable 0.00"),
        ("2024-02-01", nev("2023-12-31", 1000000), "88495.58 payable 0.00"),
        ("2024-02-01", nev("2022-12-31", 150000), NO),
        ("2024-02-01", nev("2024-01-01", 150000), NO),
        ("2024-02-01", nev("2023-12-25", 150000, **{"new_car.condition": "used"}), NO),
    ],
    "nev-purchase-tax-2024": [
        ("2026-04-12", nev("2025-06-01", 400000), "30000.00 payable 5398.23"),
        ("2024-03-10", nev("2024-01-01", 339000), "30000.00 payable 0.00"),
        ("2024-03-10", nev("2024-03-01", 339001), "30000.00 payable 0.09"),
        ("2025-10-20", nev("2025-12-31", 85000), "7522.12 payable 0.00"),
        ("2026-04-12", nev("2025-10-15", 200000), "17699.12 payable 0.00"),
        ("2024-03-10", nev("2024-03-01", 400000, **{"new_car.passenger_car": False}), "35398.23 payable 0.00"),
        ("2024-03-10", nev("2024-03-01", 400000, **{"new_car.in_tax_catalogue": False}), NO),
        ("2024-03-10", nev("2024-03-01", 100000, **{"new_car.energy": "methanol"}), NO),
        ("2024-03-10", nev("2024-03-01", 100000, **{"new_car.energy": "fuel_cell"}), "8849.56 payable 0.00"),
    ],
    "nev-purchase-tax-2026": [
        ("2026-04-12", nev("2026-04-01", 226000), "10000.00 tax 20000.00 payable 10000.00"),
        ("2026-04-12", nev("2026-01-01", 500000), "15000.00 tax 44247.79 payable 29247.79"),
        ("2026-04-12", nev("2027-12-31", 508500), "15000.00 payable 30000.00"),  # 450 000 without VAT
        ("2026-04-12", nev("2026-04-01", 339000), "15000.00 payable 15000.00"),
        ("2026-04-12", nev("2026-04-01", 169500), "7500.00 payable 7500.00"),  # not exempt below 169 500
        ("2026-04-12", nev("2026-04-01", 508500, **{"new_car.passenger_car": False}), "22500.00 payable 22500.00"),
        ("2026-04-12", nev("2028-01-01", 226000), NO),
    ],
    "scrap-and-renew-2023": [
        ("2023-11-20", scrap("2023-07-01", "2023-12-31"), "0.00 to 3000.00"),
        ("2023-12-20", scrap("2023-06-30", "2023-07-15"), NO),
        ("2024-03-10", scrap("2023-12-31", "2024-01-01"), NO),
    ],
    "trade-in-2023": [
        ("2023-11-20", scrap("2023-08-01", "2023-09-01", **SOLD), "0.00 to 2000.00"),
        ("2023-11-20", {**scrap("2023-08-01", "2023-09-01", **SOLD), "old_car.transfer_channel": "private"}, NO),
    ],
    "car-renewal-2024-scrap": [
        ("2024-09-01", scrap("2024-05-01", "2024-06-01"), "20000.00"),
        ("2024-09-01", scrap("2024-05-01", "2024-06-01", **PETROL), "15000.00"),
        ("2024-09-01", scrap("2024-05-01", "2024-06-01", **{"old_car.first_registered": "2011-06-30"}), "20000.00"),
        ("2024-09-01", scrap("2024-05-01", "2024-06-01", **{"old_car.first_registered": "2011-07-01"}), NO),
        ("2024-09-01", scrap("2024-05-01", "2024-06-01", **{"old_car.owned_since": "2024-07-24"}), "20000.00"),
        ("2024-09-01", scrap("2024-05-01", "2024-06-01", **{"old_car.owned_since": "2024-07-25"}), NO),
        ("2024-09-01", scrap("2024-05-01", "2024-06-01", **{**PETROL, "old_car.fuel": "new_energy"}), NO),
        ("2024-09-01", scrap("2024-05-01", "2024-04-23"), NO),
    ],
    "car-renewal-2024-trade-in": [
        ("2024-11-01", scrap("2024-10-18", "2024-10-20", **SOLD), "0.00 to 18000.00"),
        ("2024-11-01", scrap("2024-10-18", "2024-10-20", **SOLD, **PETROL), "0.00 to 16000.00"),
    ],
    "car-renewal-2025-scrap": [
        ("2025-12-01", scrap("2025-10-01", "2025-11-09", **{"car.lottery_won": False}), "20000.00"),
        ("2025-12-01", scrap("2025-10-01", "2025-11-10", **{"car.lottery_won": False}), NO),
        ("2025-12-01", scrap("2025-10-01", "2025-11-10"), "20000.00"),
        ("2025-12-01", scrap("2025-10-01", "2025-10-02", **PETROL), "15000.00"),
        ("2025-12-01", scrap("2025-10-01", "2025-10-02", **{"old_car.owned_since": "2025-01-08"}), "20000.00"),
        ("2025-12-01", scrap("2025-10-01", "2025-10-02", **{"old_car.owned_since": "2025-01-09"}), NO),
        ("2025-12-01", scrap("2025-10-01", "2025-10-02", **{"old_car.first_registered": "2012-07-01"}), NO),
    ],
    "car-renewal-2025-trade-in": [
        ("2025-06-01", scrap("2025-03-01", "2025-05-01", **SOLD), "0.00 to 15000.00"),
        ("2025-06-01", scrap("2025-03-01", "2025-05-01", **SOLD, **PETROL), "0.00 to 13000.00"),
    ],
    "car-renewal-2026-scrap": [
        ("2026-04-12", scrap("2026-02-01", "2026-03-01", **{"new_car.price": 100000}), "12000.00"),
        ("2026-04-12", scrap("2026-02-01", "2026-03-01", **{"new_car.price": 100001}), "12001.00"),
        ("2026-04-12", scrap("2026-02-01", "2026-03-01", **{"new_car.price": 200000}), "20000.00"),
        ("2026-04-12", scrap("2026-02-01", "2026-03-01", **{"new_car.price": 85000}, **PETROL), "8500.00"),
        ("2026-04-12", scrap("2026-02-01", "2026-03-01", **{"new_car.price": 200000}, **PETROL), "15000.00"),
        ("2026-04-12", scrap("2026-02-01", "2026-03-01", **{"car.lottery_won": False}), NO),
    ],
    "car-renewal-2026-trade-in": [
        ("2026-04-12", scrap("2026-02-01", "2026-03-01", **SOLD, **{"new_car.price": 100000}), "8000.00"),
        ("2026-04-12", scrap("2026-02-01", "2026-03-01", **SOLD, **{"new_car.price": 226000}), "15000.00"),
        ("2026-04-12", scrap("2026-02-01", "2026-03-01", **SOLD, **PETROL, **{"new_car.price": 100000}), "6000.00"),
        ("2026-04-12", scrap("2026-02-01", "2026-03-01", **SOLD, **PETROL, **{"new_car.price": 300000}), "13000.00"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("measure", "asked_on", "given", "expected"), lines(FIGURES))
def test_a_figure_comes_out_as_the_rules_state_it(
    measure: str, asked_on: str, given: Given, expected: str, catalogue: Catalogue
) -> None:
    assert outcome(catalogue, measure, asked_on, given, expected) == expected


def test_every_measure_that_is_decided_has_its_figures_here(catalogue: Catalogue) -> None:
    assert decided(catalogue, "car") == set(FIGURES)
