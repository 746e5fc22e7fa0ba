import shutil
from pathlib import Path

import pytest

from bot.editing.apart import Here
from bot.editing.drafts import open_file, save, submit
from bot.editing.publishing import publish
from bot.editing.workplace import Workplace
from bot.storage.revision import Revision
from tests.bot.conftest import SHIPPED

ENTRY = "faq/car/car-2026-combine.yaml"
SCRAP = "measures/car/car-renewal-2026-scrap.yaml"


@pytest.fixture
def workplace(tmp_path: Path, read_once: Here) -> Workplace:
    """The shipped files and an empty database."""
    return Workplace(SHIPPED, tmp_path / "jinhui.sqlite3", read_once)


@pytest.fixture(scope="session")
def read_once() -> Here:
    """Remembers what was read, for all tests."""
    return Here()


@pytest.fixture
def own_files(tmp_path: Path, read_once: Here) -> Workplace:
    """A copy of the shipped files, which may change, and an empty database."""
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "policy_data"))
    return Workplace(folder, tmp_path / "jinhui.sqlite3", read_once)


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
