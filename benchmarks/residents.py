"""Residents who chat on Telegram, the same for every bot: what each of them does next, found by the words on a button.

Nobody here knows how a bot keeps its state or what its buttons carry: a resident sees messages and presses what is
written on one. A bot that says anything else than the conversation is noticed, because the button is not there.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks.conversations import AT
from dialogs.machine import step
from dialogs.messages import Choice, Event, Reply
from dialogs.session import Session
from policy.catalogue import Catalogue

FIRST_CHAT = 100_000
_LEFT_ALONE = (":forget", ":language")


class Turn(NamedTuple):
    """What somebody does, and what answers it. ``label`` is what is written on the pressed button; None: no button."""

    event: Event
    label: str | None
    replies: tuple[Reply, ...]


class Shown(NamedTuple):
    """The newest message with buttons in a chat; ``buttons`` from what is written on them to what they carry."""

    number: int
    text: str
    entities: list[dict[str, Any]]
    buttons: Mapping[str, str]


def scripts(catalogue: Catalogue, people: int, turns: int) -> list[list[Turn]]:
    """For each person a start and presses of buttons at random, answers more often than anything else."""
    chance = random.Random(7)
    return [[*_script(catalogue, chance, turns)] for _ in range(people)]


def _script(catalogue: Catalogue, chance: random.Random, turns: int) -> Iterator[Turn]:
    session, label = Session(), None
    event = Event("start", "", AT, topic=chance.choice(list(catalogue.topics)), prefers="zh")
    for _ in range(turns):
        session, replies = step(catalogue, session, event)
        yield Turn(event, label, tuple(replies))
        label, value = _pressed(replies, chance)
        event = Event("choose", value, AT, prefers="zh")


def _pressed(replies: Sequence[Reply], chance: random.Random) -> Choice:
    choices = [choice for choice in replies[-1].choices if not choice.value.startswith(_LEFT_ALONE)]
    answers = [choice for choice in choices if not choice.value.startswith(":")]
    return chance.choice(answers if answers and chance.random() < 0.9 else choices)


def update_of(number: int, chat: int, turn: Turn, shown: Shown | None) -> dict[str, Any]:
    """What Telegram reports of a turn. The button must be under the message that is shown."""
    sender = {"id": chat, "is_bot": False, "first_name": "居民", "language_code": "zh-hans"}
    place = {"id": chat, "type": "private", "first_name": "居民"}
    about = {"date": 1, "chat": place, "from": sender}
    if turn.label is None:
        command = {"type": "bot_command", "offset": 0, "length": len("/start")}
        text = f"/start {turn.event.topic}"
        return {"update_id": number, "message": {**about, "message_id": number, "text": text, "entities": [command]}}
    assert shown is not None, "a button is pressed under a message"
    keyboard = [[{"text": label, "callback_data": data}] for label, data in shown.buttons.items()]
    under = {**about, "message_id": shown.number, "text": shown.text, "entities": shown.entities}
    query = {"id": str(number), "from": sender, "chat_instance": "1", "data": shown.buttons[turn.label]}
    message = {**under, "reply_markup": {"inline_keyboard": keyboard}}
    return {"update_id": number, "callback_query": {**query, "message": message}}
