import shutil
from pathlib import Path

import pytest

from bot.editing.drafts import open_file, save, submit
from bot.editing.publishing import publish
from bot.editing.workplace import Workplace
from bot.storage.revision import Revision
from tests.bot.conftest import SHIPPED

ENTRY = "faq/car/car-2026-combine.yaml"
SCRAP = "measures/car/car-renewal-2026-scrap.yaml"


@pytest.fixture
def workplace(tmp_path: Path, read_once: Workplace) -> Workplace:
    """The shipped files and an empty database."""
    place = Workplace(SHIPPED, tmp_path / "jinhui.sqlite3")
    place.read = read_once.read
    return place


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """Remembers what was read, for all tests."""
    return Workplace(SHIPPED, tmp_path_factory.mktemp("nothing") / "none.sqlite3")


@pytest.fixture
def own_files(tmp_path: Path, read_once: Workplace) -> Workplace:
    """A copy of the shipped files, which may change, and an empty database."""
    place = Workplace(Path(shutil.copytree(SHIPPED, tmp_path / "policy_data")), tmp_path / "jinhui.sqlite3")
    place.read = read_once.read
    return place


def text_of(workplace: Workplace, path: str) -> str:
    return (open_file(workplace, path).text or b"").decode()


def draft(
    workplace: Workplace, path: str, old: str = "", new: str = "", author: str = "li", text: str | None = None
) -> Revision:
    """Save a draft in which an old text stands no more but a new one, or with a whole text."""
    opened = open_file(workplace, path)
    before = (opened.text or b"").decode()
    assert text is not None or old in before, f"{path} has changed: choose another place"
    after = text if text is not None else before.replace(old, new, 1)
    return save(workplace, opened, after.encode(), author, "why").revision


def published(workplace: Workplace, path: str, old: str = "", new: str = "", text: str | None = None) -> Revision:
    """The same, published by somebody else."""
    revision = draft(workplace, path, old, new, text=text)
    submit(workplace, revision.number, "li")
    publish(workplace, [revision.number], "wang", "checked")
    return revision
