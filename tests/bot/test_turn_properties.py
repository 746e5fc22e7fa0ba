"""Whatever comes when, to whichever process, and however often: it amounts to the events one after another."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections import defaultdict
from contextlib import closing
from datetime import date
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import clock
from bot.storage.sqlite import SqliteStore
from bot.turn import Taken, Turns
from dialogs.machine import Event, step
from dialogs.session import Session
from policy.catalogue import Catalogue

NOON = clock.fixed(date(2026, 4, 12))()
PEOPLE = ("telegram:1", "telegram:2", "telegram:3")
ANYTHING = [
    Event("start", "", NOON, topic="car"),
    *(Event("text", text, NOON) for text in ("买车", "2025年10月", "二十万", "三千块是不是一定给")),
    *(Event("choose", value, NOON) for value in ("new", "scrapped", ":unknown", ":back", ":restart")),
    *(Event("choose", value, NOON) for value in (":forget", ":forget:yes", ":language", "nonsense")),
    Event("other", "media", NOON),
]

happened = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(ANYTHING), st.integers(0, 1))
at_once = st.tuples(st.just("at once"), st.lists(happened, min_size=1, max_size=8))
again = st.tuples(st.just("again"), st.lists(st.integers(0, 99), min_size=1, max_size=4))
broken_off = st.tuples(st.just("broken off"), happened, st.integers(0, 40))
restarted = st.tuples(st.just("restarted"), st.integers(0, 1))


def written(taken: Taken) -> list[str]:
    return [f"{taken.session.turn}: {reply.text}" for reply in taken.replies]


class World:
    """Two processes' turns on one file, and the events of each person in the order in which they were applied."""

    def __init__(self, catalogue: Catalogue, file: Path) -> None:
        self.catalogue, self.file = catalogue, file
        self.stores: list[SqliteStore] = []
        self.delivered: list[tuple[str, Event, str]] = []
        self.applied: dict[str, dict[int, Event]] = defaultdict(dict)
        self._keys = count()

    async def open(self) -> None:
        self.stores = [await SqliteStore.open(self.file) for _ in range(2)]
        self.turns = [Turns(self.catalogue, store) for store in self.stores]

    async def close(self) -> None:
        for store in self.stores:
            await store.close()

    async def restart(self, which: int) -> None:
        await self.stores[which].close()
        self.stores[which] = await SqliteStore.open(self.file)
        self.turns[which] = Turns(self.catalogue, self.stores[which])

    async def happens(self, person: str, event: Event, which: int) -> None:
        key = self._new(person, event)
        taken = await self.turns[which].take_once(person, event, key, written)
        assert taken is not None, "it was never delivered before"
        assert taken.session.turn not in self.applied[person]
        self.applied[person][taken.session.turn] = event

    async def happens_again(self, number: int, which: int) -> None:
        person, event, key = self.delivered[number % len(self.delivered)]
        assert await self.turns[which].take_once(person, event, key, written) is None

    async def is_broken_off(self, person: str, event: Event, which: int, after: int) -> None:
        """Delivered, broken off at some point, and delivered again, as a webhook's caller does."""
        key = self._new(person, event)
        first = asyncio.create_task(self.turns[which].take_once(person, event, key, written))
        for _ in range(after):
            await asyncio.sleep(0)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        await self.turns[which].take_once(person, event, key, written)
        self.applied[person][len(self.applied[person]) + 1] = event

    def _new(self, person: str, event: Event) -> str:
        key = f"telegram:{next(self._keys)}"
        self.delivered.append((person, event, key))
        return key

    async def amounts_to_the_events_one_after_another(self) -> None:
        sent = defaultdict(list)
        with closing(sqlite3.connect(self.file)) as connection:
            for person, message in connection.execute("SELECT person, message FROM outbox ORDER BY number"):
                sent[person].append(message)
        for person, events in self.applied.items():
            assert sorted(events) == [*range(1, len(events) + 1)]
            session, expected = Session(), list[str]()
            for turn in sorted(events):
                if session.state == "ended":
                    session = Session(turn=session.turn)  # all that is kept of whoever was forgotten
                taken = Taken(*step(self.catalogue, session, events[turn]), self.catalogue)
                session = taken.session
                expected = [] if session.state == "ended" else expected
                expected += written(taken)
            saved = await self.stores[0].load(person)
            state = None if session.state == "ended" else session.to_json()
            assert (saved.turn, saved.state) == (session.turn, state)
            assert sent[person] == expected


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(happenings=st.lists(st.one_of(at_once, at_once, again, broken_off, restarted), min_size=1, max_size=8))
def test_any_interleaving_equals_the_events_one_after_another(catalogue: Catalogue, happenings: list[tuple]) -> None:  # type: ignore[type-arg]
    async def live(file: Path) -> None:
        world = World(catalogue, file)
        await world.open()
        try:
            for kind, *details in happenings:
                if kind == "at once":
                    await asyncio.gather(*(world.happens(*one) for one in details[0]))
                elif kind == "again" and world.delivered:
                    await asyncio.gather(*(world.happens_again(number, number % 2) for number in details[0]))
                elif kind == "broken off":
                    (person, event, which), after = details
                    await world.is_broken_off(person, event, which, after)
                elif kind == "restarted":
                    await world.restart(details[0])
            await world.amounts_to_the_events_one_after_another()
        finally:
            await world.close()

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(live(Path(folder) / "jinhui.sqlite3"))
