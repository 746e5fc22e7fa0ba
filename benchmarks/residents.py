"""Residents who chat on Telegram, the same for every bot: what each of them does next, found by the words on a button.

Nobody here knows how a bot keeps its state or what its buttons carry: a resident sees messages and presses what is
written on one. A bot that says anything else than the conversation is noticed, because the button is not there.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks.conversations import AT
from dialogs.machine import step
from dialogs.messages import Event, Reply
from dialogs.session import Session
from policy.catalogue import Catalogue

FIRST_CHAT = 100_000
_LEFT_ALONE = (":forget", ":language")


class Turn(NamedTuple):
    """What somebody does, and how many messages answer it: writes ``text``, or presses the button ``label``."""

    text: str | None
    label: str | None
    messages: int


class Shown(NamedTuple):
    """The newest message with buttons in a chat; ``buttons`` from what is written on them to what they carry."""

    number: int
    text: str
    entities: list[dict[str, Any]]
    buttons: Mapping[str, str]


def scripts(catalogue: Catalogue, people: int, turns: int) -> list[list[Turn]]:
    """For each person a conversation by buttons at random; answers are pressed more often than anything else."""
    chance = random.Random(7)
    return [_script(catalogue, chance, turns) for _ in range(people)]


def _script(catalogue: Catalogue, chance: random.Random, turns: int) -> list[Turn]:
    topic = chance.choice(list(catalogue.topics))
    session, event = Session(), Event("start", "", AT, topic=topic, prefers="zh")
    text, label = f"/start {topic}", None
    script: list[Turn] = []
    while len(script) < turns:
        session, replies = step(catalogue, session, event)
        script.append(Turn(text, label, len(replies)))
        label, value = _pressed(replies, chance)
        text, event = None, Event("choose", value, AT, prefers="zh")
    return script


def _pressed(replies: Sequence[Reply], chance: random.Random) -> tuple[str, str]:
    choices = [choice for choice in replies[-1].choices if not choice.value.startswith(_LEFT_ALONE)]
    answers = [choice for choice in choices if not choice.value.startswith(":")]
    choice = chance.choice(answers if answers and chance.random() < 0.9 else choices)
    return choice.label, choice.value


def update_of(number: int, chat: int, turn: Turn, shown: Shown | None) -> dict[str, Any]:
    """What Telegram reports of a turn. The button must be under the message that is shown."""
    sender = {"id": chat, "is_bot": False, "first_name": "居民", "language_code": "zh-hans"}
    place = {"id": chat, "type": "private", "first_name": "居民"}
    if turn.text is not None:
        entities = [{"type": "bot_command", "offset": 0, "length": len(turn.text.split()[0])}]
        message = {"message_id": number, "date": 1, "chat": place, "from": sender, "text": turn.text}
        return {"update_id": number, "message": {**message, "entities": entities}}
    assert shown is not None and turn.label is not None, "a button is pressed under a message"
    under = {
        "message_id": shown.number,
        "date": 1,
        "chat": place,
        "text": shown.text,
        "entities": shown.entities,
        "reply_markup": {
            "inline_keyboard": [[{"text": label, "callback_data": data}] for label, data in shown.buttons.items()]
        },
    }
    query = {"id": str(number), "from": sender, "chat_instance": "1", "message": under}
    return {"update_id": number, "callback_query": {**query, "data": shown.buttons[turn.label]}}
