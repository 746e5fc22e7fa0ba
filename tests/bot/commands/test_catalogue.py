import shutil
from pathlib import Path

import pytest

from bot.editing.drafts import open_file
from bot.editing.workplace import Workplace
from tests.bot.conftest import SHIPPED, Run
from tests.bot.editing.conftest import ENTRY, SCRAP, draft, published

OLD, NEW = "选一项", "选一样"


@pytest.fixture
def workplace(tmp_path: Path, environment: dict[str, str]) -> Workplace:
    """The shipped files and the database that every command here uses."""
    database = tmp_path / "jinhui.sqlite3"
    environment["JINHUI_DATABASE"] = str(database)
    return Workplace(SHIPPED, database)


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_export_writes_what_is_served_byte_for_byte(jinhui: Run, workplace: Workplace, tmp_path: Path) -> None:
    text = open_file(workplace, ENTRY).text or b""
    edited = b"# \xe6\x94\xb9\r\n" + text.replace(OLD.encode(), NEW.encode())
    published(workplace, ENTRY, text=edited.decode())
    out = tmp_path / "out" / "policy_data"
    done = jinhui("catalogue", "export", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(out) == {**workplace.shipped().files, ENTRY: edited}
    assert jinhui("check", out).returncode == 0
    assert jinhui("catalogue", "diff", out).returncode == 0


def test_export_into_a_catalogue_changes_only_what_differs(jinhui: Run, workplace: Workplace, tmp_path: Path) -> None:
    published(workplace, ENTRY, OLD, NEW)
    out = Path(shutil.copytree(SHIPPED, tmp_path / "policy_data"))
    (out / "README").write_text("mine", encoding="utf-8")
    (out / "faq/car/gone.yaml").write_text("id: gone", encoding="utf-8")
    done = jinhui("catalogue", "export", out)
    assert "1 file(s) written, 1 removed" in done.stdout
    assert contents(out) == {**workplace.served().source.files, "README": b"mine"}


@pytest.mark.parametrize("folder", ["full", "file"])
def test_export_touches_nothing_that_is_no_catalogue(
    folder: str, jinhui: Run, workplace: Workplace, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    done = jinhui("catalogue", "export", tmp_path / folder)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert contents(tmp_path / "full") == {"thesis.txt": b"mine"}


def test_diff_shows_what_is_published_over_the_shipped_files(jinhui: Run, workplace: Workplace) -> None:
    assert (jinhui("catalogue", "diff").returncode, jinhui("catalogue", "diff").stdout) == (0, "")
    published(workplace, ENTRY, OLD, NEW)
    shown = jinhui("catalogue", "diff")
    assert shown.returncode == 1
    assert f"--- policy_data/{ENTRY}\n+++ served/{ENTRY}\n" in shown.stdout
    line = "  不能，每人只能享受一次，报废更新和置换更新"
    assert f"\n-{line}{OLD}。\n+{line}{NEW}。\n" in shown.stdout


def test_diff_says_what_is_in_conflict(jinhui: Run, own: Workplace) -> None:
    published(own, ENTRY, OLD, NEW)
    file = own.folder / ENTRY
    file.write_text(file.read_text(encoding="utf-8").replace(OLD, "选一个"), encoding="utf-8")
    shown = jinhui("catalogue", "diff")
    assert f"{ENTRY}：自带的文件在第 1 版发布以后变了" in shown.stderr


@pytest.fixture
def own(tmp_path: Path, environment: dict[str, str]) -> Workplace:
    """Files of one's own with a database, which every command here uses."""
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "policy_data"))
    environment["JINHUI_CATALOGUE"] = str(folder)
    environment["JINHUI_DATABASE"] = str(tmp_path / "jinhui.sqlite3")
    return Workplace(folder, tmp_path / "jinhui.sqlite3")


def test_import_makes_a_draft_of_everything_that_differs_and_publishes_nothing(
    jinhui: Run, workplace: Workplace, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "policy_data"))
    file = folder / ENTRY
    file.write_text(file.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    (folder / "faq/car/car-65-validity.yaml").unlink()
    done = jinhui("catalogue", "import", folder, "--by", "li", "--reason", "新公告")
    assert (done.returncode, done.stderr) == (0, "")
    drafts = workplace.revisions.in_hand()
    assert {path: found.text for path, found in drafts.items()} == {
        "faq/car/car-65-validity.yaml": None,
        ENTRY: file.read_bytes(),
    }
    assert {(found.author, found.reason, found.state) for found in drafts.values()} == {("li", "新公告", "draft")}
    assert workplace.served().source == workplace.shipped()
    again = jinhui("catalogue", "import", folder, "--by", "li")
    assert (again.returncode, again.stdout) == (0, "")


def test_import_leaves_alone_what_somebody_else_has_in_hand(jinhui: Run, workplace: Workplace, tmp_path: Path) -> None:
    mine = draft(workplace, ENTRY, OLD, "选一种", author="wang")
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "policy_data"))
    file = folder / ENTRY
    file.write_text(file.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    done = jinhui("catalogue", "import", folder, "--by", "li")
    assert done.returncode == 1
    assert "wang" in done.stderr
    assert workplace.revisions.in_hand() == {ENTRY: mine}


def test_import_names_the_mistakes_in_a_draft(jinhui: Run, workplace: Workplace, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "policy_data"))
    (folder / ENTRY).write_text("id: [", encoding="utf-8")
    done = jinhui("catalogue", "import", folder, "--by", "li")
    assert f"policy_data/{ENTRY}:" in done.stderr and "not valid YAML" in done.stderr


def test_import_of_a_folder_without_a_catalogue_is_refused(jinhui: Run, workplace: Workplace, tmp_path: Path) -> None:
    done = jinhui("catalogue", "import", tmp_path)
    assert done.returncode == 1
    assert "documents.yaml is not found" in done.stderr
    assert workplace.revisions.in_hand() == {}


def test_every_command_serves_what_is_published_unless_a_folder_is_given(jinhui: Run, workplace: Workplace) -> None:
    published(workplace, ENTRY, OLD, NEW)
    assert NEW in jinhui("faq", "preview", "car-2026-combine").stdout
    assert NEW in jinhui("faq", "show", "car-2026-combine").stdout
    measures = jinhui("measures", "--json").stdout
    published(workplace, SCRAP, "2026年汽车报废更新补贴", "2026年报废换新补贴")
    assert "2026年报废换新补贴" in jinhui("measures", "--json").stdout
    assert "2026年报废换新补贴" not in measures
    assert jinhui("check").returncode == 0
    assert jinhui("check", SHIPPED).returncode == 0


def test_a_file_under_a_published_edit_is_not_edited_behind_its_back(jinhui: Run, own: Workplace) -> None:
    published(own, ENTRY, OLD, NEW)
    before = contents(own.folder)
    done = jinhui("faq", "edit", "car-2026-combine", "--also", "俺能领两样不", "--yes")
    assert done.returncode == 1
    assert "revision 1 is published over" in done.stderr and "jinhui catalogue export" in done.stderr
    assert contents(own.folder) == before
    assert jinhui("faq", "edit", "car-2026-where", "--also", "俺去哪领", "--yes").returncode == 0
