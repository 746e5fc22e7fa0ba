"""The audit log: who did what, from where. It is only ever added to; the database itself refuses anything else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from time import time
from typing import Literal, NamedTuple

from bot.storage.database import Database, Queries
from bot.storage.schema import BUSY_SECONDS

KEPT_SECONDS = 365 * 86400
CONSOLE = "console"
"""Whoever may run commands on the database is not signed in; the log says that it was done there."""

Action = Literal[
    "user_added", "user_disabled", "user_enabled", "role_changed", "password_set",
    "login", "login_refused", "login_throttled", "logout", "logout_everywhere",
    "code_opened", "code_refused", "code_throttled", "handed_back",
    "call_saved", "call_erased", "report_settled", "backed_up",
    "revision_saved", "revision_submitted", "revision_returned", "revision_discarded", "published", "overridden",
    "rolled_back", "conflict_settled", "catalogue_exported", "catalogue_imported", "numbers_exported",
]  # fmt: skip


class Entry(NamedTuple):
    """``at`` in seconds since 1970; ``address`` is empty for what was done on the command line.

    ``actor`` is a user, "console" for whoever may run commands, and empty where nobody is known.
    """

    at: int
    actor: str
    action: Action
    subject: str
    address: str


def note_from_console(file: Path, action: Action, subject: str) -> None:
    """Write an entry into a database of whatever format; into one that has no log yet, nothing."""
    with closing(sqlite3.connect(file, timeout=BUSY_SECONDS)) as connection, connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'audit'").fetchone():
            entry = (int(time()), CONSOLE, action, subject)
            connection.execute("INSERT INTO audit (at, actor, action, subject, address) VALUES (?, ?, ?, ?, '')", entry)


class AuditLog:
    """Entries are kept for ``KEPT_SECONDS``. They name users, never residents."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queries = Queries(database, "audit.sql")

    async def note(self, actor: str, action: Action, subject: str = "", address: str = "") -> None:
        now = self._database.now
        await self._queries("note", now=now, actor=actor, action=action, subject=subject, address=address)

    async def newest(self, most: int = 200) -> list[Entry]:
        """The last entries, the newest first."""
        return [Entry(*row) for row in await self._queries.rows("newest", most=most)]

    async def purge(self) -> None:
        """Erase what is older than a year."""
        await self._queries("purge_audit", before=self._database.now - KEPT_SECONDS)
