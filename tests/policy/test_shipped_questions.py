"""Questions as residents asked them, with the facts that they gave: what the catalogue must answer.

``said`` is what the question itself holds; ``then`` what the person would have answered to the questions that follow.
"""

from __future__ import annotations

import pytest

from policy.catalogue import Catalogue
from tests.policy.figures import NO, Given, outcome

SCRAPPED: Given = {"old_car.disposal": "scrapped", "new_car.condition": "new"}
SOLD: Given = {"old_car.disposal": "transferred", "new_car.condition": "new"}
NEV: Given = {"new_car.condition": "new", "new_car.in_tax_catalogue": True, "new_car.passenger_car": True}
SWAP: Given = {
    "home.kind": "new",
    "home.sale_date": "2024-03",
    "home.purchase_date": "2024-05",
    "home.seller_on_title": True,
}

QUESTIONS: list[tuple[str, str, str, Given, Given, str]] = [
    ("SW002", "2023-11-20", "trade-in-2023",
     {**SOLD, "old_car.disposal_date": "2023-08", "new_car.invoice_date": "2023-09", "new_car.invoice_place": "shanxi",
      "old_car.transfer_channel": ["filed_dealer", "other_dealer"]}, {}, "open 0.00 to 2000.00"),
    ("SW002", "2023-11-20", "trade-in-2023",
     {**SOLD, "old_car.disposal_date": "2023-08", "new_car.invoice_date": "2023-09", "new_car.invoice_place": "shanxi",
      "old_car.transfer_channel": ["filed_dealer", "other_dealer"]},
     {"old_car.transfer_channel": "filed_dealer", "old_car.owner": "self"}, "0.00 to 2000.00"),
    ("SW005", "2023-12-20", "scrap-and-renew-2023",
     {**SCRAPPED, "old_car.disposal_date": "2023-06-28", "new_car.invoice_date": "2023-07-15"}, {}, NO),
    ("SW008", "2024-04-02", "trade-in-2023", {**SOLD, "new_car.invoice_date": "2024-03"}, {}, NO),
    ("SW011", "2023-12-20", "scrap-and-renew-2023", SCRAPPED, {}, "open 0.00 to 3000.00"),
    ("SW011", "2023-12-20", "trade-in-2023", SCRAPPED, {}, NO),
    ("SW014", "2024-02-20", "trade-in-2023",
     {**SOLD, "old_car.disposal_date": "2023-11", "new_car.invoice_date": {"from": "2024-01-11", "to": "2024-02-09"}},
     {}, NO),
    ("SW023", "2026-04-12", "nev-purchase-tax-2024",
     {"new_car.invoice_date": "2025", "new_car.energy": "range_extended", "new_car.price": 400000}, NEV,
     "30000.00 payable 5398.23"),
    ("SW026", "2024-03-10", "nev-purchase-tax-2024", {"new_car.energy": ["petrol", "diesel"]}, {}, NO),
    ("SW029", "2024-03-10", "nev-purchase-tax-2024", {"new_car.energy": "methanol"}, {}, NO),
    ("SW032", "2025-10-20", "nev-purchase-tax-2024",
     {"new_car.invoice_date": "2025-11", "new_car.energy": "battery", "new_car.price": 85000}, NEV,
     "7522.12 payable 0.00"),
    ("SW041", "2024-02-10", "dealer-award-2023", {"dealer.sales": 60000000, "dealer.growth": 0.12}, {},
     "open 0.00 to 300000.00"),
    ("SW041", "2024-02-10", "dealer-award-2023", {"dealer.sales": 60000000, "dealer.growth": 0.12},
     {"dealer.filed": True}, "300000.00"),
    ("SW047", "2024-06-01", "home-swap-refund",
     {"home.sale_price": 800000, "home.income_tax_paid": 8000, "home.purchase_price": 1500000,
      "home.sale_city": "jinzhong", "home.purchase_city": "jinzhong"}, SWAP, "8000.00"),
    ("SW050", "2024-06-01", "home-swap-refund", {"home.seller_on_title": False}, {}, NO),
    ("SW053", "2024-06-01", "home-swap-refund", {"home.sale_date": "2022-09", "home.purchase_date": "2022-11"}, {}, NO),
    ("SW059", "2024-03-10", "taiyuan-deed-tax-subsidy",
     {"person.city": "taiyuan", "home.area": 89, "home.kind": "new"},
     {"home.first_home": True, "home.purchase_date": "2024-02", "home.deed_tax_paid": 12000}, "12000.00"),
    ("SW065", "2024-03-10", "area-subsidy-local", {"home.kind": "used"}, {}, NO),
    ("SW065", "2024-03-10", "talent-subsidy-local", {"home.kind": "used"}, {}, "none"),
    ("SW068", "2025-05-06", "taiyuan-fund-loan",
     {"fund.contributors": 2, "person.city": "taiyuan", "person.children": 2}, {"fund.use": "loan"}, "1300000.00"),
    ("SW080", "2024-03-10", "taiyuan-deed-tax-subsidy",
     {"person.city": "taiyuan", "home.area": 140, "home.first_home": False, "home.kind": "new"},
     {"home.purchase_date": "2024-02", "home.deed_tax_paid": 10000}, "6000.00 to 6400.00"),
    ("SW083", "2023-12-20", "home-goods-10-percent", {"goods.price": 11998},
     {"goods.merchant_takes_part": True, "goods.purchase_date": "2023-12"}, "1199.80"),
    ("SW086", "2023-12-20", "home-goods-10-percent", {"goods.price": 9100},
     {"goods.merchant_takes_part": True, "goods.purchase_date": "2023-12"}, "910.00"),
    ("SW104", "2024-03-10", "online-promotion", {}, {"promotion.events": 1}, "0.00 to 3000000.00"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "asked_on", "measure", "said", "then", "expected"), QUESTIONS)
def test_a_question_is_answered_as_the_rules_would(
    question: str, asked_on: str, measure: str, said: Given, then: Given, expected: str, catalogue: Catalogue
) -> None:
    assert outcome(catalogue, measure, asked_on, {**said, **then}, expected) == expected, question
