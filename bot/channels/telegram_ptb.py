"""Telegram through python-telegram-bot."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Sequence
from datetime import timedelta
from typing import Any, TypeVar, cast

from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.telegram_driver import (
    ANSWERING_SECONDS,
    CONNECTIONS,
    WAITING_SECONDS,
    Entities,
    Failure,
    Keyboard,
    Me,
    Update,
)

Result = TypeVar("Result")

_PLAIN_UPDATES = "get_Updates"
"""getUpdates, as Telegram says it: the library's own fails for all of them for one that it cannot parse, and under its
own name it insists on being used."""

os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library asks for it, and warns at each pause otherwise


class PtbDriver:
    """A Driver that calls the Bot API at ``api``, through ``proxy`` if there is one."""

    def __init__(self, token: str, api: str, proxy: str | None) -> None:
        self._requests = [_request(proxy, 1), _request(proxy, CONNECTIONS)]
        waiting, calling = self._requests
        self._bot = Bot(token, base_url=f"{api}/bot", request=calling, get_updates_request=waiting)

    async def me(self) -> Me:
        user = await _called(self._bot.get_me())
        return Me(user.id, user.username)

    async def updates(self, offset: int, allowed: Sequence[str]) -> list[Update]:
        wanted: dict[str, Any] = {"offset": offset, "timeout": WAITING_SECONDS, "allowed_updates": [*allowed]}
        seconds = WAITING_SECONDS + ANSWERING_SECONDS
        found = await _called(self._bot.do_api_request(_PLAIN_UPDATES, wanted, read_timeout=seconds))
        return cast("list[Update]", found)

    async def send(self, chat: int, text: str, entities: Entities, keyboard: Keyboard) -> None:
        await _called(self._bot.send_message(chat, text, entities=_entities(entities), reply_markup=_markup(keyboard)))

    async def edit(self, chat: int, message: int, text: str, entities: Entities) -> None:
        await _called(self._bot.edit_message_text(text, chat, message, entities=_entities(entities)))

    async def strip(self, chat: int, message: int) -> None:
        await _called(self._bot.edit_message_reply_markup(chat, message))

    async def acknowledge(self, query: str) -> None:
        await _called(self._bot.answer_callback_query(query))

    async def set_menu(self, commands: Sequence[tuple[str, str]], language: str | None) -> None:
        menu = [BotCommand(command, line) for command, line in commands]
        await _called(self._bot.set_my_commands(menu, language_code=language))

    async def set_webhook(self, address: str, secret: str, allowed: Sequence[str]) -> None:
        await _called(self._bot.set_webhook(address, secret_token=secret, allowed_updates=[*allowed]))

    async def delete_webhook(self) -> None:
        await _called(self._bot.delete_webhook())

    async def close(self) -> None:
        for request in self._requests:
            await request.shutdown()


def _request(proxy: str | None, connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        proxy=proxy,
        read_timeout=ANSWERING_SECONDS,
        connect_timeout=ANSWERING_SECONDS,
        pool_timeout=ANSWERING_SECONDS,
    )


async def _called(call: Awaitable[Result]) -> Result:
    try:
        return await call
    except RetryAfter as error:
        pause = error.retry_after
        seconds = pause.total_seconds() if isinstance(pause, timedelta) else pause
        raise Failure("too_many", error.message, seconds) from error
    except Forbidden as error:
        raise Failure("forbidden", error.message) from error
    except InvalidToken as error:
        raise Failure("unauthorised", error.message) from error
    except Conflict as error:
        raise Failure("conflict", error.message) from error
    except (BadRequest, ChatMigrated) as error:
        raise Failure("refused", error.message) from error
    except TelegramError as error:
        raise Failure("unavailable", type(error).__name__) from error


def _entities(entities: Entities) -> list[MessageEntity]:
    return [MessageEntity.de_json(entity) for entity in entities]


def _markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    rows = [
        [InlineKeyboardButton(text=button["text"], callback_data=button["callback_data"]) for button in row]
        for row in keyboard
    ]
    return InlineKeyboardMarkup(rows) if rows else None
