"""A copy of the database that is whole, although it is in use."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import StorageError
from bot.storage.schema import BUSY_SECONDS, explained


def back_up(source: Path, target: Path) -> None:
    """Copy a database with SQLite's online backup. ``target`` appears whole or not at all, readable by its owner only.

    Raises StorageError if there is nothing to copy, if ``target`` exists, or if it cannot be written.
    """
    if not source.is_file():
        raise StorageError(f"没有数据库 {source}", f"there is no database {source}")
    if target.exists():
        raise StorageError(f"{target} 已经有了，没有覆盖它", f"{target} is there already; it was not overwritten")
    unfinished = target.with_name(f"{target.name}.unfinished")
    with explained(target):
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
        try:
            with (
                closing(sqlite3.connect(source, timeout=BUSY_SECONDS)) as live,
                closing(sqlite3.connect(unfinished)) as copy,
            ):
                live.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, with no log beside it
            os.link(unfinished, target)  # fails if it has appeared meanwhile
        finally:
            unfinished.unlink(missing_ok=True)
