from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path

import pytest

from bot import kept
from bot.kept import load_or_keep
from policy.catalogue import Catalogue
from policy.problems import CatalogueError
from policy.source import Source
from tests.bot.conftest import SHIPPED

SOURCE = Source.in_folder(SHIPPED)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where catalogues are kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "jinhui"


class Malicious:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("exit 1",)


def the_file(folder: Path) -> Path:
    [file] = folder.iterdir()
    return file


def test_what_was_kept_says_what_was_loaded(folder: Path, catalogue: Catalogue) -> None:
    load_or_keep(SOURCE)
    again = load_or_keep(SOURCE)
    assert again.version == catalogue.version
    assert {name: fact.model_dump() for name, fact in again.facts.items()} == {
        name: fact.model_dump() for name, fact in catalogue.facts.items()
    }
    assert again.speech.model_dump() == catalogue.speech.model_dump()


def test_the_second_time_nothing_is_loaded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_or_keep(SOURCE)
    monkeypatch.setattr(kept, "load_catalogue", lambda root: pytest.fail(f"{root} was loaded"))
    load_or_keep(SOURCE)


def test_nobody_else_may_read_or_write_it(folder: Path) -> None:
    load_or_keep(SOURCE)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert the_file(folder).stat().st_mode & 0o777 == 0o600


def test_a_changed_catalogue_is_loaded_and_replaces_the_one_kept(folder: Path, tmp_path: Path) -> None:
    root = tmp_path / "policy_data"
    shutil.copytree(SHIPPED, root)
    before = load_or_keep(Source.in_folder(root))
    file = next((root / "faq").rglob("*.yaml"))
    file.write_text(file.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    after = load_or_keep(Source.in_folder(root))
    assert before.version != after.version
    assert len(list(folder.iterdir())) == 1


def test_a_broken_catalogue_is_never_kept(folder: Path, tmp_path: Path) -> None:
    root = tmp_path / "policy_data"
    shutil.copytree(SHIPPED, root)
    next((root / "faq").rglob("*.yaml")).write_text("nothing: right\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(CatalogueError):
            load_or_keep(Source.in_folder(root))
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"cut short", pickle.dumps(Malicious()), pickle.dumps(["no catalogue"])])
def test_anything_else_in_the_file_is_the_same_as_no_file(folder: Path, content: bytes, catalogue: Catalogue) -> None:
    load_or_keep(SOURCE)
    the_file(folder).write_bytes(content)
    assert load_or_keep(SOURCE).version == catalogue.version


def test_what_others_may_write_is_not_read(folder: Path, catalogue: Catalogue) -> None:
    load_or_keep(SOURCE)
    file = the_file(folder)
    file.write_bytes(pickle.dumps(["no catalogue"]))
    file.chmod(0o666)
    assert load_or_keep(SOURCE).version == catalogue.version
    folder.chmod(0o777)
    assert load_or_keep(SOURCE).version == catalogue.version


def test_a_link_is_not_followed(folder: Path, tmp_path: Path, catalogue: Catalogue) -> None:
    load_or_keep(SOURCE)
    file = the_file(folder)
    elsewhere = tmp_path / "elsewhere"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    assert load_or_keep(SOURCE).version == catalogue.version


def test_a_folder_that_cannot_be_made_costs_nothing_but_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue
) -> None:
    (tmp_path / "cache").write_text("a file, not a folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert load_or_keep(SOURCE).version == catalogue.version
