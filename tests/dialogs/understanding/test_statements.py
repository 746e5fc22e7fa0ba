from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dialogs.understanding import understand
from policy.catalogue import Catalogue
from policy.domain import Domain

ASKED_ON = date(2026, 4, 12)
NEW_ENERGY = ["battery", "range_extended", "plug_in_hybrid", "fuel_cell"]


def expected(catalogue: Catalogue, stated: dict[str, Any]) -> dict[str, Domain]:
    return {name: catalogue.facts[name].parse(value) for name, value in stated.items()}


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "去年十月把旧车报废了，又在太原买了台二十万的电车，能补多少",
            {
                "old_car.disposal": "scrapped", "old_car.disposal_date": "2025-10", "new_car.energy": "battery",
                "new_car.price": 200000, "new_car.invoice_place": "shanxi", "person.city": "taiyuan",
            },
        ),
        (
            "旧车9月28号报废的，11月15买的新车，油车，十二万八",
            {
                "old_car.disposal": "scrapped", "old_car.disposal_date": "2025-09-28",
                "new_car.invoice_date": "2025-11-15", "new_car.condition": "new",
                "new_car.energy": ["petrol", "diesel"], "new_car.price": 128000,
            },
        ),
        ("我爸名下的旧车卖给邻居了", {
            "old_car.disposal": "transferred", "old_car.owner": "other_person", "old_car.transfer_channel": "private",
        }),
        ("没有旧车，头一回买车", {"old_car.disposal": "none"}),
        ("旧车是柴油的，报废了换新能源", {
            "old_car.disposal": "scrapped", "old_car.fuel": "diesel_or_other", "new_car.energy": NEW_ENERGY,
        }),
        ("2月下的订单3月才开票，购置税按哪天", {"new_car.invoice_date": "2026-03"}),
        ("卖房80万个税8000，买房150万，都在晋中，退不退", {
            "home.sale_price": 800000, "home.income_tax_paid": 8000, "home.purchase_price": 1500000,
            "home.sale_city": "jinzhong", "home.purchase_city": "jinzhong",
        }),
        ("不是首套，89平，契税多少", {"home.first_home": False, "home.area": 89}),
        ("两口子都交公积金，俩娃，在清徐买房能贷多少", {
            "fund.contributors": 2, "person.children": 2, "person.city": "taiyuan",
        }),
        ("双十一买的一级能效冰箱4999", {
            "goods.kind": "refrigerator", "goods.energy_grade": "1", "goods.price": 4999,
            "goods.purchase_date": "2025-11-11",
        }),
        ("沙发标价12000，店里打八折再减500，买了能再减多少", {"goods.kind": "furniture", "goods.price": 9100}),
        ("我们是备案的二手车企业，去年销售额两个亿五，增长18%", {
            "dealer.filed": True, "dealer.sales": 250000000, "dealer.growth": "18%",
        }),
    ],
)  # fmt: skip
def test_a_sentence_states_several_facts(catalogue: Catalogue, text: str, stated: dict[str, Any]) -> None:
    assert understand(catalogue, text, ASKED_ON).facts == expected(catalogue, stated)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("报废更新补贴多少", "old_car.disposal"),  # the name of a programme
        ("报废和置换哪个补得多", "old_car.disposal"),
        ("旧车没报废，汽车补贴有没有", "old_car.disposal"),
        ("最高能补一万八不，汽车报废", "new_car.price"),
        ("公积金能贷50万不", "home.purchase_price"),
        ("手机能不能享受10%立减", "goods.kind"),  # about phones in general
        ("今年汽车购置税还收不收", "new_car.invoice_date"),
        ("娃都十九了，公积金算多子女不", "person.children"),
        ("春节前提的电车，购置税多少", "new_car.invoice_date"),
        ("冰箱4999电视6999都买了，能补多少", "goods.kind"),
        ("13年的旧车，报废了能补多少", "old_car.disposal_date"),
        ("平板2999，手表1299，各能补多少", "goods.price"),  # each by itself
        ("前年报废的车，后来没再买车", "new_car.invoice_date"),  # what did not happen has no day
        ("二手车行销售额从四千万到五千万，能奖不", "dealer.sales"),
        ("小米手环9，去年买的", "goods.price"),
        ("研究生买房有几万", "home.purchase_price"),
        ("两台车，一个8万一个12万，都是电的", "new_car.price"),
    ],
)
def test_what_is_not_stated_is_not_read(catalogue: Catalogue, text: str, fact: str) -> None:
    assert fact not in understand(catalogue, text, ASKED_ON).facts


