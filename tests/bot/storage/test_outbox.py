"""What waits to be sent: kept with the step that said it, handed out in order, set aside with a reason."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.storage.sqlite import SqliteStore
from bot.storage.store import Change, Depth, Saved
from tests.bot.disk import on_disk

LI, WANG = "telegram:1", "telegram:2"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "jinhui.sqlite3"


@pytest.fixture
async def store(file: Path) -> AsyncIterator[SqliteStore]:
    opened = await SqliteStore.open(file)
    yield opened
    await opened.close()


def said(person: str, turn: int, *messages: str, state: str | None = "{}", event: str | None = None) -> Change:
    return Change(person, turn, state, "zh", event=event, messages=messages)


async def waiting(store: SqliteStore, after: int = 0) -> list[tuple[str, str]]:
    return [(one.person, one.message) for one in await store.waiting("telegram", after)]


async def test_messages_wait_in_the_order_in_which_they_were_said(store: SqliteStore) -> None:
    await store.commit(said(LI, 1, "a", "b"))
    await store.commit(said(WANG, 1, "c"))
    await store.commit(said(LI, 2, "d"))
    assert await waiting(store) == [(LI, "a"), (LI, "b"), (WANG, "c"), (LI, "d")]
    second = (await store.waiting("telegram", 0))[1]
    assert await waiting(store, after=second.number) == [(WANG, "c"), (LI, "d")]
    assert await store.waiting("wechat", 0) == []


async def test_a_step_that_came_too_late_says_nothing(store: SqliteStore) -> None:
    await store.commit(said(LI, 1, "a"))
    assert await store.commit(said(LI, 1, "b", event="telegram:5")) == "overtaken"
    assert await waiting(store) == [(LI, "a")]
    assert await store.load(LI, "telegram:5") == Saved(1, "{}", applied=False)


async def test_an_event_that_was_applied_before_is_not_applied_again_and_says_nothing(store: SqliteStore) -> None:
    await store.commit(said(LI, 1, "a", event="telegram:5"))
    assert await store.commit(said(LI, 2, "b", event="telegram:5")) == "applied"
    assert await waiting(store) == [(LI, "a")]
    assert await store.load(LI) == Saved(1, "{}")
    assert await store.commit(said(LI, 2, "b", event="telegram:6")) == "kept"


async def test_a_sent_message_is_forgotten_and_its_number_never_comes_back(store: SqliteStore) -> None:
    await store.commit(said(LI, 1, "a"))
    [first] = await store.waiting("telegram", 0)
    await store.sent([first.number])
    assert await waiting(store) == []
    await store.commit(said(LI, 2, "b"))
    [second] = await store.waiting("telegram", 0)
    assert second.number > first.number


async def test_what_is_given_up_is_kept_a_week_and_not_handed_out(file: Path) -> None:
    now = 1_000_000.0
    store = await SqliteStore.open(file, seconds=lambda: now)
    await store.commit(said(LI, 1, "a", "b"))
    first, _ = await store.waiting("telegram", 0)
    await store.give_up(first.number, "no such chat")
    assert await waiting(store) == [(LI, "b")]
    assert await store.depth("telegram") == Depth(1, 1_000_000, 1)
    now += timedelta(days=7).total_seconds()
    await store.purge()
    assert (await store.depth("telegram")).given_up == 1
    now += 1
    await store.purge()
    assert await store.depth("telegram") == Depth(1, 1_000_000, 0)
    await store.close()


async def test_giving_up_on_somebody_leaves_other_people_and_later_messages(store: SqliteStore) -> None:
    await store.commit(said(LI, 1, "a", "b"))
    await store.commit(said(WANG, 1, "c"))
    last = (await store.waiting("telegram", 0))[-1]
    await store.commit(said(LI, 2, "d"))
    await store.give_up_on(LI, last.number, "blocked")
    assert await waiting(store) == [(WANG, "c"), (LI, "d")]


async def test_something_is_told_once_for_a_key(store: SqliteStore) -> None:
    assert await store.post(LI, "telegram:group:5", ["a"])
    assert not await store.post(LI, "telegram:group:5", ["a"])
    assert await waiting(store) == [(LI, "a")]
    assert (await store.load(LI, "telegram:group:5")).applied


async def test_the_key_of_an_event_is_kept_for_two_days(file: Path) -> None:
    now = 1_000_000.0
    store = await SqliteStore.open(file, seconds=lambda: now)
    await store.commit(said(LI, 1, event="telegram:5"))
    now += timedelta(days=2).total_seconds()
    await store.purge()
    assert (await store.load(LI, "telegram:5")).applied
    now += 1
    await store.purge()
    assert not (await store.load(LI, "telegram:5")).applied
    await store.close()


async def test_forgetting_somebody_takes_back_what_was_not_sent_yet(store: SqliteStore, file: Path) -> None:
    await store.commit(said(LI, 1, "二十万的电车", "b"))
    await store.commit(said(WANG, 1, "c"))
    first = (await store.waiting("telegram", 0))[0]
    await store.give_up(first.number, "no such chat")
    await store.commit(said(LI, 2, "都删除了", state=None))
    assert await waiting(store) == [(WANG, "c"), (LI, "都删除了")]
    assert "二十万的电车".encode() not in on_disk(file)


Write = Callable[[SqliteStore, int], Awaitable[object]]


@pytest.mark.parametrize(
    "write",
    [
        lambda store, number: store.post(LI, f"telegram:{number}", ["a"]),
        lambda store, number: store.give_up(number, "no such chat"),
        lambda store, number: store.give_up_on(WANG, number, "blocked"),
        lambda store, number: store.purge(),
        lambda store, number: store.commit(said(LI, number, "a")),
    ],
)
async def test_a_write_that_is_broken_off_does_not_spoil_the_next_one(store: SqliteStore, write: Write) -> None:
    for number in range(1, 30):
        writing = asyncio.ensure_future(write(store, number))
        for _ in range(number % 10):
            await asyncio.sleep(0)
        if number % 3 == 0:
            await asyncio.sleep(0.0005)
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        assert await store.commit(said(WANG, number)) == "kept"


async def test_forgetting_does_not_fail_because_something_else_is_written_at_the_time(store: SqliteStore) -> None:
    async def forget(person: str) -> None:
        for turn in range(1, 21):
            assert await store.commit(said(person, turn, state=None)) == "kept"

    async def tell(person: str) -> None:
        for number in range(100):
            assert await store.post(person, f"{person}:{number}", ["a"])

    await asyncio.gather(forget("telegram:3"), forget("telegram:4"), tell(LI), tell(WANG))
