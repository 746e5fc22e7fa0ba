"""Conversations in one SQLite file, shared safely by several processes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from time import time
from typing import Any, NamedTuple, Self

import aiosql
import aiosqlite

from bot.storage.schema import BUSY_SECONDS, explained, prepare
from bot.storage.store import Change, Depth, Outcome, Saved, Unanswered, Waiting
from bot.storage.together import Together

KEPT_FOR = timedelta(days=30)
EVENTS_KEPT_FOR = timedelta(days=2)
GIVEN_UP_KEPT_FOR = timedelta(days=7)

_QUERIES = [Path(__file__).parent / f"{name}.sql" for name in ("turns", "outbox", "upkeep")]
_PRAGMAS = ("PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON", "PRAGMA secure_delete = ON")
_MOST = 200  # messages handed out at once


class Sent(NamedTuple):
    """A message that was sent and can be forgotten."""

    number: int


class SqliteStore:
    """A Store and a MessageStore in a SQLite file.

    A conversation is kept for ``kept_for`` after its last step. What is erased is overwritten in the file and in
    its write-ahead log, not only unlinked. Whatever is to be written at the same time shares one commit.
    """

    def __init__(
        self,
        path: Path,
        reading: aiosqlite.Connection,
        writing: aiosqlite.Connection,
        kept_for: timedelta,
        seconds: Callable[[], float],
    ) -> None:
        self._path = path
        self._reading, self._writing = reading, writing
        self._kept_for = kept_for
        self._seconds = seconds
        self._queries: Any = aiosql.from_str("\n".join(file.read_text("utf-8") for file in _QUERIES), "aiosqlite")
        self._one_writer = asyncio.Lock()
        self._load = Together[tuple[str, str | None], Saved](self._load_all)
        self._write = Together[Change | Sent, Outcome](self._write_all)

    @classmethod
    async def open(cls, path: Path, kept_for: timedelta = KEPT_FOR, seconds: Callable[[], float] = time) -> Self:
        """Open the file, creating or upgrading it, and purge what has expired.

        ``seconds`` tells the time, in seconds since 1970. Raises StorageError for a file that cannot be used, and
        leaves it as it is.
        """
        await asyncio.to_thread(prepare, path)
        reading, writing = [await _connected(path) for _ in range(2)]
        store = cls(path, reading, writing, kept_for, seconds)
        try:
            await store.purge()
        except BaseException:
            await store.close()
            raise
        return store

    async def close(self) -> None:
        """Close the file, after what is being written is written."""
        await self._load.finish()
        await self._write.finish()
        await self._reading.close()
        await self._writing.close()

    # ---- conversations

    async def load(self, person: str, event: str | None = None) -> Saved:
        return await self._load((person, event))

    async def commit(self, change: Change) -> Outcome:
        return await self._write(change)

    async def post(self, person: str, event: str, messages: Sequence[str]) -> bool:
        given = _as_json([{"person": person, "event": event, "messages": list(messages)}])
        async with self._transaction() as now:
            if not await self._queries.mark(self._writing, changes=given, now=now):
                return False
            await self._queries.post(self._writing, changes=given, now=now)
        return True

    async def _load_all(self, wanted: Sequence[tuple[str, str | None]]) -> list[Saved]:
        with explained(self._path):
            rows = self._queries.load(self._reading, wanted=_as_json(wanted), now=int(self._seconds()))
            return [Saved(turn, state, bool(applied)) async for turn, state, applied in rows]

    async def _write_all(self, batch: Sequence[Change | Sent]) -> list[Outcome]:
        numbers = [item.number for item in batch if isinstance(item, Sent)]
        changes: dict[str, Change] = {}
        for item in batch:
            if isinstance(item, Change):
                changes.setdefault(item.person, item)  # a second step of the same person comes too late
        kept: set[str] = set()
        async with self._transaction() as now:
            if numbers:
                await self._queries.sent(self._writing, numbers=_as_json(numbers))
            if changes:
                kept = await self._keep([*changes.values()], now)
        if any(changes[person].state is None for person in kept):
            await self._empty_log()
        return [
            "kept" if isinstance(item, Sent) or (item.person in kept and item is changes[item.person]) else "overtaken"
            for item in batch
        ]

    async def _keep(self, changes: Sequence[Change], now: int) -> set[str]:
        """Write the changes that no other step has overtaken, with what belongs to them; returns whose they were."""
        expires_at = now + int(self._kept_for.total_seconds())
        given = _as_json([change._asdict() for change in changes])
        rows = self._queries.keep(self._writing, changes=given, now=now, expires_at=expires_at)
        kept = {person async for (person,) in rows}
        if len(kept) < len(changes):
            changes = [change for change in changes if change.person in kept]
            given = _as_json([change._asdict() for change in changes])
        if erased := [change.person for change in changes if change.state is None]:
            await self._queries.forget_messages(self._writing, people=_as_json(erased))
            await self._queries.forget_questions(self._writing, people=_as_json(erased))
        if any(change.event for change in changes):
            await self._queries.mark(self._writing, changes=given, now=now)
        if any(change.messages for change in changes):
            await self._queries.post(self._writing, changes=given, now=now)
        if any(change.unanswered for change in changes):
            await self._queries.add_unanswered(self._writing, changes=given, now=now)
        return kept

    # ---- what is to be sent

    async def waiting(self, channel: str, after: int) -> list[Waiting]:
        with explained(self._path):
            rows = self._queries.waiting(self._reading, channel=channel, after=after, most=_MOST)
            return [Waiting(*row) async for row in rows]

    async def sent(self, number: int) -> None:
        await self._write(Sent(number))

    async def give_up(self, number: int, reason: str) -> None:
        async with self._transaction():
            await self._queries.give_up(self._writing, number=number, reason=reason)

    async def give_up_on(self, person: str, upto: int, reason: str) -> None:
        async with self._transaction():
            await self._queries.give_up_on(self._writing, person=person, upto=upto, reason=reason)

    async def depth(self, channel: str) -> Depth:
        with explained(self._path):
            return Depth(*await self._queries.state(self._reading, channel=channel))

    # ---- what nobody could answer

    async def unanswered(self) -> list[Unanswered]:
        """The questions without an answer, the most frequent first."""
        with explained(self._path):
            return [Unanswered(*row) async for row in self._queries.unanswered(self._reading)]

    # ---- upkeep

    async def purge(self) -> None:
        """Erase the conversations that have expired, keys of old events, and messages given up long ago."""
        async with self._transaction() as now:
            await self._queries.unname_questions(self._writing, now=now)
            await self._queries.drop_named_questions(self._writing, now=now)
            erased = await self._queries.purge_sessions(self._writing, now=now)
            events_before = now - int(EVENTS_KEPT_FOR.total_seconds())
            await self._queries.purge_events(self._writing, before=events_before)
            given_up_before = now - int(GIVEN_UP_KEPT_FOR.total_seconds())
            erased += await self._queries.purge_given_up(self._writing, before=given_up_before)
        if erased:
            await self._empty_log()

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[int]:
        """One transaction at a time; gives the time, in seconds since 1970. It is kept whole or not at all."""
        async with self._one_writer:
            with explained(self._path):
                await self._writing.execute("BEGIN IMMEDIATE")
                try:
                    yield int(self._seconds())
                    await self._writing.execute("COMMIT")
                except BaseException:
                    if self._writing.in_transaction:
                        await self._writing.execute("ROLLBACK")
                    raise

    async def _empty_log(self) -> None:
        """Overwritten pages still stand in the write-ahead log as they were: move it into the file, cut it to zero."""
        with explained(self._path):
            await self._writing.execute("PRAGMA wal_checkpoint(TRUNCATE)")


async def _connected(path: Path) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        with explained(path):
            for pragma in _PRAGMAS:
                await connection.execute(pragma)
    except BaseException:
        await connection.close()
        raise
    return connection


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
