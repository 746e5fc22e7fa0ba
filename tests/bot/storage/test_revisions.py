import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage.revision import New, Overtaken
from bot.storage.revisions import Revisions

PATH = "faq/car/a.yaml"


@pytest.fixture
def revisions(tmp_path: Path) -> Revisions:
    return Revisions(tmp_path / "new" / "jinhui.sqlite3", lambda: 1_000_000.0)


def new(text: str = "a", follows: int | None = None, path: str = PATH) -> New:
    return New(path, text.encode(), follows, None, b"shipped", "li", "why")


def test_without_a_database_nothing_is_there_and_none_is_made(revisions: Revisions) -> None:
    assert revisions.state() == (0, {})
    assert (revisions.head(PATH), revisions.history(PATH), revisions.releases()) == (None, [], [])
    assert not revisions.path.exists()


def test_a_revision_is_kept_with_who_when_and_why(revisions: Revisions) -> None:
    saved = revisions.save(new())
    assert (saved.text, saved.shipped, saved.author, saved.reason, saved.written_at) == (
        b"a", b"shipped", "li", "why", 1_000_000,
    )  # fmt: skip
    assert Revisions(revisions.path).revision(saved.number) == saved


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revisions SET text = NULL",
        "UPDATE revisions SET author = 'somebody else'",
        "DELETE FROM revisions",
        "INSERT INTO revisions SELECT 9, path, text, follows, over, shipped, author, reason, written_at, state "
        "FROM revisions",
    ],
)
def test_the_database_itself_keeps_revisions_as_they_are(statement: str, revisions: Revisions) -> None:
    revisions.save(new())
    with sqlite3.connect(revisions.path) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)


def test_of_many_who_save_at_once_one_is_kept_and_the_others_are_told(revisions: Revisions) -> None:
    def save(turn: int) -> bool:
        try:
            Revisions(revisions.path).save(new(str(turn)))
        except Overtaken:
            return False
        return True

    revisions.save(new(path="faq/car/b.yaml"))
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(save, range(24)))
    assert kept.count(True) == 1
    assert len(revisions.history(PATH)) == 1


def test_a_release_that_comes_second_does_nothing(revisions: Revisions) -> None:
    one = revisions.save(new())
    revisions.move(one.number, "draft", "review", "li", "", "revision_submitted")
    assert revisions.release(0, "v1", "wang", "go", reviewed=[one.number]) is not None
    assert revisions.release(0, "v2", "wang", "go", new=[new("b")]) is None
    assert revisions.release(1, "v2", "wang", "go", reviewed=[one.number]) is None
    assert revisions.generation() == 1
    assert [step.state for step in revisions.steps(one.number)] == ["draft", "review", "published"]


def test_a_database_that_is_none_is_named_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "jinhui.sqlite3"
    file.write_bytes(b"no database at all" * 100)
    for use in (lambda: Revisions(file).state(), lambda: Revisions(file).save(new())):
        with pytest.raises(StorageError, match=str(file)):
            use()
    assert file.read_bytes() == b"no database at all" * 100
