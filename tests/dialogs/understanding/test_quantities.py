from __future__ import annotations

from decimal import Decimal

import pytest

from dialogs.understanding.quantities import Quantity, quantities
from dialogs.understanding.text import normalised


def read(text: str) -> list[tuple[Decimal | None, Decimal | None]]:
    return [(quantity.low, quantity.high) for quantity in quantities(normalised(text))]


def span(low: str | None, high: str | None) -> list[tuple[Decimal | None, Decimal | None]]:
    return [(None if low is None else Decimal(low), None if high is None else Decimal(high))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("八万五", "85000"), ("12.8万", "128000"), ("十二点八万", "128000"), ("2点5万", "25000"),
        ("15万9千8", "159800"), ("一百六十万", "1600000"), ("20w", "200000"), ("20 万", "200000"),
        ("两个亿", "200000000"), ("200,000", "200000"), ("２０万", "200000"), ("三千块", "3000"),
        ("八十九平", "89"), ("2.0T", "2.0"), ("1998毫升", "1.998"), ("12%", "0.12"),
        ("百分之十二", "0.12"), ("十二个点", "0.12"), ("一成", "0.1"), ("俩娃", "2"), ("二胎", "2"), ("-3万", "-30000"),
    ],
)  # fmt: skip
def test_one_number_is_read_in_the_spelling_people_use(text: str, value: str) -> None:
    assert read(text) == span(value, value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("二十万左右", "190000", "210000"), ("大概20万吧", "190000", "210000"), ("二十来万", "190000", "210000"),
        ("五六万", "50000", "60000"), ("十五六万", "150000", "160000"), ("三四百块", "300", "400"),
        ("5到8万", "50000", "80000"), ("5-8万", "50000", "80000"), ("3000-5000元", "3000", "5000"),
        ("between 5 and 8k", "5000", "8000"), ("三千以上", "3000", None), ("不超过三千", None, "3000"),
    ],
)  # fmt: skip
def test_a_vague_amount_is_a_span(text: str, low: str, high: str | None) -> None:
    assert read(text) == span(low, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("二十多万", "200000", "300000"), ("十几万", "100000", "200000"), ("几十万", "200000", "1000000"),
        ("三千多块", "3000", "4000"), ("1.2万多", "12000", "13000"), ("二十万出头", "200000", "300000"),
        ("八十多平", "80", "90"), ("不到三千", None, "3000"), ("三千块不到", None, "3000"),
    ],
)  # fmt: skip
def test_an_amount_short_of_a_number_excludes_that_number(text: str, low: str | None, high: str) -> None:
    (quantity,) = quantities(normalised(text))
    assert [(quantity.low, quantity.high)] == span(low, high)
    assert quantity.high_is_open


def test_more_than_a_number_excludes_that_number() -> None:
    assert quantities("超过5000万") == [Quantity(Decimal(50_000_000), None, None, low_is_open=True)]


@pytest.mark.parametrize("text", ["双十一", "五一", "万一", "千万别", "理想L9", "五菱", "二手车", "第二套", "第三次"])
def test_a_numeral_inside_a_word_or_a_name_is_no_amount(text: str) -> None:
    assert read(text) == []


def test_a_number_after_a_model_name_is_read_whole() -> None:
    assert read("理想L9四十万") == span("400000", "400000")


def test_units_tell_what_was_counted() -> None:
    assert [quantity.dimension for quantity in quantities("89平,2023年,12万公里,三千块")] == ["m2", "years", "", "CNY"]
