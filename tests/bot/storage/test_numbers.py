from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot import clock
from bot.storage.database import Database
from bot.storage.inbox import Inbox
from bot.storage.numbers import Answer, Day, Funnel, Numbers, Question
from bot.storage.sqlite import SqliteStore
from bot.storage.store import Change
from bot.turn import Turns
from dialogs.messages import Event
from policy.catalogue import Catalogue

MIDNIGHT_IN_SHANGHAI = 1_776_009_600.0  # 2026-04-13
LONG_AGO = date(2026, 1, 1)


@pytest.fixture
def now() -> list[float]:
    return [MIDNIGHT_IN_SHANGHAI]


@pytest.fixture
async def store(tmp_path: Path, now: list[float]) -> AsyncIterator[SqliteStore]:
    opened = await SqliteStore.open(tmp_path / "jinhui.sqlite3", seconds=lambda: now[0])
    yield opened
    await opened.close()


@pytest.fixture
async def database(tmp_path: Path, store: SqliteStore) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "jinhui.sqlite3")
    yield opened
    await opened.close()


def step(person: str, turn: int, *counted: tuple[str, str, str], asked: str | None = None) -> Change:
    return Change(person, turn, "{}", "zh", counted=counted, unanswered=(asked, "car") if asked else None)


async def test_days_begin_at_midnight_in_shanghai(store: SqliteStore, database: Database, now: list[float]) -> None:
    await store.commit(step("telegram:1", 1, ("conversation", "", "")))
    now[0] -= 1
    await store.commit(step("telegram:2", 1, ("conversation", "", "")))
    await store.commit(step("console:me", 1, ("conversation", "", "")))
    numbers = Numbers(database)
    assert await numbers.days(LONG_AGO) == [
        Day("2026-04-13", "telegram", 1),
        Day("2026-04-12", "console", 1),
        Day("2026-04-12", "telegram", 1),
    ]
    assert await numbers.days(date(2026, 4, 13)) == [Day("2026-04-13", "telegram", 1)]


async def test_how_far_people_get_and_where_they_stop(store: SqliteStore, database: Database) -> None:
    for person in ("telegram:1", "telegram:2"):
        await store.commit(step(person, 1, ("topic", "car", ""), ("asked", "car", "f")))
    await store.commit(step("telegram:1", 2, ("answered", "car", "f"), ("result", "car", "")))
    await store.commit(step("telegram:1", 3, ("handoff", "car", ""), ("helpful", "car", "")))
    await store.commit(step("telegram:1", 4, ("faq", "car", "e"), ("not_helpful", "car", "e")))
    numbers = Numbers(database)
    assert await numbers.funnels(LONG_AGO) == [Funnel("car", 2, 1, 1, 0)]
    assert await numbers.questions(LONG_AGO) == [Question("car", "f", 2, 1, 1)]
    assert await numbers.answers(LONG_AGO) == [Answer("car", "", 1, 1, 0), Answer("car", "e", 1, 0, 1)]


async def test_what_was_overtaken_is_not_counted(store: SqliteStore, database: Database) -> None:
    assert await store.commit(step("telegram:1", 1, ("topic", "car", ""))) == "kept"
    assert await store.commit(step("telegram:1", 1, ("topic", "car", ""))) == "overtaken"
    assert await Numbers(database).funnels(LONG_AGO) == [Funnel("car", 1, 0, 0, 0)]


async def test_an_event_that_is_delivered_twice_is_counted_once(
    catalogue: Catalogue, store: SqliteStore, database: Database
) -> None:
    turns, event = Turns(catalogue, store), Event("start", "", clock.fixed(date(2026, 4, 12))(), topic="car")
    for _ in range(2):
        await turns.take_once("telegram:1", event, "update 1", lambda taken: [])
    assert [row.started for row in await Numbers(database).funnels(LONG_AGO)] == [1]
    assert [day.conversations for day in await Numbers(database).days(LONG_AGO)] == [1]


async def test_counts_name_nobody_and_stay_when_somebody_is_forgotten(
    catalogue: Catalogue, store: SqliteStore, database: Database
) -> None:
    turns, at = Turns(catalogue, store), clock.fixed(date(2026, 4, 12))()
    for value in (":topic:car", ":forget", ":forget:yes"):
        await turns.take("telegram:31415926", Event("choose", value, at))
    rows = [row async for row in await database.connection.execute("SELECT * FROM numbers")]
    assert rows and "31415926" not in str(rows)


async def test_questions_that_are_spelt_otherwise_are_one(store: SqliteStore, database: Database) -> None:
    for turn, asked in enumerate(("微信能领吗", "微信能领吗？", "  微信 能领吗", "别的"), 1):
        await store.commit(step("telegram:1", turn, asked=asked))
    inbox = Inbox(database)
    assert [(one.times, one.topic) for one in await inbox.asked()] == [(3, "car"), (1, "car")]
    await inbox.drop("微信能领吗!")
    assert [one.question for one in await inbox.asked()] == ["别的"]
