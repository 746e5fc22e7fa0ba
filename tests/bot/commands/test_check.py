import shutil
from pathlib import Path

import pytest

from tests.bot.conftest import SHIPPED, Run

MEASURE = "measures/car/scrap-and-renew-2023.yaml"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "my_policies"))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_catalogue_is_fit_to_be_served(jinhui: Run) -> None:
    done = jinhui("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.rstrip().endswith(": ok")


def test_a_slip_is_shown_with_its_place_and_the_nearest_name(jinhui: Run, copy: Path) -> None:
    edit(copy / MEASURE, "old_car.disposal,", "old_car.disposel,")
    done = jinhui("check", copy)
    assert done.returncode == 1
    assert f"my_policies/{MEASURE}:" in done.stderr
    assert "old_car.disposal." in done.stderr


def test_an_example_that_an_edit_breaks_is_shown(jinhui: Run, copy: Path) -> None:
    edit(copy / MEASURE, "to: 2023-12-31", "to: 2023-12-30")
    done = jinhui("check", copy)
    assert done.returncode == 1
    assert f"my_policies/{MEASURE}:" in done.stderr


def test_an_answer_about_a_measure_that_is_not_there_is_shown(jinhui: Run, copy: Path) -> None:
    faq = next((copy / "faq").glob("*/*.yaml"))
    edit(faq, "answer: |\n", 'answer: |\n  {{ measure("no-such-measure").amount }}\n')
    done = jinhui("check", copy)
    assert done.returncode == 1
    assert f"my_policies/faq/{faq.parent.name}/{faq.name}:" in done.stderr
    assert "no-such-measure" in done.stderr


def test_a_folder_without_a_catalogue_fails(jinhui: Run, tmp_path: Path) -> None:
    done = jinhui("check", tmp_path)
    assert done.returncode == 1
    assert "documents.yaml" in done.stderr


def test_no_other_command_serves_a_broken_catalogue(jinhui: Run, copy: Path) -> None:
    edit(copy / MEASURE, "old_car.disposal,", "old_car.disposel,")
    done = jinhui("chat", JINHUI_CATALOGUE=str(copy))
    assert (done.returncode, done.stdout) == (1, "")
    assert f"my_policies/{MEASURE}:" in done.stderr
