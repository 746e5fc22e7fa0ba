"""A Bot API inside the process: every call of an aiogram bot succeeds at once, and nothing touches a network."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, Mapping
from datetime import UTC, datetime
from typing import Any, cast

import orjson
from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import EditMessageReplyMarkup, EditMessageText, SendMessage, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Chat, InlineKeyboardMarkup, Message

from benchmarks.residents import Shown
from bot.channels.telegram_aiogram import PlainMethod

TOKEN = "42:synthetic-token_0123456789"
_LONG_AGO = datetime(2026, 4, 12, tzinfo=UTC)


class SilentTelegram(BaseSession):
    """A session for aiogram's bots. ``calls`` counts the methods, ``texts`` are what each chat was sent, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: Counter[str] = Counter()
        self.shown: dict[int, Shown] = {}
        self.texts: defaultdict[int, list[str]] = defaultdict(list)
        self._awaited: dict[int, tuple[int, asyncio.Future[None]]] = {}
        self._number = 0

    async def seen(self, chat: int, messages: int) -> None:
        """Wait until a chat was sent so many messages in all."""
        if len(self.texts[chat]) < messages:
            self._awaited[chat] = messages, asyncio.get_running_loop().create_future()
            await self._awaited[chat][1]

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        self.calls[method.__api_method__] += 1
        result: Message | bool | dict[str, Any] = True
        called: object = method
        if isinstance(called, PlainMethod):
            result = self._carry_out(called.__api_method__, called.fields)
        elif isinstance(method, SendMessage):
            result = self._send(int(method.chat_id), method)
        elif isinstance(method, EditMessageText | EditMessageReplyMarkup):
            result = _message(int(method.chat_id or 0), method.message_id or 0, "")
        return cast(TelegramType, result)

    def _carry_out(self, method: str, fields: Mapping[str, Any]) -> bool | dict[str, Any]:
        """A method in plain data, answered with plain data."""
        if method == "sendMessage":
            chat, text = fields["chat_id"], fields["text"]
            rows = orjson.loads(fields["reply_markup"])["inline_keyboard"] if "reply_markup" in fields else []
            buttons = {button["text"]: button["callback_data"] for row in rows for button in row}
            self._show(chat, text, orjson.loads(fields.get("entities", "[]")), buttons)
            return {"message_id": self._number, "date": 1, "chat": {"id": chat, "type": "private"}, "text": text}
        return True

    def _send(self, chat: int, method: SendMessage) -> Message:
        markup, buttons = method.reply_markup, {}
        if isinstance(markup, InlineKeyboardMarkup):
            buttons = {button.text: button.callback_data or "" for row in markup.inline_keyboard for button in row}
        entities = [entity.model_dump(exclude_none=True) for entity in method.entities or ()] if buttons else []
        self._show(chat, method.text, entities, buttons)
        return _message(chat, self._number, method.text)

    def _show(self, chat: int, text: str, entities: list[dict[str, Any]], buttons: dict[str, str]) -> None:
        self._number += 1
        self.texts[chat].append(text)
        if buttons:
            self.shown[chat] = Shown(self._number, text, entities, buttons)
        if chat in self._awaited and len(self.texts[chat]) >= self._awaited[chat][0]:
            self._awaited.pop(chat)[1].set_result(None)

    async def close(self) -> None:
        pass

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        yield b""


def _message(chat: int, number: int, text: str) -> Message:
    return Message(message_id=number, date=_LONG_AGO, chat=Chat(id=chat, type="private"), text=text)
