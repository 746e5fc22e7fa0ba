import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage.backup import back_up
from bot.storage.database import Database
from bot.storage.inbox import Asked, Inbox
from bot.storage.schema import prepare
from bot.storage.sqlite import SqliteStore
from bot.storage.store import Change
from tests.bot.conftest import ROOT, Run

NEWEST = len([*(ROOT / "bot/storage/migrations").glob("*.sql")])
LONG_AGO = 1_000_000_000.0


def value(file: Path, query: str) -> object:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchone()[0]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "jinhui.sqlite3"


async def kept(file: Path, person: str, seconds: float | None = None) -> None:
    store = await SqliteStore.open(file) if seconds is None else await SqliteStore.open(file, seconds=lambda: seconds)
    turn = (await store.load(person)).turn + 1
    change = Change(person, turn, '{"kept": true}', "zh", messages=("好",), unanswered=("几点开门", "other"))
    assert await store.commit(change) == "kept"
    await store.close()


async def asked(file: Path) -> list[Asked]:
    database = await Database.open(file)
    found = await Inbox(database).asked()
    await database.close()
    return found


def test_migrating_creates_a_database_and_leaves_a_new_one_as_it_is(jinhui: Run, file: Path) -> None:
    assert jinhui("db", "migrate", "--db", file).returncode == 0
    assert value(file, "PRAGMA user_version") == NEWEST
    before = file.read_bytes()
    assert jinhui("db", "migrate", JINHUI_DATABASE=str(file)).returncode == 0
    assert file.read_bytes() == before


async def test_a_database_of_an_earlier_version_keeps_its_conversations_and_questions(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as old:
        for name in ("0001_sessions", "0002_unanswered"):
            old.executescript((ROOT / f"bot/storage/migrations/{name}.sql").read_text("utf-8"))
        old.execute("PRAGMA user_version = 2")
        old.execute("INSERT INTO sessions VALUES ('li', 7, '{}', 'zh', 1, 99999999999)")
        old.execute("INSERT INTO unanswered VALUES ('几点开门', 'other', 3, 1700000000)")
    prepare(file)
    assert value(file, "PRAGMA user_version") == NEWEST
    store = await SqliteStore.open(file)
    assert await store.load("li") == (7, "{}", False)
    assert await asked(file) == [("几点开门", "other", 3, 1700000000)]
    change = Change("telegram:5", 1, "{}", "zh", "telegram:1", ("好",), ("几点开门", "other"))
    assert await store.commit(change) == "kept"
    [still] = await asked(file)
    assert (still.question, still.times) == ("几点开门", 4)
    await store.close()


async def test_a_backup_of_a_database_in_use_is_whole_and_can_be_used(jinhui: Run, file: Path, tmp_path: Path) -> None:
    store = await SqliteStore.open(file)
    await store.commit(Change("telegram:5", 1, '{"kept": true}', "zh", messages=("好",)))
    copy = tmp_path / "backup.sqlite3"
    assert jinhui("db", "backup", copy, "--db", file).returncode == 0
    await store.commit(Change("telegram:5", 2, "{}", "zh"))
    await store.close()
    assert copy.stat().st_mode & 0o077 == 0
    assert {found.name for found in tmp_path.glob("backup*")} == {"backup.sqlite3"}
    restored = await SqliteStore.open(copy)
    assert await restored.load("telegram:5") == (1, '{"kept": true}', False)
    assert [waiting.message for waiting in await restored.waiting("telegram", 0)] == ["好"]
    await restored.close()


async def test_a_backup_overwrites_nothing_and_needs_something_to_copy(jinhui: Run, file: Path, tmp_path: Path) -> None:
    await kept(file, "telegram:5")
    precious = tmp_path / "precious"
    precious.write_text("precious")
    finished = jinhui("db", "backup", precious, "--db", file)
    assert finished.returncode == 1 and "was not overwritten" in finished.stderr
    assert precious.read_text() == "precious"
    with pytest.raises(StorageError, match="there is no database"):
        back_up(tmp_path / "nowhere", tmp_path / "backup")
    with pytest.raises(StorageError, match="damaged or not a database"):
        back_up(precious, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


async def test_purging_erases_what_has_expired_and_no_more(jinhui: Run, file: Path) -> None:
    await kept(file, "telegram:5", LONG_AGO)
    await kept(file, "telegram:6")
    with closing(sqlite3.connect(file)) as connection, connection:  # as it is before anybody opens it again
        connection.execute("UPDATE sessions SET state = '{}', expires_at = 5 WHERE person = 'telegram:5'")
    assert jinhui("db", "purge", "--db", file).returncode == 0
    assert value(file, "SELECT group_concat(person) FROM sessions WHERE state IS NOT NULL") == "telegram:6"
    assert value(file, "SELECT turn FROM sessions WHERE person = 'telegram:5'") == 1
    [still] = await asked(file)
    assert still.times == 2, "what nobody could answer stays for administrators"
    assert value(file, "SELECT count(*) FROM unanswered WHERE person = 'telegram:5'") == 0


async def test_forgetting_somebody_takes_their_questions_and_nobody_elses(file: Path) -> None:
    await kept(file, "telegram:5")
    await kept(file, "telegram:6")
    store = await SqliteStore.open(file)
    assert [one.times for one in await asked(file)] == [2]
    await store.commit(Change("telegram:5", 2, None, "zh"))
    assert [one.times for one in await asked(file)] == [1]
    await store.close()
