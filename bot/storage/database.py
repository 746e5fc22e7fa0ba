"""A connection to the SQLite file, for whatever is kept beside the conversations."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from time import time
from typing import Any, Self

import aiosql

from bot.storage.schema import explained, prepare
from bot.storage.thread import Connection, connected

_HERE = Path(__file__).parent


class Database:
    """One open connection. ``seconds`` tells the time in seconds since 1970."""

    def __init__(self, path: Path, connection: Connection, seconds: Callable[[], float]) -> None:
        self.path = path
        self.connection = connection
        self._seconds = seconds

    @classmethod
    async def open(cls, path: Path, seconds: Callable[[], float] = time) -> Self:
        """Open the file, creating or upgrading it; raises StorageError for one that cannot be used."""
        await asyncio.to_thread(prepare, path)
        return cls(path, await connected(path), seconds)

    async def close(self) -> None:
        await self.connection.close()

    @property
    def now(self) -> int:
        return int(self._seconds())


class Queries:
    """The statements of one .sql file beside this module, run on a database; raises StorageError.

    ``queries("name", column=…)`` runs the statement of that name. Each is a transaction of its own.
    """

    def __init__(self, database: Database, file: str) -> None:
        self.database = database
        self._statements = aiosql.from_path(_HERE / file, "aiosqlite")

    async def __call__(self, name: str, /, **values: Any) -> Any:
        with explained(self.database.path):
            return await getattr(self._statements, name)(self.database.connection, **values)

    async def rows(self, name: str, /, **values: Any) -> list[Any]:
        """All rows of a query."""
        with explained(self.database.path):
            return [row async for row in getattr(self._statements, name)(self.database.connection, **values)]
