"""What buttons carry: every choice of the catalogue fits, comes back as it went out, and garbage is nobody's."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import clock
from bot.channels.telegram_buttons import LONGEST_DATA, carried, carry, rows_of
from bot.channels.telegram_messages import messages_of
from bot.turn import Taken
from dialogs.machine import Choice, Event, Origin, step
from dialogs.session import Session
from policy.catalogue import Catalogue
from policy.shape import Language
from tests.bot.channels.bot_api import BotApi

NOON = clock.fixed(date(2026, 4, 12))()
A_LONG_TIME = 36**5
"""A turn that nobody reaches in a lifetime."""


def asked(catalogue: Catalogue, fact: str, topic: str, language: Language, on: str) -> Taken:
    """The question about a fact, as it is asked again after somebody wanted to know why."""
    at = NOON.replace(year=int(on))
    session = Session(A_LONG_TIME, language, "interview", topic=topic, asking=fact, greeted=True)
    return Taken(*step(catalogue, session, Event("choose", ":why", at)), catalogue)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_keyboard_of_every_question_is_accepted_and_every_button_comes_back(
    catalogue: Catalogue, language: Language
) -> None:
    api, seen = BotApi(), set()
    for topic in catalogue.topics:
        for fact in catalogue.facts:
            taken = asked(catalogue, fact, topic, language, "2025")
            if taken.session.asking != fact:
                continue
            seen.add(fact)
            *_, question = map(json.loads, messages_of(taken))
            markup = json.dumps({"inline_keyboard": question["keyboard"]})
            api.validate("sendMessage", {"chat_id": "5", "text": question["send"], "reply_markup": markup}, {})
            buttons = [button for row in question["keyboard"] for button in row]
            values = {choice.label: choice.value for choice in taken.replies[-1].choices}
            for button in buttons:
                found = carried(button["callback_data"])
                assert found is not None and found.origin == Origin(taken.session.turn, fact)
                assert found.value == values[button["text"]] or found.value.startswith("#")
    assert seen == {*catalogue.facts}
    assert api.refused == []


@pytest.mark.parametrize("turn", [1, 35, 36, A_LONG_TIME])
def test_every_option_of_the_catalogue_is_carried_by_its_value(catalogue: Catalogue, turn: int) -> None:
    for fact in catalogue.facts.values():
        for position, value in enumerate(fact.options or {}):
            origin = Origin(turn, fact.id)
            assert carried(carry(origin, Choice("", value), position)) == (origin, value)


def test_a_value_that_does_not_fit_is_carried_by_its_position() -> None:
    origin = Origin(7, "old_car.disposal")
    for value in ("x" * LONGEST_DATA, "不是"):
        assert carried(carry(origin, Choice("", value), 12)) == (origin, "#12")
    too_long = Origin(7, "f" * 60)
    assert carried(carry(too_long, Choice("", "yes"), 3)) == (Origin(7, None), "#3")


@given(turn=st.integers(0, A_LONG_TIME), fact=st.none() | st.text(max_size=80), value=st.text(max_size=80))
def test_whatever_is_carried_fits_and_can_be_read(turn: int, fact: str | None, value: str) -> None:
    fact = fact.replace("|", "") if fact else None
    data = carry(Origin(turn, fact or None), Choice("", value), 5)
    assert data.isascii() and len(data) <= LONGEST_DATA
    found = carried(data)
    assert found is not None and found.origin.turn == turn
    assert found.value in (value, "#5")


@given(garbage=st.text(max_size=70) | st.from_regex(r"\\A[0-9a-z]*\\|[^|]*\\|.*\\Z"))
def test_garbage_is_nobodys_button_or_one_with_a_turn(garbage: str) -> None:
    found = carried(garbage)
    assert found is None or found.origin.turn >= 0


def test_answers_come_first_and_stand_side_by_side_where_they_are_short() -> None:
    choices = [Choice("新车", "new"), Choice("二手车", "used"), Choice("不清楚", ":unknown"), Choice("上一步", ":back")]
    rows = rows_of(choices, Origin(1, "new_car.condition"))
    assert [[button["text"] for button in row] for row in rows] == [["新车", "二手车"], ["不清楚", "上一步"]]
    long = [Choice("2025年1月1日到2025年12月31日", "a"), Choice("更早", "b")]
    assert [len(row) for row in rows_of(long, Origin(1, None))] == [1, 1]
