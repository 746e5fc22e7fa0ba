"""Jinhui on Telegram, put together as `jinhui serve` does it, on a Bot API that is silent and inside the process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from aiogram import Bot

from benchmarks.conversations import AT
from benchmarks.silent_telegram import TOKEN, SilentTelegram
from bot.channels.telegram import Telegram
from bot.channels.telegram_aiogram import AiogramDriver
from bot.channels.telegram_api import BotApi
from bot.flood import Flood, Judgement
from bot.metrics import Metrics
from bot.outbox import Pace, Sender
from bot.storage.lead import Lead
from bot.storage.sqlite import SqliteStore
from bot.turn import Turns
from policy.catalogue import Catalogue

Receive = Callable[[dict[str, Any]], Awaitable[None]]
"""Takes an update; when it returns, the bot has done with it what it promises to have done by then."""

Started = AbstractAsyncContextManager[Receive]
"""A bot at work. At the end it has nothing left to do."""


class Unhurried(Pace):
    """Lets every message go at once: what is measured is the bot, not Telegram's limits."""

    def __init__(self) -> None:
        super().__init__(1)

    def reserve(self, person: str) -> float:
        return 0


class Patient(Flood):
    """Counts as ever, but takes whatever comes as fast as it comes."""

    def judge(self, person: str) -> Judgement:
        super().judge(person)
        return "welcome"


class SilentDriver(AiogramDriver):
    """Our driver for aiogram, with another session."""

    def __init__(self, silent: SilentTelegram) -> None:
        self._bot = Bot(TOKEN, session=silent)


@asynccontextmanager
async def jinhui(catalogue: Catalogue, silent: SilentTelegram, folder: Path) -> AsyncIterator[Receive]:
    """At the end the outbox is empty. The pace of sending and the flood guard are set aside."""
    database = folder / "jinhui.sqlite3"
    store = await SqliteStore.open(database)
    turns, watch = Turns(catalogue, store), Metrics()
    telegram = Telegram(BotApi(SilentDriver(silent)), turns, Patient(), lambda: AT, watch)
    sender = Sender(store, telegram, Lead(database, telegram.name), Unhurried(), watch)
    store.posted = sender.hand
    sending = asyncio.create_task(sender.run())
    try:
        yield telegram.receive
        await telegram.finish()
        while (await store.depth(telegram.name)).waiting:
            await asyncio.sleep(0.001)
    finally:
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        await store.close()
