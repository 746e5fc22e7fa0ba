"""What is published over the shipped files, to be looked up by a command that ends after one answer.

What changes it is in ``revisions``; the library that its statements need takes longer to import than a message to read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.storage.schema import BUSY_SECONDS, explained


def published_texts(file: Path) -> dict[str, bytes | None]:
    """The texts by path, None for a file that is taken away; raises StorageError for a file that cannot be used."""
    with looking_at(file) as connection:
        if connection is None:
            return {}
        return dict(connection.execute("SELECT path, text FROM whole_revisions WHERE state = 'published'"))


@contextmanager
def looking_at(file: Path) -> Iterator[sqlite3.Connection | None]:
    """A view of one moment; None where there is no database, or one that was made before there were revisions."""
    if not file.exists() or file.stat().st_size == 0:
        yield None
        return
    address = f"{file.absolute().as_uri()}?mode=ro"
    with (
        explained(file),
        closing(sqlite3.connect(address, isolation_level=None, timeout=BUSY_SECONDS, uri=True)) as connection,
    ):
        connection.execute("BEGIN")
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'releases'").fetchone()
        yield connection if known else None
