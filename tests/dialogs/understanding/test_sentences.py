from __future__ import annotations

from datetime import date

import pytest

from dialogs.understanding import read_facts
from policy.catalogue import Catalogue


@pytest.mark.parametrize(
    ("topic", "text", "stated"),
    [
        ("car", "去年十月把旧车报废了，又在太原买了台二十万的电车，能补多少", {"old_car.disposal": "scrapped"}),
        ("car", "我没有旧车，想买新车", {"old_car.disposal": "none", "new_car.condition": "new"}),
        ("home", "买二手房给补贴不", {"home.kind": "used"}),
        ("shopping", "手机能不能享受10%立减", {"goods.kind": "phone"}),
        (None, "冰箱坏了", {"goods.kind": "refrigerator"}),
    ],
)
def test_a_sentence_states_facts_without_being_asked(
    catalogue: Catalogue, asked_on: date, topic: str | None, text: str, stated: dict[str, str]
) -> None:
    expected = {name: catalogue.facts[name].parse(value) for name, value in stated.items()}
    assert read_facts(catalogue, text, asked_on, topic) == expected


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("car", "买二手房给补贴不"),  # 二手 alone would be a used car
        ("car", "想买新能源车"),  # the old one or the new one?
        ("car", "不想报废"),
        ("car", "报废和置换哪个多"),
        ("car", "报废还是置换"),
        ("shopping", "老丈人家装电梯能用我的公积金不"),  # 家装 is not meant
        ("shopping", "冰箱和电视"),
        ("car", "身份证丢了咋补"),
    ],
)
def test_nothing_is_stated_where_anything_is_in_doubt(
    catalogue: Catalogue, asked_on: date, topic: str, text: str
) -> None:
    assert read_facts(catalogue, text, asked_on, topic) == {}
