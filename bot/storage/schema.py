"""Makes a SQLite file ready for use: looks at it first, then creates or upgrades its tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.errors import StorageError

BUSY_SECONDS = 10

_MIGRATIONS = sorted((Path(__file__).parent / "migrations").glob("*.sql"))
_APPLICATION = 0x4A696E68


def prepare(path: Path) -> None:
    """Bring a file to the newest schema, creating it if it is not there.

    Raises StorageError, and leaves the file byte for byte as it is, if it is damaged, is something else or was made by
    a newer version.
    """
    with explained(path):
        _look(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # conversations are nobody else's business
        with closing(sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            _migrate(connection, path)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """What SQLite or the file system says, in words that tell which file and what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StorageError(f"数据库 {path} 用不了：{error}", f"cannot use the database {path}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise StorageError(
            f"数据库 {path} 已损坏或不是数据库，没有改动它。请用备份替换，或另外指定一个文件（{error}）",
            f"the database {path} is damaged or not a database; it was left as it is. "
            f"Restore a backup or name another file ({error})",
        ) from error
    except OSError as error:
        reason = error.strerror or error
        raise StorageError(f"数据库 {path} 用不了：{reason}", f"cannot use the database {path}: {reason}") from error


def _look(path: Path) -> None:
    """Look at a file without writing to it."""
    if not path.exists() or path.stat().st_size == 0:
        return
    address = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as connection:
            _version(connection, path)
            finding = _value(connection, "PRAGMA quick_check(1)")
    except sqlite3.OperationalError as error:
        # A process that was killed while it created the file leaves work that only a writer can undo.
        if error.sqlite_errorname.startswith("SQLITE_READONLY"):
            return
        raise
    if finding != "ok":
        raise sqlite3.DatabaseError(finding)


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the schema; refuses one that is newer than this program, and other programs' files."""
    version = int(_value(connection, "PRAGMA user_version"))
    application = _value(connection, "PRAGMA application_id")
    if application != _APPLICATION and _value(connection, "SELECT count(*) FROM sqlite_master"):
        raise StorageError(
            f"{path} 是别的程序的数据库，没有改动它。请另外指定一个文件",
            f"{path} is another program's database; it was left as it is. Name another file",
        )
    newest = len(_MIGRATIONS)
    if version > newest:
        raise StorageError(
            f"数据库 {path} 由更新的版本建立（第 {version} 版，本程序只到第 {newest} 版），没有改动它。请升级程序",
            f"the database {path} was made by a newer version (schema {version}, this program knows {newest}); "
            "it was left as it is. Upgrade the program",
        )
    return version


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Run what is missing, in one transaction; of two processes that try, the second finds it done."""
    if _version(connection, path) == len(_MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = _version(connection, path)
        for number, migration in enumerate(_MIGRATIONS[done:], done + 1):
            for statement in _statements(migration.read_text(encoding="utf-8")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: sqlite3 runs whole scripts only outside a transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _value(connection: sqlite3.Connection, query: str) -> str | int:
    value: str | int = connection.execute(query).fetchone()[0]
    return value
