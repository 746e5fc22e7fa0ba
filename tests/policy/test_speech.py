"""The language files are guarded like the rest of the catalogue: what is wrong is said at its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from policy.check import check_catalogue
from policy.speech import LunarYear, Spelling
from tests.conftest import SHIPPED


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "policy_data"))


def problems_after(root: Path, file: str, old: str, new: str) -> list[str]:
    path = root / "language" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    _, problems = check_catalogue(root)
    return [f"{problem.path} {problem.zh} {problem.en}" for problem in problems]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("statements.yaml", "new_car.price:", "new_car.prize:", "new_car.price"),
        ("statements.yaml", "    scrapped: [报废,", "    scraped: [报废,", "scrapped"),
        ("statements.yaml", "topics: [car]", "topics: [cars]", "car"),
        ("statements.yaml", "needs_facts: [goods.price", "needs_facts: [goods.cost", "goods.cost"),
        ("statements.yaml", "{new_car.energy}", "{new_car.power}", "new_car.power"),
        ("statements.yaml", "usual: [10000, 3000000]", "usual: [3000000, 10000]", "from"),
        ("subjects.yaml", "measures: [parking]", "measures: [parkin]", "parking"),
        ("intents.yaml", "phrases: [谢谢,", "phrases: [(谢谢,", "括号"),
        ("asides.yaml", "names: [", "names: ['a?', ", "什么都不写"),
        ("outside.yaml", "clear:", "clean:", "clear"),
        ("spelling.yaml", 'simplified: "', 'simplified: "旧', "一样长"),
        ("almanac.yaml", "leap: ", "# leap: ", "闰月"),
    ],
)
def test_a_slip_is_reported_in_its_file(copy: Path, file: str, old: str, new: str, said: str) -> None:
    found = problems_after(copy, file, old, new)
    assert found
    assert all(file in problem for problem in found)
    assert said in found[0]


def test_a_file_that_is_no_section_is_reported(copy: Path) -> None:
    (copy / "language" / "statement.yaml").write_text("{}", encoding="utf-8")
    _, problems = check_catalogue(copy)
    assert "statements" in problems[0].en


def test_a_catalogue_needs_no_language_files(copy: Path) -> None:
    shutil.rmtree(copy / "language")
    catalogue, problems = check_catalogue(copy)
    assert catalogue is not None
    assert problems == []
    assert catalogue.speech.spelling == Spelling()


def test_the_month_after_a_leap_month_is_counted_on() -> None:
    starts = [f"2025-{month:02d}-01" for month in range(1, 13)] + ["2026-01-01"]
    year = LunarYear.model_validate({"starts": starts, "leap": 6})
    assert year.month(6).isoformat() == "2025-06-01"
    assert year.month(7).isoformat() == "2025-08-01"
