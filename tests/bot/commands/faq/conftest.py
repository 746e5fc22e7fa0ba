import shutil
from pathlib import Path

import pytest

from tests.bot.conftest import SHIPPED

NAME = "car-2026-combine"
QUESTION = "山西的车补大学生能领吗？"
PHRASE = "俺是学生能领车补不"
ANSWER = '能。\n\n最高 {{ measure("car-renewal-2026-scrap").amount }}。'
CONTENTS = ("--question", QUESTION, "--also", PHRASE, "--answer", ANSWER, "--measure", "car-renewal-2026-scrap")


@pytest.fixture
def copy(tmp_path: Path, environment: dict[str, str]) -> Path:
    """A catalogue of one's own, which every command here serves; no editor is set."""
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "my_policies"))
    environment["JINHUI_CATALOGUE"] = str(folder)
    environment.pop("VISUAL", None)
    environment.pop("EDITOR", None)
    return folder


@pytest.fixture
def entry(copy: Path) -> Path:
    return copy / "faq" / "car" / f"{NAME}.yaml"


def contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
