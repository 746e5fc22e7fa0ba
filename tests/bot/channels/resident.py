"""A person who chats on Telegram, and reads everything before doing the next thing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.bot.channels.bot_api import BotApi, Message, private


@dataclass
class Resident:
    """Somebody in a private chat with the bot, which keeps what it knows of them in ``database``."""

    api: BotApi
    chat: int
    language: str = "zh-hans"
    database: Path = Path()

    async def says(self, text: str, **more: Any) -> Message:
        """Write something; returns the message that it is answered with, the one with the buttons."""
        before = self.api.asked[self.chat]
        await self.api.says(self.chat, text, self.language, **more)
        return await self.answered(before)

    async def sends(self, **content: Any) -> Message:
        """Send something that is no text."""
        before = self.api.asked[self.chat]
        await self.api.happens(message={**private(self.chat, self.language), **content})
        return await self.answered(before)

    async def presses(self, label: str, under: Message | None = None) -> Message:
        """Press a button of the last message, or of an earlier one, by what is written on it."""
        message = under or self.question
        button = next(button for button in message.buttons if button["text"] == label)
        return await self.presses_button(message, button)

    async def presses_button(self, message: Message, button: dict[str, str]) -> Message:
        """Press a button that is or was there."""
        before = self.api.asked[self.chat]
        query = await self.api.presses(message, button, self.language)
        await self.api.seen(lambda: self.api.acknowledged[query])
        return await self.answered(before)

    async def answered(self, before: int) -> Message:
        """The message that is waited for: the next one with buttons, after ``before`` of them."""
        await self.api.seen(lambda: self.api.asked[self.chat] > before)
        return self.question

    async def hears(self, words: str) -> Message:
        """The message with these words, once it is there."""
        await self.api.seen(lambda: any(words in text for text in self.api.texts(self.chat)))
        return next(message for message in self.api.sent if message.chat == self.chat and words in message.text)

    @property
    def question(self) -> Message:
        last = self.api.last(self.chat)
        assert last is not None, "nobody has written yet"
        return last

    @property
    def heard(self) -> list[str]:
        """The texts in the order in which they were sent."""
        return self.api.texts(self.chat)

    @property
    def shown(self) -> list[Message]:
        """The messages of the bot as the chat shows them now."""
        return [*self.api.chats[self.chat].values()]

    @property
    def given_up(self) -> list[str]:
        """Why messages to this person will not be sent any more."""
        with closing(sqlite3.connect(self.database)) as connection:
            query = "SELECT given_up FROM outbox WHERE person = ? AND given_up IS NOT NULL ORDER BY number"
            return [reason for (reason,) in connection.execute(query, [f"telegram:{self.chat}"])]

    @property
    def outcome(self) -> dict[str, Any]:
        """Everything that somebody could notice: what was sent, what is shown now, and which calls led to it."""
        return {
            "sent": self.heard,
            "shown": [{**asdict(message), "number": position} for position, message in enumerate(self.shown)],
            "called": [method for method, chat in self.api.calls if chat == self.chat],
        }
