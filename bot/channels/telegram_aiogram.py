"""Telegram through aiogram."""

from __future__ import annotations

from typing import Any, cast

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
from aiogram.methods import Response, TelegramMethod
from aiohttp import FormData, JsonPayload
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

from bot.channels.telegram_driver import CONNECTIONS, Failure, Fields
from bot.compact import as_json

_OF_A_PROXY = (ProxyConnectionError, ProxyError, ProxyTimeoutError)
"""The library passes them on as they are."""

_ANSWER = Response[Any]
"""Held on to: the library asks for this class with each answer, and makes it anew if it was cleared away meanwhile."""


class PlainMethod:
    """A method whose fields and result are plain data: all that a session needs of a method.

    The library's own make objects of everything, which costs more than the call does, and refuse all updates for one
    that they cannot parse.
    """

    __returning__ = Any

    def __init__(self, name: str, fields: Fields) -> None:
        self.__api_method__ = name
        self.fields = fields

    def model_dump(self, **_: Any) -> Fields:
        return self.fields


class Document(FormData):
    """Fields that go out as one JSON document; a form would spell each Chinese sign as %E5%AD%97."""

    def __init__(self, fields: Fields) -> None:
        super().__init__()
        self._document = fields

    def __call__(self) -> JsonPayload:
        return JsonPayload(self._document, dumps=as_json)


class PlainSession(AiohttpSession):
    """Sends what a method holds as it is."""

    def build_form_data(self, bot: Bot, method: TelegramMethod[Any]) -> Document:
        return Document(method.model_dump())


class AiogramDriver:
    """A Driver that calls the Bot API at ``api``, through ``proxy`` if there is one."""

    def __init__(self, token: str, api: str, proxy: str | None) -> None:
        session = PlainSession(proxy=proxy, api=TelegramAPIServer.from_base(api), limit=CONNECTIONS)
        self._bot = Bot(token, session=session)

    async def call(self, method: str, fields: Fields, seconds: float) -> Any:
        try:
            plain = cast("TelegramMethod[Any]", PlainMethod(method, fields))
            return await self._bot(plain, request_timeout=int(seconds))
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

    async def close(self) -> None:
        await self._bot.session.close()
