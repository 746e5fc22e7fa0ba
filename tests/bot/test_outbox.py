"""The sender, on a clock of its own and with a platform that does as it is told; the outbox is a real file."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from bot.channels.channel import Delivered, Delivery, Refused, TooMany, Unavailable, Unreachable
from bot.errors import StorageError
from bot.outbox import A_CHAT_AT_ONCE, LONGEST_WAIT, MOST_TRIES, Pace, Sender
from bot.storage.lead import Lead
from bot.storage.sqlite import SqliteStore
from bot.storage.store import Change
from tests.bot.process import eventually

LI, WANG = "telegram:1", "telegram:2"


class Clock:
    """Time passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


class Platform:
    """Answers each person's messages with the next outcome from their list, and takes everything after it."""

    name = "telegram"

    def __init__(self) -> None:
        self.outcomes: dict[str, list[Delivery | Exception]] = defaultdict(list)
        self.tried: list[tuple[str, str]] = []
        self.taken: list[tuple[str, str]] = []
        self.opened = asyncio.Event()
        self.opened.set()

    async def deliver(self, person: str, message: str) -> Delivery:
        self.tried.append((person, message))
        await self.opened.wait()
        outcome = self.outcomes[person].pop(0) if self.outcomes[person] else Delivered()
        if isinstance(outcome, Exception):
            raise outcome
        if isinstance(outcome, Delivered):
            self.taken.append((person, message))
        return outcome


class NoPace(Pace):
    def reserve(self, person: str) -> float:
        return 0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "jinhui.sqlite3"


@pytest.fixture
async def store(file: Path, clock: Clock) -> AsyncIterator[SqliteStore]:
    opened = await SqliteStore.open(file, seconds=clock)
    yield opened
    await opened.close()


async def said(store: SqliteStore, person: str, *messages: str) -> None:
    turn = (await store.load(person)).turn + 1
    assert await store.commit(Change(person, turn, "{}", "zh", messages=messages)) == "kept"


@asynccontextmanager
async def sending(store: SqliteStore, platform: Platform, clock: Clock, file: Path) -> AsyncIterator[Sender]:
    sender = Sender(store, platform, Lead(file, "telegram"), NoPace(30), seconds=clock, sleep=clock.sleep)
    store.posted = sender.hand
    task = asyncio.create_task(sender.run())
    try:
        yield sender
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def emptied(store: SqliteStore) -> None:
    async with asyncio.timeout(20):
        while (await store.depth("telegram")).waiting:
            await asyncio.sleep(0.005)


async def test_everything_is_sent_once_and_in_order_for_each_person(
    store: SqliteStore, platform: Platform, clock: Clock, file: Path
) -> None:
    async with sending(store, platform, clock, file):
        for number in range(20):
            await said(store, LI, f"{number}", f"{number}, again")
            await said(store, WANG, f"{number}")
        await emptied(store)
    assert [text for person, text in platform.taken if person == WANG] == [f"{number}" for number in range(20)]
    assert [text for person, text in platform.taken if person == LI] == [
        text for number in range(20) for text in (f"{number}", f"{number}, again")
    ]


async def test_what_another_process_said_first_is_sent_first(
    store: SqliteStore, platform: Platform, clock: Clock, file: Path
) -> None:
    other = await SqliteStore.open(file, seconds=clock)
    async with sending(store, platform, clock, file):
        for number in range(0, 20, 2):
            await said(store, LI, f"{number}")
            await said(other, LI, f"{number + 1}")
        await said(store, LI, "20")
        await emptied(store)
    await other.close()
    assert [text for _, text in platform.taken] == [f"{number}" for number in range(21)]


async def test_a_pause_that_is_asked_for_is_kept_however_often_it_is(
    store: SqliteStore, platform: Platform, clock: Clock, file: Path
) -> None:
    platform.outcomes[LI] = [TooMany(7)] * (MOST_TRIES + 5)
    await said(store, LI, "a", "b")
    async with sending(store, platform, clock, file):
        await emptied(store)
    assert clock.slept == [7] * (MOST_TRIES + 5)
    assert platform.taken == [(LI, "a"), (LI, "b")]


async def test_trouble_is_waited_out_longer_each_time_until_the_message_is_given_up(
    store: SqliteStore, platform: Platform, clock: Clock, file: Path
) -> None:
    platform.outcomes[LI] = [Unavailable("bad gateway")] * MOST_TRIES
    await said(store, LI, "a", "b")
    async with sending(store, platform, clock, file):
        await emptied(store)
    assert platform.taken == [(LI, "b")]
    assert len(clock.slept) == MOST_TRIES - 1
    growing = clock.slept[:8]
    assert all(1.2 < later / earlier < 3.1 for earlier, later in pairwise(growing))
    assert 1800 < sum(clock.slept) < 2 * 3600, "about an hour in all"
    assert (await store.depth("telegram")).given_up == 1


async def test_a_fault_of_our_own_is_no_reason_to_stop(
    store: SqliteStore, platform: Platform, clock: Clock, file: Path
) -> None:
    platform.outcomes[LI] = [ZeroDivisionError()]
    await said(store, LI, "a", "b")
    async with sending(store, platform, clock, file):
        await emptied(store)
    assert platform.taken == [(LI, "a"), (LI, "b")]


