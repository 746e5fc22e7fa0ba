from __future__ import annotations

from decimal import Decimal

import pytest

from dialogs.understanding.prices import reckoned
from dialogs.understanding.quantities import located_quantities


def amounts(text: str) -> list[Decimal | None]:
    return [one.quantity.low for one in reckoned(located_quantities(text), text) if one.quantity.dimension != ""]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("标价12000,打八折再减500", 9100), ("4999的冰箱和6999的电视", 11998), ("5999减500", 5499),
        ("原价5000打九折", 4500),
        ("8000的沙发打八五折", 6800), ("3200加2800", 6000), ("9999元,会员优惠999元", 9000), ("1000打8.8折", 880),
    ],
)  # fmt: skip
def test_a_price_is_reckoned_where_the_sentence_states_how(text: str, amount: int) -> None:
    assert amounts(text) == [amount]


@pytest.mark.parametrize("text", ["卖房80万,买房150万", "冰箱4999,电视6999", "500减5999"])
def test_amounts_that_are_only_named_together_stay_apart(text: str) -> None:
    assert len(amounts(text)) == 2
