from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.accounts import Accounts
from bot.storage.audit import AuditLog
from bot.storage.calls import OWN, Calls
from bot.storage.database import Database
from bot.storage.sqlite import SqliteStore
from bot.storage.store import Change

DAY = 86400


@pytest.fixture
def now() -> list[float]:
    return [1_000_000.0]


@pytest.fixture
async def database(tmp_path: Path, now: list[float]) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "jinhui.sqlite3", lambda: now[0])
    for name in ("zhang", "li"):
        await Accounts(opened).add(name, "agent", "hash")
    yield opened
    await opened.close()


async def test_a_call_belongs_to_its_agent(database: Database) -> None:
    calls = Calls(database)
    call = await calls.open("zhang")
    assert call.person == f"{OWN}{call.id}"
    assert not call.is_shared
    assert await calls.find(call.id, "zhang") == call
    assert await calls.find(call.id, "li") is None
    assert await calls.of("li") == []
    await calls.write_notes(call, "li", "not mine")
    await calls.wrap_up(call, "li", "answered", "not mine")
    assert await calls.find(call.id, "zhang") == call


async def test_calls_stand_in_the_order_in_which_they_were_begun_even_within_a_second(
    database: Database, now: list[float]
) -> None:
    calls = Calls(database)
    begun = [await calls.open("zhang") for _ in range(12)]
    await calls.open("li")
    now[0] += 1
    begun.append(await calls.open("zhang"))
    assert await calls.of("zhang") == begun[::-1]


async def test_calls_are_erased_after_their_time(database: Database, now: list[float]) -> None:
    calls = Calls(database)
    old = await calls.open("zhang")
    now[0] += 20 * DAY
    young = await calls.open("zhang")
    now[0] += 15 * DAY
    assert await calls.purge(30) == 1
    assert await calls.find(old.id, "zhang") is None
    assert await calls.find(young.id, "zhang") == young
    [entry] = await AuditLog(database).newest()
    assert (entry.action, entry.subject) == ("call_erased", old.id)


async def test_a_correction_does_not_move_the_end(database: Database, now: list[float]) -> None:
    calls = Calls(database)
    call = await calls.open("zhang")
    await calls.wrap_up(call, "zhang", "answered", "first")
    ended = now[0]
    now[0] += 600
    await calls.wrap_up(call, "zhang", "call_back", "second")
    found = await calls.find(call.id, "zhang")
    assert found is not None
    assert (found.ended_at, found.disposition, found.summary) == (ended, "call_back", "second")


async def test_whatever_erases_a_conversation_erases_the_calls_about_it(database: Database, now: list[float]) -> None:
    calls = Calls(database)
    store = await SqliteStore.open(database.path, seconds=lambda: now[0])
    for person in ("telegram:1", "telegram:2"):
        await store.commit(Change(person, 1, "{}", "zh"))
        await calls.open("zhang", person)
        await store.issue_code(person)
    await store.commit(Change("telegram:1", 2, None, "zh"))
    assert [call.person for call in await calls.of("zhang")] == ["telegram:2"]
    now[0] += 31 * DAY
    await store.purge()
    assert await calls.of("zhang") == []
    async with database.connection.execute("SELECT count(*) FROM codes") as cursor:
        assert await cursor.fetchone() == (0,)
    await store.close()


async def test_codes_are_six_digits_and_open_one_conversation_each(database: Database, now: list[float]) -> None:
    store = await SqliteStore.open(database.path, seconds=lambda: now[0])
    codes = {person: await store.issue_code(person) for person in (f"telegram:{number}" for number in range(20))}
    await store.close()
    assert all(len(code) == 6 and code.isdecimal() for code in codes.values())
    calls = Calls(database)
    for person, code in codes.items():
        assert await calls.redeem(code) == person
        assert await calls.redeem(code) is None
