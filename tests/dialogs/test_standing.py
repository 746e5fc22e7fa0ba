from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dialogs.standing import Standing
from tests.dialogs.talk import BATTERY_CAR_2025, Talk

Start = Callable[..., Talk]
TODAY = date(2026, 4, 12)


def standing(someone: Talk) -> Standing:
    return Standing(someone.catalogue, someone.session, TODAY)


def test_it_shows_what_the_conversation_waits_for(talk: Start) -> None:
    someone = talk(topic="car")
    someone.press("new")
    assert standing(someone).waiting == someone.replies[-1]
    assert standing(someone).asking is someone.catalogue.facts["new_car.invoice_date"]


def test_answers_that_another_answer_made_void_are_told_apart(talk: Start) -> None:
    someone = talk(topic="car")
    someone.answer(BATTERY_CAR_2025)
    someone.press(":change:old_car.disposal")
    someone.press("none")
    matters = {given.fact.id: given.matters for given in standing(someone).given}
    assert not matters["old_car.disposal_date"]
    assert matters["new_car.condition"]


def test_an_answer_that_nothing_is_known_is_an_answer_without_a_domain(talk: Start) -> None:
    someone = talk(topic="car")
    someone.press(":unknown")
    [given] = standing(someone).given
    assert (given.fact.id, given.domain) == ("new_car.condition", None)


def test_any_question_of_the_topic_can_be_asked_out_of_turn(talk: Start) -> None:
    someone = talk(topic="car")
    names = [fact.id for fact in standing(someone).questions]
    assert "new_car.price" in names
    someone.press(":ask:new_car.price")
    assert someone.session.asking == "new_car.price"
    someone.say("20万")
    assert someone.session.answers["new_car.price"].values == ("200000",)


def test_a_question_of_another_topic_cannot_be_asked(talk: Start) -> None:
    someone = talk(topic="car")
    asking = someone.session.asking
    someone.press(":ask:goods.kind")
    someone.press(":ask:asked_on")
    assert someone.session.asking == asking


def test_without_a_topic_there_is_nothing_to_assess(talk: Start) -> None:
    found = standing(talk())
    assert (found.assessment, found.questions, found.given, found.unasked) == (None, [], [], 0)


@pytest.mark.parametrize("field", ["verdicts", "amounts"])
def test_what_a_new_catalogue_changed_is_named_until_it_was_noted(talk: Start, field: str) -> None:
    someone = talk(topic="car")
    someone.answer(BATTERY_CAR_2025)
    measure = next(iter(someone.session.verdicts))
    before = {**getattr(someone.session, field), measure: "another"}
    changed: dict[str, Any] = {field: before}
    someone.session = someone.session._replace(catalogue_version="another", **changed)
    assert standing(someone).changed == [measure]
    someone.press(":why-not")
    assert standing(someone).changed == [measure]
    someone.press(":noted")
    assert standing(someone).changed == []
