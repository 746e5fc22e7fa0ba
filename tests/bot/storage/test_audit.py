import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from time import time

import pytest

from bot.errors import StorageError
from bot.storage.audit import KEPT_SECONDS, AuditLog
from bot.storage.database import Database


@pytest.fixture
def now() -> list[float]:
    return [time()]


@pytest.fixture
async def audit(tmp_path: Path, now: list[float]) -> AsyncIterator[AuditLog]:
    database = await Database.open(tmp_path / "jinhui.sqlite3", lambda: now[0])
    yield AuditLog(database)
    await database.close()


async def test_the_newest_entry_comes_first(audit: AuditLog) -> None:
    await audit.note("zhang", "login", address="203.0.113.5")
    await audit.note("zhang", "code_opened", "call")
    assert [(entry.action, entry.subject) for entry in await audit.newest()] == [("code_opened", "call"), ("login", "")]


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'nobody'", "DELETE FROM audit", "DROP TABLE audit"])
async def test_the_database_itself_refuses_to_change_or_erase_an_entry(
    audit: AuditLog, tmp_path: Path, statement: str
) -> None:
    await audit.note("zhang", "login")
    connection = sqlite3.connect(tmp_path / "jinhui.sqlite3", isolation_level=None)
    if not statement.startswith("DROP"):  # whoever may drop tables owns the file
        with pytest.raises(sqlite3.IntegrityError, match="audit log"):
            connection.execute(statement)
    connection.close()
    assert len(await audit.newest()) == 1


async def test_entries_are_kept_for_a_year_and_then_erased(audit: AuditLog, now: list[float]) -> None:
    now[0] -= KEPT_SECONDS + 5
    await audit.note("li", "login")
    now[0] += 10
    await audit.note("zhang", "login")
    now[0] = time()
    await audit.purge()
    assert [entry.actor for entry in await audit.newest()] == ["zhang"]


async def test_nothing_younger_than_a_year_can_be_purged(audit: AuditLog, now: list[float]) -> None:
    await audit.note("zhang", "login")
    now[0] += 2 * KEPT_SECONDS
    with pytest.raises(StorageError, match="year"):
        await audit.purge()
