"""People who chat all at once, what they must have heard in the end, and what the database must hold at any moment."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from random import Random

from bot import clock
from bot.channels.telegram_buttons import carried
from bot.channels.telegram_messages import messages_of
from bot.turn import Taken
from dialogs.machine import Event, step
from dialogs.session import Session
from policy.catalogue import Catalogue
from tests.bot.channels.bot_api import BotApi

SENTENCES = ("2025年10月", "二十万", "报废", "你好", "三千块是不是一定给", "上一步", "买车", "不清楚")


@dataclass
class Somebody:
    """A person who presses buttons, or writes, as soon as there is an answer, and sometimes before there is one."""

    api: BotApi
    chat: int
    dice: Random
    events: list[Event] = field(default_factory=list)

    async def chat_until(self, enough: asyncio.Event) -> None:
        await self._writes("买车")
        asked = 0
        while not enough.is_set():
            await self.api.seen(partial(self._is_answered, asked, enough), 300)
            asked = self.api.asked[self.chat]
            question = self.api.last(self.chat)
            if self.dice.random() < 0.2:
                await self._writes(self.dice.choice(SENTENCES))
            if question is not None and question.buttons and self.dice.random() < 0.8:
                await self._presses(self.dice.choice(question.buttons))
            else:
                await self._writes(self.dice.choice(SENTENCES))

    def _is_answered(self, asked: int, enough: asyncio.Event) -> bool:
        return enough.is_set() or self.api.asked[self.chat] > asked

    async def _writes(self, text: str) -> None:
        self.events.append(Event("text", text, clock.now(), prefers="zh"))
        await self.api.says(self.chat, text)

    async def _presses(self, button: dict[str, str]) -> None:
        question = self.api.last(self.chat)
        found = carried(button["callback_data"])
        assert question is not None and found is not None
        self.events.append(Event("choose", found.value, clock.now(), prefers="zh", origin=found.origin))
        await self.api.presses(question, button)

    def replayed(self, catalogue: Catalogue) -> tuple[Session, list[str]]:
        """Where the conversation must stand, and what must have been sent."""
        session, texts = Session(), []
        for event in self.events:
            taken = Taken(*step(catalogue, session, event), catalogue)
            session = taken.session
            texts += [message["send"] for message in map(json.loads, messages_of(taken))]
        return session, texts


def repeats(sent: list[str], expected: list[str]) -> int:
    """How many messages were sent once more right after themselves; anything else that differs fails."""
    position, again = 0, 0
    for number, text in enumerate(sent):
        if position < len(expected) and text == expected[position]:
            position += 1
        else:
            assert number > 0 and text == sent[number - 1], f"out of order: {text!r} after {sent[:number]}"
            again += 1
    assert position == len(expected), f"never sent: {expected[position:]}"
    return again


def acknowledged_is_kept(api: BotApi, database: Path) -> None:
    """Whatever Telegram was told is taken over is in the database."""
    with closing(sqlite3.connect(database)) as connection:
        kept = {key for (key,) in connection.execute("SELECT key FROM events")}
    lost = {f"telegram:{number}" for number in api.confirmed} - kept
    assert not lost, f"acknowledged, but not kept: {lost}"


def everything_was_applied_and_sent(people: list[Somebody], catalogue: Catalogue, database: Path, kills: int) -> None:
    """Each event once and in order, each message at least once, and at most once more for each kill."""
    with closing(sqlite3.connect(database)) as connection:
        kept = dict(connection.execute("SELECT person, json_object('turn', turn, 'state', state) FROM sessions"))
        [left] = connection.execute("SELECT count(*) FROM outbox").fetchone()
    assert left == 0, "something was not sent"
    for person in people:
        session, expected = person.replayed(catalogue)
        found = json.loads(kept[f"telegram:{person.chat}"])
        assert found["turn"] == len(person.events), "an event was lost, or applied twice"
        assert Session.from_json(found["state"]) == session, "not what the events amount to"
        assert repeats(person.api.texts(person.chat), expected) <= kills, "sent again more often than it was killed"


def crowd(api: BotApi, size: int, seed: int) -> list[Somebody]:
    numbers = count(100)
    return [Somebody(api, next(numbers), Random(seed + member)) for member in range(size)]
