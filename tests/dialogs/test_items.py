"""Several items, one after another: nothing of one is taken for the other."""

from collections.abc import Callable

import pytest

from tests.dialogs.talk import PHONE, Talk

Start = Callable[..., Talk]

FRIDGE = {
    "goods.kind": "refrigerator",
    "goods.price": "5000",
    "goods.purchase_date": "2026-03-01",
    "goods.energy_grade": "1",
    "goods.merchant_takes_part": "false",
    "goods.delivered_to": "shanxi",
}


@pytest.fixture
def buyer(talk: Start) -> Talk:
    """Somebody who has the result for a fridge."""
    someone = talk("shopping")
    someone.say("在太原买了台冰箱，5000块，一级能效，3月1日买的")
    someone.answer(FRIDGE)
    assert someone.session.place == "result"
    assert "750元" in someone.press(":result")
    return someone


def values_of(someone: Talk, fact: str) -> tuple[str, ...]:
    return someone.session.answers[fact].values


def test_a_second_item_is_asked_about_and_nothing_of_the_first_is_replaced(buyer: Talk) -> None:
    before = buyer.session.answers
    said = buyer.say("手机3999")
    assert "前面算的是冰箱，这句说的是手机" in said
    assert buyer.session.answers == before
    labels = [choice.label for choice in buyer.replies[-1].choices]
    assert labels == ["另算一件：手机", "改成手机", "不改了，就按原来的"]


def test_a_second_item_begins_with_what_was_said_of_it_and_with_what_stays_the_same(buyer: Talk) -> None:
    buyer.say("手机3999")
    buyer.press(buyer.offered[0])
    assert (values_of(buyer, "goods.kind"), values_of(buyer, "goods.price")) == (("phone",), ("3999",))
    assert values_of(buyer, "person.city") == ("taiyuan",)
    assert "goods.energy_grade" not in buyer.session.answers
    assert "500元" in buyer.answer(PHONE), "15 % of 3999 is more than the cap of 500"


def test_what_was_said_of_something_quite_different_is_not_repeated(buyer: Talk) -> None:
    buyer.press(":topic:car")
    buyer.say("旧车报废了")
    buyer.press(":topic:shopping")
    said = buyer.press(":again")
    assert "在太原" in said
    assert "报废" not in said


def test_what_was_said_may_hold_instead(buyer: Talk) -> None:
    buyer.say("手机3999")
    buyer.say("改成手机")
    assert (values_of(buyer, "goods.kind"), values_of(buyer, "goods.price")) == (("phone",), ("3999",))
    assert values_of(buyer, "goods.purchase_date") == ("2026-03-01",)


def test_the_first_item_may_be_kept(buyer: Talk) -> None:
    before = buyer.session.answers
    buyer.say("手机3999")
    buyer.press(":keep")
    assert buyer.session.answers == before
    assert buyer.session.place == "result"


@pytest.mark.parametrize("text", ["还买了个手机3999", "另外手机3999"])
def test_what_is_said_to_be_besides_the_first_is_another_at_once(buyer: Talk, text: str) -> None:
    assert "再算一件" in buyer.say(text)
    assert (values_of(buyer, "goods.kind"), values_of(buyer, "goods.price")) == (("phone",), ("3999",))


def test_whoever_says_that_it_was_wrong_is_not_asked(buyer: Talk) -> None:
    buyer.say("说错了，是手机，3999")
    assert (values_of(buyer, "goods.kind"), values_of(buyer, "goods.price")) == (("phone",), ("3999",))


@pytest.mark.parametrize("value", [":another:goods.kind=phone", ":instead:goods.kind=phone"])
def test_an_item_that_nobody_spoke_of_cannot_be_pressed(buyer: Talk, value: str) -> None:
    before = buyer.session.answers
    buyer.press(value)
    assert buyer.session.answers == before
