"""SQLite in a thread of its own, with work that is done there in one go."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import aiosqlite

from bot.storage.schema import BUSY_SECONDS, explained

_PRAGMAS = ("PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON", "PRAGMA secure_delete = ON")
_ROWS_AT_ONCE = 64  # as aiosqlite has it

Result = TypeVar("Result")


class Connection(aiosqlite.Connection):
    """A connection that can also be lent to a function on its thread.

    Every call of aiosqlite's is a way to the thread and back, each of which waits for whatever the event loop is busy
    with. A function makes the way once, however many statements it runs.
    """

    async def lend(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Run ``work`` on the thread; nothing else uses the connection meanwhile."""
        result: Result = await self._execute(work, self._conn)  # type: ignore[no-untyped-call]
        return result


async def connected(path: Path) -> Connection:
    """A connection for durable writing and for erasing without a trace. Transactions are begun and ended by hand."""
    connection = Connection(lambda: sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS), _ROWS_AT_ONCE)
    await connection
    try:
        with explained(path):
            await connection.lend(_set_up)
    except BaseException:
        await connection.close()
        raise
    return connection


def _set_up(connection: sqlite3.Connection) -> None:
    for pragma in _PRAGMAS:
        connection.execute(pragma).fetchall()  # a statement that is not read to its end would hinder a commit
