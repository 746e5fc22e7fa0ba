"""Killed at any moment and started again: no acknowledged answer is lost, none is applied twice."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random

import pytest

from policy.catalogue import Catalogue
from tests.bot.channels.bot_api import BotApi, bot_api
from tests.bot.crowd import acknowledged_is_kept, crowd, everything_was_applied_and_sent
from tests.bot.process import Mode, eventually, running, start

PEOPLE = 16
MOST_CALLS = 80


def waiting(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        found: int = connection.execute("SELECT count(*) FROM outbox").fetchone()[0]
        return found


def has_called(api: BotApi, times: int) -> bool:
    return len(api.calls) >= times


async def killed_and_started_again(mode: Mode, kills: int, catalogue: Catalogue, folder: Path) -> None:
    dice = Random(kills)
    amid_work = 0
    async with bot_api() as api:
        people, enough = crowd(api, PEOPLE, seed=kills), asyncio.Event()
        chatting = [asyncio.create_task(person.chat_until(enough)) for person in people]
        for _ in range(kills):
            process = start(mode, folder, api=api.address)
            try:
                await api.seen(partial(has_called, api, len(api.calls) + dice.randint(3, MOST_CALLS)), 120)
                await asyncio.sleep(dice.uniform(0, 0.02))
            finally:
                await process.kill()
            acknowledged_is_kept(api, process.database)
            amid_work += api.unconfirmed + waiting(process.database) > 0
        enough.set()
        async with running(mode, folder, api=api.address) as process:
            await api.wake()
            await asyncio.wait_for(asyncio.gather(*chatting), 60)
            await eventually(lambda: api.unconfirmed == 0 and waiting(process.database) == 0, 60)
        acknowledged_is_kept(api, process.database)
        everything_was_applied_and_sent(people, catalogue, process.database, kills)
        assert sum(len(person.events) for person in people) > 2 * kills
        assert amid_work > kills / 2, "it was killed while there was something to do"
        assert api.refused == []


@pytest.mark.parametrize("mode", ["poll", "serve"])
async def test_nothing_acknowledged_is_lost_and_nothing_is_applied_twice(
    mode: Mode, catalogue: Catalogue, tmp_path: Path
) -> None:
    await killed_and_started_again(mode, 6, catalogue, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("mode", ["poll", "serve"])
async def test_nor_is_it_in_a_hundred_kills(mode: Mode, catalogue: Catalogue, tmp_path: Path) -> None:
    await killed_and_started_again(mode, 100, catalogue, tmp_path)
