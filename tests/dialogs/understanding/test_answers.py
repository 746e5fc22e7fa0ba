from __future__ import annotations

from datetime import date

import pytest

from dialogs.understanding import DONT_KNOW, read_answer
from policy.catalogue import Catalogue
from policy.fact import Fact
from policy.problems import RefusedValue


@pytest.mark.parametrize(
    ("fact", "text", "said"),
    [
        ("old_car.disposal", "我把旧车报废了", "scrapped"),
        ("old_car.disposal", "没报废，卖了", "transferred"),
        ("old_car.disposal", "没有", "none"),
        ("old_car.owner", "我老婆的", "other_person"),
        ("new_car.energy", "比亚迪秦插混", "plug_in_hybrid"),
        ("person.city", "我在清徐买的", "taiyuan"),
        ("goods.kind", "iPad", "tablet"),
        ("goods.energy_grade", "二级能效", "2"),
        ("car.lottery_won", "没摇中", False),
        ("car.lottery_won", "摇中了", True),
        ("home.first_home", "不是首套", False),
        ("new_car.price", "八万五", "85000"),
        ("new_car.price", "..200000", {"to": "200000"}),
        ("new_car.engine_litres", "1.5T", "1.5"),
        ("home.area", "89㎡", "89"),
        ("home.area", "不到90平", {"to": "89.99"}),
        ("home.income_tax_paid", "一分没交", "0"),
        ("home.income_tax_paid", "1.2万个税", "12000"),
        ("person.children", "俩娃", "2"),
        ("fund.contributors", "两口子都交", "2"),
        ("dealer.growth", "12", "12%"),
        ("dealer.growth", "下降5%", "-5%"),
        ("dealer.sales", "超过5000万", {"from": "50000000.01"}),
        ("new_car.invoice_date", "去年十月", "2025-10"),
        ("new_car.invoice_date", "2025-11-10..", {"from": "2025-11-10"}),
        ("new_car.invoice_date", "不记得了，大概去年十月", "2025-10"),
        ("new_car.invoice_date", "应该是去年十月，记不太清了", "2025-10"),
    ],
)
def test_an_answer_narrows_the_fact_that_is_asked(
    catalogue: Catalogue, asked_on: date, fact: str, text: str, said: object
) -> None:
    asked = catalogue.facts[fact]
    assert read_answer(asked, text, asked_on) == asked.parse(str(said) if isinstance(said, bool) else said)


def test_several_options_joined_by_or_are_all_possible(catalogue: Catalogue, asked_on: date) -> None:
    fact = catalogue.facts["old_car.disposal"]
    assert read_answer(fact, "报废或者卖了", asked_on) == fact.parse(["scrapped", "transferred"])


def test_a_denied_option_leaves_the_others(catalogue: Catalogue, asked_on: date) -> None:
    fact = catalogue.facts["old_car.fuel"]
    assert read_answer(fact, "不是新能源", asked_on) == fact.parse(["petrol", "diesel_or_other"])


@pytest.mark.parametrize(
    "text", ["不清楚", "不知道多少钱", "忘了", "具体哪天记不清了", "好像忘了", "说不准", "skip", "I don't know"]
)
@pytest.mark.parametrize("fact", ["old_car.disposal", "new_car.price", "new_car.invoice_date", "car.lottery_won"])
def test_not_knowing_is_an_answer(catalogue: Catalogue, asked_on: date, fact: str, text: str) -> None:
    assert read_answer(catalogue.facts[fact], text, asked_on) is DONT_KNOW


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("old_car.disposal", "报废和卖哪个多"),
        ("old_car.disposal", "要不要报废？"),
        ("old_car.owner", "我爸的"),
        ("goods.kind", "冰箱和电视"),
        ("goods.kind", "洗碗机"),
        ("new_car.energy", "混动"),
        ("new_car.price", "89平"),
        ("new_car.price", "去年十月"),
        ("new_car.price", "20万，贷款15万"),
        ("new_car.price", "贵得很"),
        ("car.lottery_won", "是不是要先摇号？"),
        ("car.lottery_won", "可能吧"),
        ("new_car.invoice_date", "不知道能补多少"),
        ("new_car.invoice_date", "还没买"),
        ("new_car.invoice_date", ".."),
    ],
)
def test_what_is_not_certain_is_not_read(catalogue: Catalogue, asked_on: date, fact: str, text: str) -> None:
    assert read_answer(catalogue.facts[fact], text, asked_on) is None


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("new_car.price", "-3万"),
        ("new_car.price", "负三万"),
        ("new_car.price", "1e999"),
        ("new_car.price", "200000.005"),
        ("home.area", "1000000平"),
        ("fund.contributors", "3个人"),
        ("new_car.invoice_date", "2月30日"),
        ("new_car.invoice_date", "2100年"),
    ],
)
def test_what_is_certainly_wrong_is_refused_in_both_languages(
    catalogue: Catalogue, asked_on: date, fact: str, text: str
) -> None:
    with pytest.raises(RefusedValue) as refused:
        read_answer(catalogue.facts[fact], text, asked_on)
    assert refused.value.zh != refused.value.en


REGISTERED = Fact.model_validate(
    {
        "id": "test.registered",
        "kind": "choice",
        "name": {"zh": "登记", "en": "registration"},
        "question": {"zh": "在哪登记？", "en": "Where registered?"},
        "why": {"zh": "要看地点。", "en": "The place matters."},
        "options": {
            "inside": {"zh": "省内登记的企业", "en": "registered inside"},
            "none": {"zh": "没登记", "en": "unregistered"},
        },
    }
)


@pytest.mark.parametrize("text", ["省内登纪的企业", "省内登记企业", "registred inside"])
def test_a_slip_of_the_keyboard_is_forgiven(asked_on: date, text: str) -> None:
    assert read_answer(REGISTERED, text, asked_on) == REGISTERED.parse("inside")


def test_a_word_of_opposite_meaning_is_not_taken_for_a_slip(asked_on: date) -> None:
    assert read_answer(REGISTERED, "省外登记的企业", asked_on) is None