HYBRID = ["range_extended", "plug_in_hybrid", "petrol"]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("裸车价16.98万，发票上开的15万，新车", {"new_car.price": 150000}),  # the surest of several counts
        ("冰箱5200洗衣机3800，一块儿结账，能减多少", {"goods.price": 9000}),  # different goods are added up
        ("沙发5999，茶几1299，都买了", {"goods.price": 7298}),
        ("华为平板4299砍到3999成交", {"goods.price": 3999, "goods.kind": "tablet"}),
        ("沙发一万八打九折再抹零200，买了", {"goods.price": 16000}),
        ("买了辆混动，烧油不能充电", {"new_car.energy": "petrol"}),
        ("想买个混动，十五万", {"new_car.energy": HYBRID, "new_car.price": 150000}),
        ("俩小子一个闺女，公积金能多贷不", {"person.children": 3}),
        ("旧车上周三报废的", {"old_car.disposal_date": "2026-04-01"}),
        ("三年前上牌的汽油车，报废了", {"old_car.disposal": "scrapped"}),
        ("今年三月换车，那个置换补贴还有吗", {"old_car.disposal": "transferred"}),  # implied by what is asked for
        ("二手车行销售额从四千万涨到五千万，能奖不", {"dealer.sales": 50000000}),
        ("三个娃一个人缴公积金，太原额度", {"person.children": 3, "fund.contributors": 1}),
        ("没有太原社保能买房不", {"person.city": "taiyuan"}),
        ("销售额5200万，比上年少了8%，我们做二手车的", {"dealer.growth": "-8%", "dealer.sales": 52000000}),
    ],
)  # fmt: skip
def test_a_sentence_states_at_least(catalogue: Catalogue, text: str, stated: dict[str, Any]) -> None:
    found = understand(catalogue, text, ASKED_ON).facts
    assert {name: found.get(name) for name in stated} == expected(catalogue, stated)


def test_an_amount_that_may_be_a_price_is_doubtful(catalogue: Catalogue) -> None:
    found = understand(catalogue, "20万能补多少", ASKED_ON)
    assert found.facts == {}
    assert found.doubtful == expected(catalogue, {"new_car.price": 200000})


def test_a_bare_number_too_small_for_a_price_may_be_meant_in_ten_thousands(catalogue: Catalogue) -> None:
    found = understand(catalogue, "20", ASKED_ON, topic="car", asking="new_car.price")
    assert found.facts == {}
    assert found.doubtful == expected(catalogue, {"new_car.price": 200000})


@pytest.mark.parametrize(
    ("asking", "text", "value"),
    [
        ("new_car.price", "八万五", 85000), ("home.seller_on_title", "写的我闺女", False),
        ("home.first_home", "第二套了", False), ("old_car.owner", "俺婆姨", "other_person"),
        ("new_car.invoice_place", "榆次", "shanxi"), ("old_car.disposal", "报费了", "scrapped"),
        ("goods.price", "5999减500", 5499), ("goods.purchase_date", "农历九月初三", "2025-10-23"),
        ("person.children", "仨", 3), ("home.area", "八十九平半", 89.5), ("dealer.growth", "一成五", "15%"),
        ("home.income_tax_paid", "满五唯一 没交", 0),
    ],
)  # fmt: skip
def test_the_fact_that_is_asked_wins_over_every_guess(catalogue: Catalogue, asking: str, text: str, value: Any) -> None:
    topic = {"new_car": "car", "old_car": "car", "goods": "shopping", "dealer": "business"}.get(
        asking.partition(".")[0], "home"
    )
    found = understand(catalogue, text, ASKED_ON, topic=topic, asking=asking)
    assert found.facts[asking] == catalogue.facts[asking].parse(value)
    assert found.intent == "facts"
