"""Asks Telegram for what happened. An update is confirmed only after it is durable: by asking for the next one."""

from __future__ import annotations

import asyncio

import structlog

from bot.channels.telegram import Telegram
from bot.channels.telegram_api import BotApi, Update
from bot.channels.telegram_driver import Failure
from bot.channels.telegram_updates import ALLOWED
from bot.errors import StorageError

PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds

_log = structlog.get_logger()


async def poll(api: BotApi, telegram: Telegram, stop: asyncio.Event) -> None:
    """Take updates until stopped; those that were taken up are finished first."""
    offset, pause = 0, PAUSE
    stopped = asyncio.create_task(stop.wait())
    while not stop.is_set():
        asking = asyncio.create_task(api.updates(offset, ALLOWED))
        await asyncio.wait({asking, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not asking.done():
            asking.cancel()
            break
        try:
            updates = asking.result()
            await _receive(telegram, updates)
        except (Failure, StorageError) as error:
            _log.warning("updates not taken", reason=str(error), pause=pause)
            await asyncio.wait({stopped}, timeout=max(pause, error.seconds if isinstance(error, Failure) else 0))
            pause = min(2 * pause, LONGEST_PAUSE)
            continue
        pause = PAUSE
        if updates:
            offset = updates[-1]["update_id"] + 1
    stopped.cancel()


async def _receive(telegram: Telegram, updates: list[Update]) -> None:
    """Different people's in parallel, each person's in order. If one fails they all come again; that does no harm."""
    outcomes = await asyncio.gather(*(telegram.receive(update) for update in updates), return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
