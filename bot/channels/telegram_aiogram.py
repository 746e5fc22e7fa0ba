"""Telegram through aiogram."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteWebhook,
    EditMessageReplyMarkup,
    EditMessageText,
    GetMe,
    SendMessage,
    SetMyCommands,
    SetWebhook,
    TelegramMethod,
)
from aiogram.types import BotCommand, InlineKeyboardMarkup, MessageEntity
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

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


_OF_A_PROXY = (ProxyConnectionError, ProxyError, ProxyTimeoutError)
"""The library passes them on as they are."""


class PlainUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates, as Telegram says it: the library's own refuses them all for one that it cannot parse."""

    __returning__: ClassVar[Any] = list[dict[str, Any]]
    __api_method__: ClassVar[str] = "getUpdates"

    offset: int
    timeout: int
    allowed_updates: list[str]


class Send(SendMessage):
    """sendMessage, whose answer nobody reads: making objects of a keyboard cost more than sending it."""

    __returning__: ClassVar[Any] = dict[str, Any]


class Edit(EditMessageText):
    """editMessageText; the same."""

    __returning__: ClassVar[Any] = dict[str, Any] | bool


class AiogramDriver:
    """A Driver that calls the Bot API at ``api``, through ``proxy`` if there is one."""

    def __init__(self, token: str, api: str, proxy: str | None) -> None:
        session = AiohttpSession(proxy=proxy, api=TelegramAPIServer.from_base(api), limit=CONNECTIONS)
        self._bot = Bot(token, session=session)

    async def me(self) -> Me:
        user = await self._call(GetMe())
        return Me(user.id, user.username)

    async def updates(self, offset: int, allowed: Sequence[str]) -> list[Update]:
        method = PlainUpdates(offset=offset, timeout=WAITING_SECONDS, allowed_updates=[*allowed])
        return [*await self._call(method, WAITING_SECONDS + ANSWERING_SECONDS)]

    async def send(self, chat: int, text: str, entities: Entities, keyboard: Keyboard) -> None:
        await self._call(Send(chat_id=chat, text=text, entities=_entities(entities), reply_markup=_markup(keyboard)))

    async def edit(self, chat: int, message: int, text: str, entities: Entities) -> None:
        await self._call(Edit(chat_id=chat, message_id=message, text=text, entities=_entities(entities)))

    async def strip(self, chat: int, message: int) -> None:
        await self._call(EditMessageReplyMarkup(chat_id=chat, message_id=message))

    async def acknowledge(self, query: str) -> None:
        await self._call(AnswerCallbackQuery(callback_query_id=query))

    async def set_menu(self, commands: Sequence[tuple[str, str]], language: str | None) -> None:
        menu = [BotCommand(command=command, description=line) for command, line in commands]
        await self._call(SetMyCommands(commands=menu, language_code=language))

    async def set_webhook(self, address: str, secret: str, allowed: Sequence[str]) -> None:
        await self._call(SetWebhook(url=address, secret_token=secret, allowed_updates=[*allowed]))

    async def delete_webhook(self) -> None:
        await self._call(DeleteWebhook())

    async def close(self) -> None:
        await self._bot.session.close()

    async def _call(self, method: TelegramMethod[Result], seconds: int = ANSWERING_SECONDS) -> Result:
        try:
            return await self._bot(method, request_timeout=seconds)
        except TelegramRetryAfter as error:
            raise Failure("too_many", error.message, error.retry_after) from error
        except TelegramForbiddenError as error:
            raise Failure("forbidden", error.message) from error
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise Failure("unauthorised", error.message) from error
        except TelegramConflictError as error:
            raise Failure("conflict", error.message) from error
        except (TelegramBadRequest, TelegramMigrateToChat) as error:
            raise Failure("refused", error.message) from error
        except (TelegramAPIError, ClientDecodeError, OSError, *_OF_A_PROXY) as error:
            raise Failure("unavailable", type(error).__name__) from error


def _entities(entities: Entities) -> list[MessageEntity]:
    return [MessageEntity.model_validate(entity) for entity in entities]


def _markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup.model_validate({"inline_keyboard": keyboard}) if keyboard else None
