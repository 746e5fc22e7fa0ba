from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import get_args

import pytest
import pytest_asyncio

from tests.bot.channels.bot_api import BotApi, bot_api
from tests.bot.channels.resident import Resident
from tests.bot.process import Driver, Mode, Running, running

Scenario = Callable[[Resident], Awaitable[None]]


@dataclass
class Served:
    """A bot at work, and the Telegram that it works with."""

    driver: Driver
    mode: Mode
    api: BotApi
    process: Running


@dataclass
class Everywhere:
    """The same bot four times: through either library, by polling and by webhook."""

    bots: list[Served]
    _chats: itertools.count[int] = field(default_factory=lambda: itertools.count(1000))

    async def play(self, scenario: Scenario, language: str = "zh-hans") -> Resident:
        """Have somebody do the same with each of them; nobody can tell the difference. Returns one of the four."""
        chat = next(self._chats)
        residents = [Resident(bot.api, chat, language, bot.process.database) for bot in self.bots]
        await asyncio.gather(*(scenario(resident) for resident in residents))
        first, *others = [resident.outcome for resident in residents]
        for outcome, bot in zip(others, self.bots[1:], strict=True):
            assert outcome == first, f"{bot.driver} through {bot.mode} differs"
        for bot in self.bots:
            assert bot.api.refused == []
        return residents[0]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def everywhere(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Everywhere]:
    async with AsyncExitStack() as stack:

        async def serve(driver: Driver, mode: Mode) -> Served:
            api = await stack.enter_async_context(bot_api())
            folder = tmp_path_factory.mktemp(f"{driver}-{mode}")
            process = await stack.enter_async_context(running(mode, folder, driver=driver, api=api.address))
            return Served(driver, mode, api, process)

        choices = [(driver, mode) for driver in get_args(Driver) for mode in get_args(Mode)]
        yield Everywhere(await asyncio.gather(*(serve(*choice) for choice in choices)))
