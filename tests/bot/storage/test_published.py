from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage.published import published_texts
from bot.storage.revision import New
from bot.storage.revisions import Revisions
from bot.storage.schema import prepare


def new(path: str, text: bytes | None) -> New:
    return New(path, text, None, None, b"shipped", "li", "why")


def test_what_is_published_is_found_by_path_and_drafts_are_not(tmp_path: Path) -> None:
    revisions = Revisions(tmp_path / "jinhui.sqlite3")
    revisions.release(0, "v1", "li", "go", new=[new("faq/car/a.yaml", b"a"), new("faq/car/gone.yaml", None)])
    revisions.save(new("faq/car/draft.yaml", b"not yet"))
    assert published_texts(revisions.path) == {"faq/car/a.yaml": b"a", "faq/car/gone.yaml": None}
    published = {path: revision.text for path, revision in revisions.published().items()}
    assert published_texts(revisions.path) == published


def test_nothing_is_published_where_there_is_no_database_or_nobody_has_published(tmp_path: Path) -> None:
    file = tmp_path / "jinhui.sqlite3"
    assert published_texts(file) == {}
    assert not file.exists()
    file.touch()
    assert published_texts(file) == {}
    prepare(file)
    assert published_texts(file) == {}


def test_a_database_that_is_none_is_named(tmp_path: Path) -> None:
    file = tmp_path / "jinhui.sqlite3"
    file.write_bytes(b"no database at all" * 100)
    with pytest.raises(StorageError, match=str(file)):
        published_texts(file)
