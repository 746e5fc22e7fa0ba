"""Whatever somebody writes, at any point, there is a clear reply and nothing is noted that cannot be."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs.values import spelled
from policy.catalogue import Catalogue
from tests.dialogs.talk import Talk

ASKED = {
    "new_car.price": {"new_car.condition": "new", "new_car.invoice_date": "2026-02-01"},
    "new_car.invoice_date": {"new_car.condition": "new"},
}
PIECES = [
    "字",
    "一",
    "1",
    "今年",
    "5到",
    "没",
    "报废",
    "9,",
    "二十多万",
    "\u202e",
    "🚗",
    "卖…",
    "((",
    "在太原买",
    "a ",
    "\n",
]


def asked(catalogue: Catalogue, fact: str) -> Talk:
    someone = Talk(catalogue, topic="car")
    someone.answer_until(fact, ASKED[fact])
    return someone


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("new_car.price", "1e999"), ("new_car.price", "负三万"), ("new_car.price", "-30000"), ("new_car.price", "🚗🚗"),
        ("new_car.price", "9" * 400), ("new_car.invoice_date", "2月30日"), ("new_car.invoice_date", "2025-13-45"),
        ("new_car.invoice_date", "二〇二六年二月三十号"), ("new_car.invoice_date", "0000年0月0日"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_not_noted_and_is_asked_again(catalogue: Catalogue, fact: str, text: str) -> None:
    someone = asked(catalogue, fact)
    assert catalogue.facts[fact].question.zh in someone.say(text)
    assert fact not in someone.session.answers


@pytest.mark.parametrize(
    "text",
    ["２０万", "二十萬", "20\u200b万", "\u202e20万", "20万\x00", "  20万  ", "20 万 元", "20万💰", "约摸是20万"],
)
def test_how_a_price_is_typed_makes_no_difference(catalogue: Catalogue, text: str) -> None:
    someone = asked(catalogue, "new_car.price")
    someone.say(text)
    price = catalogue.facts["new_car.price"]
    assert someone.session.answers["new_car.price"].values == tuple(spelled(price, price.parse("200000")))


@pytest.mark.parametrize("piece", PIECES)
def test_a_hundred_thousand_signs_of_noise_are_answered(catalogue: Catalogue, piece: str) -> None:
    someone = asked(catalogue, "new_car.price")
    assert someone.say(piece * 100_000)
    assert Talk(catalogue, start=False).say(piece * 100_000)


@given(texts=st.lists(st.text(max_size=80) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join), max_size=4))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_messages_are_answered(catalogue: Catalogue, texts: list[str]) -> None:
    someone = Talk(catalogue, topic="car")
    for text in texts:
        assert someone.say(text)
        if someone.session.state != "ended":
            assert someone.replies[-1].choices
