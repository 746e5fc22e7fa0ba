"""The channel between an update and the database: who is heard, who is asked to slow down, and what may come again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.telegram import Telegram
from bot.channels.telegram_api import BotApi, Update
from bot.errors import StorageError
from bot.flood import AT_ONCE, Flood
from bot.storage.sqlite import SqliteStore
from bot.storage.store import Change, Outcome
from bot.turn import Turns
from policy.catalogue import Catalogue
from tests.bot.channels.bot_api import private
from tests.bot.channels.nobody import Nobody

LI, WANG = "telegram:5", "telegram:6"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = await SqliteStore.open(tmp_path / "jinhui.sqlite3")
    yield opened
    await opened.close()


@pytest.fixture
def telegram(catalogue: Catalogue, store: SqliteStore) -> Telegram:
    return Telegram(BotApi(Nobody()), Turns(catalogue, store), Flood(lambda: 0))


def says(number: int, text: str = "你好", chat: int = 5) -> Update:
    return {"update_id": number, "message": {**private(chat), "text": text}}


async def test_whoever_writes_faster_than_anybody_reads_is_asked_once_to_slow_down(
    telegram: Telegram, store: SqliteStore
) -> None:
    for number in range(AT_ONCE + 5):
        await telegram.receive(says(number))
    await telegram.receive(says(100, chat=6))
    assert (await store.load(LI)).turn == AT_ONCE
    messages = [waiting.message for waiting in await store.waiting("telegram", 0) if waiting.person == LI]
    assert sum("您发得太快了" in message for message in messages) == 1
    assert "您发得太快了" in messages[-1]
    assert (await store.load(WANG)).turn == 1, "nobody else is affected"


async def test_what_is_delivered_again_does_not_count_as_haste(telegram: Telegram, store: SqliteStore) -> None:
    for _ in range(AT_ONCE):
        await telegram.receive(says(1))
    for number in range(2, AT_ONCE + 1):
        await telegram.receive(says(number))
    assert (await store.load(LI)).turn == AT_ONCE


async def test_what_could_not_be_kept_does_not_count_as_haste(
    telegram: Telegram, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(change: Change) -> Outcome:
        raise StorageError("满了", "the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(store, "commit", full)
        for _ in range(2 * AT_ONCE):
            with pytest.raises(StorageError):
                await telegram.receive(says(1))
    await telegram.receive(says(1))
    assert (await store.load(LI, "telegram:1")).applied, "Telegram brought it again, and it is not lost"
