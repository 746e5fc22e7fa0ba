"""Conversations in one SQLite file, shared safely by several processes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import time
from typing import Self

import aiosql
import aiosqlite

from bot.storage.schema import BUSY_SECONDS, explained, prepare
from bot.storage.store import Change, Saved, Unanswered

KEPT_FOR = timedelta(days=30)

_QUERIES = Path(__file__).parent / "sessions.sql"
_PRAGMAS = ("PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON", "PRAGMA secure_delete = ON")


class SqliteStore:
    """A Store in a SQLite file.

    A conversation is kept for ``kept_for`` after its last step. What is erased is overwritten in the file and in
    its write-ahead log, not only unlinked.
    """

    def __init__(
        self, path: Path, connection: aiosqlite.Connection, kept_for: timedelta, seconds: Callable[[], float]
    ) -> None:
        self._path = path
        self._connection = connection
        self._kept_for = kept_for
        self._seconds = seconds
        self._queries = aiosql.from_path(_QUERIES, "aiosqlite")

    @classmethod
    async def open(cls, path: Path, kept_for: timedelta = KEPT_FOR, seconds: Callable[[], float] = time) -> Self:
        """Open the file, creating or upgrading it, and purge what has expired.

        ``seconds`` tells the time, in seconds since 1970. Raises StorageError for a file that cannot be used, and
        leaves it as it is.
        """
        await asyncio.to_thread(prepare, path)
        connection = await aiosqlite.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
        store = cls(path, connection, kept_for, seconds)
        try:
            with explained(path):
                for pragma in _PRAGMAS:
                    await connection.execute(pragma)
                await store._purge()
        except BaseException:
            await store.close()
            raise
        return store

    async def close(self) -> None:
        await self._connection.close()

    async def load(self, person: str) -> Saved:
        with explained(self._path):
            row = await self._queries.load(self._connection, person=person, now=int(self._seconds()))
        return Saved(*row) if row else Saved()

    async def commit(self, change: Change) -> bool:
        now, erased = int(self._seconds()), change.state is None
        with explained(self._path):
            changed: int = await self._queries.commit(
                self._connection,
                person=change.person,
                after=change.after,
                turn=change.turn,
                state=change.state,
                language=None if erased else change.language,
                now=None if erased else now,
                expires_at=None if erased else now + int(self._kept_for.total_seconds()),
            )
            if erased and changed:
                await self._empty_log()
        return changed == 1

    async def add_unanswered(self, question: str, topic: str) -> None:
        with explained(self._path):
            await self._queries.add_unanswered(
                self._connection, question=question, topic=topic, now=int(self._seconds())
            )

    async def unanswered(self) -> list[Unanswered]:
        """The questions without an answer, the most frequent first."""
        with explained(self._path):
            return [Unanswered(*row) async for row in self._queries.unanswered(self._connection)]

    async def _purge(self) -> None:
        if await self._queries.purge(self._connection, now=int(self._seconds())):
            await self._empty_log()

    async def _empty_log(self) -> None:
        """Overwritten pages still stand in the write-ahead log as they were: move it into the file, cut it to zero."""
        await self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
