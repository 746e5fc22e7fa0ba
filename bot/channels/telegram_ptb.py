"""Telegram through python-telegram-bot."""

from __future__ import annotations

import os
import re
from asyncio import timeout
from datetime import timedelta
from functools import cache
from typing import Any

from httpx import Limits
from httpx_aiohttp import AiohttpTransport
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.telegram_driver import ANSWERING_SECONDS, CONNECTIONS, Failure, Fields

os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library asks for it, and warns at each pause otherwise


class PtbDriver:
    """A Driver that calls the Bot API at ``api``, through ``proxy`` if there is one."""

    def __init__(self, token: str, api: str, proxy: str | None) -> None:
        self._requests = [_request(proxy, 1), _request(proxy, CONNECTIONS)]
        waiting, calling = self._requests
        self._bot = Bot(token, base_url=f"{api}/bot", request=calling, get_updates_request=waiting)

    async def call(self, method: str, fields: Fields, seconds: float) -> Any:
        try:
            async with timeout(seconds):
                return await self._bot.do_api_request(_plain(method), {**fields}, read_timeout=seconds)
        except RetryAfter as error:
            pause = error.retry_after
            raise Failure(
                "too_many", error.message, pause.total_seconds() if isinstance(pause, timedelta) else pause
            ) from error
        except Forbidden as error:
            raise Failure("forbidden", error.message) from error
        except InvalidToken as error:
            raise Failure("unauthorised", error.message) from error
        except Conflict as error:
            raise Failure("conflict", error.message) from error
        except (BadRequest, ChatMigrated) as error:
            raise Failure("refused", error.message) from error
        except (TelegramError, TimeoutError) as error:
            raise Failure("unavailable", type(error).__name__) from error

    async def close(self) -> None:
        for request in self._requests:
            await request.shutdown()


@cache
def _plain(method: str) -> str:
    """A method under a name that the library does not know: "send_Message".

    Under the names that it knows it insists on its own methods. Those make objects of everything, which costs more
    than the call does, and refuse all updates for one that they cannot parse.
    """
    return re.sub("([A-Z])", r"_\1", method)


def _request(proxy: str | None, connections: int) -> HTTPXRequest:
    """Through aiohttp, in half the time of httpx's own transport, which is used only where there is a proxy."""
    limits = Limits(max_connections=connections, max_keepalive_connections=connections)
    return HTTPXRequest(
        connection_pool_size=connections,
        proxy=proxy,
        read_timeout=ANSWERING_SECONDS,
        connect_timeout=ANSWERING_SECONDS,
        pool_timeout=ANSWERING_SECONDS,
        httpx_kwargs={"transport": AiohttpTransport(limits=limits)},
    )