async def test_what_the_platform_will_never_take_is_set_aside_and_the_rest_is_sent(
    store: SqliteStore, platform: Platform, clock: Clock, file: Path
) -> None:
    platform.outcomes[LI] = [Refused("too long")]
    await said(store, LI, "a", "b")
    async with sending(store, platform, clock, file):
        await emptied(store)
    assert platform.taken == [(LI, "b")]
    assert (await store.depth("telegram")).given_up == 1


async def test_whoever_is_unreachable_is_left_alone_until_they_cause_something_again(
    store: SqliteStore, platform: Platform, clock: Clock, file: Path
) -> None:
    platform.outcomes[LI] = [Unreachable("blocked")]
    await said(store, LI, "a", "b")
    await said(store, WANG, "c")
    async with sending(store, platform, clock, file):
        await emptied(store)
        assert platform.taken == [(WANG, "c")]
        await said(store, LI, "d")
        await emptied(store)
    assert platform.taken == [(WANG, "c"), (LI, "d")]


async def test_an_answer_that_could_not_be_delivered_for_a_day_is_none_any_more(
    store: SqliteStore, platform: Platform, clock: Clock, file: Path
) -> None:
    await said(store, LI, "a")
    clock.now += LONGEST_WAIT.total_seconds() + 1
    await said(store, LI, "b")
    async with sending(store, platform, clock, file):
        await emptied(store)
    assert platform.tried == [(LI, "b")]


async def test_a_message_that_was_sent_is_not_sent_again_because_it_could_not_be_noted(
    store: SqliteStore, platform: Platform, clock: Clock, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note, failures = store.sent, [StorageError("满了", "the disk is full")] * 3

    async def note_at_last(numbers: Sequence[int], *, soon: bool) -> None:
        if failures:
            raise failures.pop()
        await note(numbers, soon=soon)

    monkeypatch.setattr(store, "sent", note_at_last)
    await said(store, LI, "a", "b")
    async with sending(store, platform, clock, file):
        await emptied(store)
    assert platform.tried == [(LI, "a"), (LI, "b")]


async def test_what_nobody_would_notice_again_is_forgotten_with_what_follows(
    store: SqliteStore, platform: Platform, clock: Clock, file: Path
) -> None:
    platform.outcomes[LI] = [Delivered(repeatable=True), Refused("too long"), Delivered(repeatable=True), Delivered()]
    platform.outcomes[WANG] = [Delivered(repeatable=True), Unreachable("blocked")]
    await said(store, LI, "edit", "a", "edit again", "b")
    await said(store, WANG, "edit", "c", "d")
    async with sending(store, platform, clock, file):
        await emptied(store)
    assert [text for person, text in platform.taken if person == LI] == ["edit", "edit again", "b"]
    assert [text for person, text in platform.taken if person == WANG] == ["edit"]
    assert (await store.depth("telegram")).given_up == 3, "a, c and d"


async def test_between_two_messages_the_first_one_is_forgotten(
    store: SqliteStore, platform: Platform, clock: Clock, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whenever the process dies, at most one message of a person was sent and is still kept."""
    kept: list[list[str]] = []
    deliver = platform.deliver

    async def look_and_deliver(person: str, message: str) -> Delivery:
        kept.append([waiting.message for waiting in await store.waiting("telegram", 0)])
        return await deliver(person, message)

    monkeypatch.setattr(platform, "deliver", look_and_deliver)
    await said(store, LI, "a", "b", "c")
    async with sending(store, platform, clock, file):
        await emptied(store)
    assert kept == [["a", "b", "c"], ["b", "c"], ["c"]]


async def test_what_is_on_its_way_at_the_end_is_noted_and_what_waits_is_kept(
    store: SqliteStore, platform: Platform, clock: Clock, file: Path
) -> None:
    platform.opened.clear()
    await said(store, LI, "a", "b")
    async with sending(store, platform, clock, file):
        await eventually(lambda: platform.tried)
        asyncio.get_running_loop().call_later(0.05, platform.opened.set)
    assert platform.taken == [(LI, "a")]
    assert [waiting.message for waiting in await store.waiting("telegram", 0)] == ["b"]


async def test_only_one_process_sends_and_the_next_takes_over_what_is_left(
    store: SqliteStore, platform: Platform, clock: Clock, file: Path
) -> None:
    other = Platform()
    async with sending(store, other, clock, file):
        async with sending(store, platform, clock, file):
            await said(store, LI, "a")
            await emptied(store)
        await said(store, LI, "b")
        await emptied(store)
    assert sorted(platform.taken + other.taken) == [(LI, "a"), (LI, "b")]
    assert platform.taken == [] or other.taken == [(LI, "b")]


def test_a_chat_has_a_pace_of_its_own_and_the_bot_has_one_for_all() -> None:
    pace = Pace(rate=10)
    assert max(pace.reserve(LI) for _ in range(A_CHAT_AT_ONCE)) == 0
    assert 0.9 < pace.reserve(LI) <= 1
    assert pace.reserve(WANG) == 0
    waits = [pace.reserve(f"telegram:{number}") for number in range(100, 200)]
    assert waits[0] == 0 and 3 < waits[-1] < 5
