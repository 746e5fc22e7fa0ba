import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot import clock
from bot.errors import StorageError
from bot.storage.sqlite import SqliteStore
from bot.storage.store import Change
from bot.turn import Taken, Turns
from dialogs.machine import Event
from dialogs.session import Session
from policy.catalogue import Catalogue
from tests.bot.disk import on_disk

NOON = clock.fixed(date(2026, 4, 12))()


def started(topic: str | None = None) -> Event:
    return Event("start", "", NOON, "zh", topic)


def said(text: str) -> Event:
    return Event("text", text, NOON)


def pressed(value: str) -> Event:
    return Event("choose", value, NOON)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "jinhui.sqlite3"


@pytest.fixture
async def store(file: Path) -> AsyncIterator[SqliteStore]:
    opened = await SqliteStore.open(file)
    yield opened
    await opened.close()


async def test_an_answer_is_durable_when_the_turn_returns(catalogue: Catalogue, store: SqliteStore, file: Path) -> None:
    turns = Turns(catalogue, store)
    await turns.take("resident", started("car"))
    taken = await turns.take("resident", pressed("new"))
    other = await SqliteStore.open(file)
    saved = await other.load("resident")
    await other.close()
    assert saved.state is not None
    assert Session.from_json(saved.state) == taken.session
    assert "new_car.condition" in taken.session.answers


async def test_one_persons_events_are_applied_in_the_order_in_which_they_came(
    catalogue: Catalogue, store: SqliteStore
) -> None:
    turns = Turns(catalogue, store)
    events = [started("car"), *(said(f"第{number}句") for number in range(20))]
    taken = await asyncio.gather(*(turns.take("resident", event) for event in events))
    assert [each.session.turn for each in taken] == list(range(1, 22))


async def test_people_do_not_hear_of_each_other(catalogue: Catalogue, store: SqliteStore) -> None:
    turns = Turns(catalogue, store)
    await asyncio.gather(*(turns.take(f"resident {number}", started("car")) for number in range(10)))
    await turns.take("resident 3", pressed("new"))
    untouched = await turns.take("resident 4", started())
    assert (untouched.session.turn, dict(untouched.session.answers)) == (2, {})


async def test_two_processes_lose_no_event_of_one_person(catalogue: Catalogue, store: SqliteStore, file: Path) -> None:
    other = await SqliteStore.open(file)
    both = Turns(catalogue, store), Turns(catalogue, other)
    await asyncio.gather(*(turns.take("resident", said("你好")) for turns in both for _ in range(25)))
    assert (await store.load("resident")).turn == 50
    await other.close()


async def test_forgetting_erases_the_answers_and_the_turn_goes_on(
    catalogue: Catalogue, store: SqliteStore, file: Path
) -> None:
    turns = Turns(catalogue, store)
    await turns.take("resident", started("car"))
    await turns.take("resident", pressed("new"))
    await turns.take("resident", pressed(":forget"))
    ended = await turns.take("resident", pressed(":forget:yes"))
    assert ended.session.state == "ended"
    assert b'"new_car.condition"' not in on_disk(file)
    again = await turns.take("resident", started())
    assert (again.session.turn, dict(again.session.answers)) == (5, {})


async def test_what_another_process_did_meanwhile_is_not_overwritten(
    catalogue: Catalogue, store: SqliteStore, file: Path
) -> None:
    """Each process remembers the conversation, and the other one has gone on with it."""
    other = await SqliteStore.open(file)
    mine, theirs = Turns(catalogue, store), Turns(catalogue, other)
    await mine.take("resident", started("car"))
    await theirs.take("resident", pressed("new"))
    taken = await mine.take("resident", pressed(":answers"))
    assert (taken.session.turn, "new_car.condition" in taken.session.answers) == (3, True)
    await theirs.take("resident", pressed(":forget"))
    await theirs.take("resident", pressed(":forget:yes"))
    await other.close()
    again = await mine.take("resident", started())
    assert (again.session.turn, dict(again.session.answers)) == (6, {})


async def test_an_event_that_comes_again_is_not_applied_again(catalogue: Catalogue, store: SqliteStore) -> None:
    turns = Turns(catalogue, store)
    await turns.take_once("telegram:1", started("car"), "telegram:1", lambda _: ["a"])
    await turns.take_once("telegram:1", pressed("new"), "telegram:2", lambda _: ["b"])
    for key in ("telegram:1", "telegram:2"):
        assert await turns.take_once("telegram:1", pressed("used"), key, lambda _: ["c"]) is None
    assert [waiting.message for waiting in await store.waiting("telegram", 0)] == ["a", "b"]
    assert (await turns.look("telegram:1")).turn == 2


async def test_a_code_stays_good_although_its_event_comes_again(
    catalogue: Catalogue, store: SqliteStore, file: Path
) -> None:
    turns = Turns(catalogue, store)
    said: list[str] = []

    def compose(taken: Taken) -> list[str]:
        said.extend(reply.text for reply in taken.replies)
        return []

    for _ in range(2):
        await turns.take_once("telegram:1", pressed(":code"), "telegram:1", compose)
    [code] = re.findall(r"\b\d{6}\b", "".join(said))
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT code FROM codes").fetchall() == [(code,)]


async def test_a_conversation_in_a_newer_format_is_refused_and_kept(catalogue: Catalogue, store: SqliteStore) -> None:
    newer = '{"schema": 99}'
    await store.commit(Change("resident", turn=7, state=newer, language="zh"))
    with pytest.raises(StorageError, match="99"):
        await Turns(catalogue, store).take("resident", said("你好"))
    assert await store.load("resident") == (7, newer, False)
