import sqlite3
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage.sqlite import SqliteStore
from bot.storage.store import Change, Saved
from tests.bot.disk import on_disk

SECRET = "一百二十三万四千五百六十七"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new" / "jinhui.sqlite3"


@pytest.fixture
async def store(file: Path) -> AsyncIterator[SqliteStore]:
    opened = await SqliteStore.open(file)
    yield opened
    await opened.close()


def first(state: str | None = "{}", person: str = "resident") -> Change:
    return Change(person, turn=1, state=state, language="zh")


async def test_a_stranger_has_no_state_and_turn_zero(store: SqliteStore) -> None:
    assert await store.load("stranger") == Saved(0, None)


async def test_what_was_committed_is_there_when_the_file_is_opened_again(file: Path) -> None:
    store = await SqliteStore.open(file)
    assert await store.commit(first('{"a": 1}')) == "kept"
    await store.close()
    again = await SqliteStore.open(file)
    assert await again.load("resident") == Saved(1, '{"a": 1}')
    await again.close()


async def test_a_change_is_kept_only_if_no_other_step_came_first(store: SqliteStore, file: Path) -> None:
    other = await SqliteStore.open(file)
    assert await store.commit(first("mine")) == "kept"
    assert await other.commit(first("theirs")) == "overtaken"
    assert await other.load("resident") == Saved(1, "mine")
    assert await other.commit(Change("resident", turn=2, state="theirs", language="zh")) == "kept"
    assert await store.load("resident") == Saved(2, "theirs")
    await other.close()


async def test_erasing_keeps_the_turn_and_leaves_no_trace_in_the_file_or_its_log(
    store: SqliteStore, file: Path
) -> None:
    await store.commit(first("别人", person="somebody else"))
    await store.commit(first(SECRET * 2000))
    await store.commit(Change("resident", turn=2, state=SECRET, language="zh"))
    assert SECRET.encode() in on_disk(file)
    await store.commit(Change("resident", turn=3, state=None, language="zh"))
    assert SECRET.encode() not in on_disk(file)
    assert await store.load("resident") == Saved(3, None)
    assert await store.load("somebody else") == Saved(1, "别人")


async def test_a_conversation_expires_after_thirty_days_without_a_step(file: Path) -> None:
    now = 1_000_000.0
    store = await SqliteStore.open(file, seconds=lambda: now)
    await store.commit(first(SECRET))
    now += timedelta(days=30).total_seconds() - 1
    assert await store.load("resident") == Saved(1, SECRET)
    now += 1
    assert await store.load("resident") == Saved(1, None)
    await store.close()


async def test_what_has_expired_is_purged_when_the_file_is_opened(file: Path) -> None:
    store = await SqliteStore.open(file, seconds=lambda: 0)
    await store.commit(first(SECRET))
    await store.close()
    store = await SqliteStore.open(file, seconds=lambda: timedelta(days=31).total_seconds())
    assert SECRET.encode() not in on_disk(file)
    assert await store.load("resident") == Saved(1, None)
    await store.close()


async def test_the_file_can_be_read_by_its_owner_only(store: SqliteStore, file: Path) -> None:
    assert file.stat().st_mode & 0o077 == 0


async def test_each_commit_is_flushed_to_disk_in_write_ahead_mode(store: SqliteStore) -> None:
    settings = {}
    for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys"):
        async with store._writing.execute(f"PRAGMA {name}") as cursor:
            settings[name] = await cursor.fetchone()
    assert settings == {"journal_mode": ("wal",), "synchronous": (2,), "secure_delete": (1,), "foreign_keys": (1,)}


# ---- files that cannot be used


async def stored(file: Path) -> None:
    store = await SqliteStore.open(file)
    for number in range(50):
        await store.commit(first(SECRET * 100, person=f"resident {number}"))
    await store.close()


def text(file: Path) -> None:
    file.write_text("这是别人的日记，不是数据库。" * 100, encoding="utf-8")


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: 4096 * 3 + 17])


def overwritten_in_the_middle(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:8192] = b"\xa5" * 4096
    file.write_bytes(data)


def of_a_newer_version(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 999")
    connection.close()


def of_another_program(file: Path) -> None:
    file.unlink()
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE notes (note)")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "zh", "en"),
    [
        (text, "已损坏或不是数据库", "damaged or not a database"),
        (truncated, "已损坏或不是数据库", "damaged or not a database"),
        (overwritten_in_the_middle, "已损坏或不是数据库", "damaged or not a database"),
        (of_a_newer_version, "由更新的版本建立", "made by a newer version"),
        (of_another_program, "别的程序的数据库", "another program's database"),
    ],
)
async def test_a_file_that_cannot_be_used_is_refused_and_left_byte_for_byte(
    file: Path, spoil: Callable[[Path], None], zh: str, en: str
) -> None:
    await stored(file)
    spoil(file)
    before = file.read_bytes()
    with pytest.raises(StorageError) as refused:
        await SqliteStore.open(file)
    assert file.read_bytes() == before
    assert str(file) in refused.value.zh and zh in refused.value.zh
    assert str(file) in refused.value.en and en in refused.value.en


async def test_a_place_where_no_file_can_be_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="用不了"):
        await SqliteStore.open(tmp_path / "file" / "jinhui.sqlite3")
    with pytest.raises(StorageError, match="用不了"):
        await SqliteStore.open(tmp_path)


async def test_an_empty_file_becomes_a_database(file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    store = await SqliteStore.open(file)
    assert await store.commit(first()) == "kept"
    await store.close()
