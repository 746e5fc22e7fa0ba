"""What English sentences state: they are understood as Chinese ones are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dialogs.understanding import understand
from policy.catalogue import Catalogue
from policy.domain import Domain

ASKED_ON = date(2026, 4, 12)


def expected(catalogue: Catalogue, stated: dict[str, Any]) -> dict[str, Domain]:
    return {name: catalogue.facts[name].parse(value) for name, value in stated.items()}


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("I scrapped my old car and bought an electric one", {
            "old_car.disposal": "scrapped", "new_car.energy": "battery",
        }),
        ("I scrapped my old petrol car in October last year and bought an electric one for 200000", {
            "old_car.disposal": "scrapped", "old_car.disposal_date": "2025-10", "old_car.fuel": "petrol",
            "new_car.energy": "battery", "new_car.price": 200000,
        }),
        ("I bought a flat in Taiyuan, 87 square metres", {"person.city": "taiyuan", "home.area": 87}),
        ("I sold my flat and bought another one in Taiyuan last May", {
            "home.purchase_city": "taiyuan", "home.purchase_date": "2025-05",
        }),
        ("no old car", {"old_car.disposal": "none"}),
        ("two children", {"person.children": 2}),
        ("first home", {"home.first_home": True}),
        ("a 4999 phone bought on 18 June 2025", {
            "goods.kind": "phone", "goods.price": 4999, "goods.purchase_date": "2025-06-18",
        }),
        ("how much for a fridge at 3500 yuan", {"goods.kind": "refrigerator", "goods.price": 3500}),
        ("bought an electric car for 200k last month", {
            "new_car.energy": "battery", "new_car.price": 200000, "new_car.invoice_date": "2026-03",
        }),
        ("bought an EV for CNY 235,000 last year", {
            "new_car.energy": "battery", "new_car.price": 235000, "new_car.invoice_date": "2025",
        }),
        ("both of us pay into the provident fund", {"fund.contributors": 2}),
        ("my wife doesn’t pay into the provident fund", {"fund.contributors": 1}),
        ("a hundred and fifty thousand for a plug-in hybrid", {
            "new_car.energy": "plug_in_hybrid", "new_car.price": 150000,
        }),
        ("we bought a fridge for 4000 and a washing machine for 3000", {"goods.price": 7000}),
    ],
)  # fmt: skip
def test_a_sentence_states_several_facts(catalogue: Catalogue, text: str, stated: dict[str, Any]) -> None:
    assert understand(catalogue, text, ASKED_ON).facts == expected(catalogue, stated)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("how long does the scrappage subsidy take", "old_car.disposal"),  # the name of a programme
        ("is an electric or a petrol car better for the subsidy", "new_car.energy"),
        ("do I get the 2000 yuan for scrapping my car", "new_car.price"),
        ("I have not bought a car in May", "new_car.invoice_date"),  # what did not happen has no day
        ("a fridge for 4000 and a tv for 6000, how much for each", "goods.price"),
        ("may I buy a car in Taiyuan", "new_car.invoice_date"),
    ],
)
def test_what_is_not_stated_is_not_read(catalogue: Catalogue, text: str, fact: str) -> None:
    assert fact not in understand(catalogue, text, ASKED_ON).facts


@pytest.mark.parametrize(
    ("asking", "text", "value"),
    [
        ("old_car.disposal_date", "at the end of October last year", "2025-10-21/2025-10-31"),
        ("new_car.price", "two hundred thousand", 200000), ("new_car.price", "200 thousand", 200000),
        ("goods.price", "RMB35000", 35000), ("person.children", "we have two", 2), ("person.children", "none", 0),
        ("home.first_home", "it's not my first", False), ("old_car.owner", "my wife's", "other_person"),
        ("new_car.in_tax_catalogue", "not in the catalogue", False), ("car.lottery_won", "not yet", False),
        ("home.area", "90 sq m", 90), ("fund.contributors", "both of us", 2),
    ],
)  # fmt: skip
def test_an_answer_is_read_as_one(catalogue: Catalogue, asking: str, text: str, value: Any) -> None:
    topics = {"new_car": "car", "old_car": "car", "car": "car", "goods": "shopping"}
    found = understand(catalogue, text, ASKED_ON, topics.get(asking.partition(".")[0], "home"), asking)
    low, _, high = str(value).partition("/")
    assert found.facts == {asking: catalogue.facts[asking].parse({"from": low, "to": high} if high else value)}
    assert found.doubtful == {}


@pytest.mark.parametrize(
    "text", ["my phone won't start", "what is there for tourists to eat in Beijing", "is the bus late today"]
)
def test_what_is_none_of_our_business_is_refused(catalogue: Catalogue, text: str) -> None:
    assert understand(catalogue, text, ASKED_ON).intent == "out_of_scope"
