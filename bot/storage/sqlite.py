"""Conversations in one SQLite file, shared safely by several processes."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import wraps
from pathlib import Path
from time import time
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

import aiosql

from bot.storage.batch import Batches, Sent
from bot.storage.schema import explained, prepare
from bot.storage.store import Change, Depth, Outcome, Saved, Waiting
from bot.storage.thread import Connection, connected
from bot.storage.together import Together

KEPT_FOR = timedelta(days=30)
EVENTS_KEPT_FOR = timedelta(days=2)
GIVEN_UP_KEPT_FOR = timedelta(days=7)
CODE_SECONDS = 10 * 60
PATIENCE_SECONDS = 0.005
"""A message is on its way for longer than that, and would be sent again, too, if the process died."""

_QUERIES = [Path(__file__).parent / f"{name}.sql" for name in ("turns", "outbox", "upkeep", "codes")]
_MOST = 200  # messages handed out at once


Given = ParamSpec("Given")
Result = TypeVar("Result")
Write = Callable[Concatenate["SqliteStore", Given], Coroutine[Any, Any, Result]]


def _to_its_end(write: Write[Given, Result]) -> Write[Given, Result]:
    """Runs a transaction to its end although whoever asked for it was cancelled: half of one blocks all later ones."""

    @wraps(write)
    async def undisturbed(store: SqliteStore, /, *args: Given.args, **kwargs: Given.kwargs) -> Result:
        task = asyncio.create_task(write(store, *args, **kwargs))
        store.under_way.add(task)
        task.add_done_callback(store.under_way.discard)
        return await asyncio.shield(task)

    return undisturbed


class SqliteStore:
    """A Store and a MessageStore in a SQLite file.

    A conversation is kept for ``kept_for`` after its last step. What is erased is overwritten in the file and in
    its write-ahead log, not only unlinked. Whatever is to be written at the same time shares one commit. ``posted`` is
    given what was committed to be sent, in the order of the numbers.
    """

    def __init__(
        self,
        path: Path,
        reading: Connection,
        writing: Connection,
        kept_for: timedelta,
        seconds: Callable[[], float],
    ) -> None:
        self._path = path
        self._reading, self._writing = reading, writing
        self._kept_for = kept_for
        self._seconds = seconds
        statements = "\n".join(file.read_text("utf-8") for file in _QUERIES)
        self._queries: Any = aiosql.from_str(statements, "aiosqlite")
        self._batches = Batches(aiosql.from_str(statements, "sqlite3"))
        self._one_writer = asyncio.Lock()
        self.posted: Callable[[Sequence[Waiting]], None] = lambda _: None
        self.under_way: set[asyncio.Task[Any]] = set()
        self._load = Together[tuple[str, str | None], Saved](self._load_all)
        self._write = Together[Change | Sent, Outcome](self._write_all)

    @classmethod
    async def open(cls, path: Path, kept_for: timedelta = KEPT_FOR, seconds: Callable[[], float] = time) -> Self:
        """Open the file, creating or upgrading it, and purge what has expired.

        ``seconds`` tells the time, in seconds since 1970. Raises StorageError for a file that cannot be used, and
        leaves it as it is.
        """
        await asyncio.to_thread(prepare, path)
        reading, writing = [await connected(path) for _ in range(2)]
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
        await asyncio.gather(*self.under_way, return_exceptions=True)
        await self._reading.close()
        await self._writing.close()

    # ---- conversations

    async def load(self, person: str, event: str | None = None) -> Saved:
        return await self._load((person, event))

    async def commit(self, change: Change) -> Outcome:
        return await self._write(change)

    @_to_its_end
    async def post(self, person: str, event: str, messages: Sequence[str]) -> bool:
        now = int(self._seconds())
        async with self._one_writer:
            with explained(self._path):
                posted = await self._writing.lend(
                    lambda connection: self._batches.post(connection, person, event, messages, now)
                )
        self._hand_over(posted or ())
        return posted is not None

    @_to_its_end
    async def issue_code(self, person: str) -> str:
        async with self._transaction() as now:
            await self._queries.drop_codes(self._writing, person=person, now=now)
            while True:
                code = f"{secrets.randbelow(1_000_000):06}"
                expires_at = now + CODE_SECONDS
                if await self._queries.add_code(self._writing, code=code, person=person, expires_at=expires_at):
                    return code

    async def _load_all(self, wanted: Sequence[tuple[str, str | None]]) -> list[Saved]:
        now = int(self._seconds())
        with explained(self._path):
            return await self._reading.lend(lambda connection: self._batches.load(connection, wanted, now))

    async def _write_all(self, batch: Sequence[Change | Sent]) -> list[Outcome]:
        now = int(self._seconds())
        expires_at = now + int(self._kept_for.total_seconds())
        async with self._one_writer:
            with explained(self._path):
                written = await self._writing.lend(
                    lambda connection: self._batches.write(connection, batch, now, expires_at)
                )
        self._hand_over(written.posted)
        if written.erased:
            await self._empty_log()
        return written.outcomes

    # ---- what is to be sent

    def _hand_over(self, posted: Sequence[Waiting]) -> None:
        """Whoever waits for the commit is served before what it wants sent is."""
        if posted:
            asyncio.get_running_loop().call_soon(self.posted, posted)

    async def waiting(self, channel: str, after: int) -> list[Waiting]:
        with explained(self._path):
            return await self._reading.lend(lambda connection: self._batches.waiting(connection, channel, after, _MOST))

    async def sent(self, numbers: Sequence[int], *, soon: bool = True) -> None:
        await self._write(Sent(tuple(numbers)), 0 if soon else PATIENCE_SECONDS)

    @_to_its_end
    async def give_up(self, number: int, reason: str) -> None:
        async with self._transaction():
            await self._queries.give_up(self._writing, number=number, reason=reason)

    @_to_its_end
    async def give_up_on(self, person: str, upto: int, reason: str) -> None:
        async with self._transaction():
            await self._queries.give_up_on(self._writing, person=person, upto=upto, reason=reason)

    async def depth(self, channel: str) -> Depth:
        with explained(self._path):
            return Depth(*await self._queries.state(self._reading, channel=channel))

    # ---- upkeep

    @_to_its_end
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
            await self._writing.lend(
                lambda connection: connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            )
