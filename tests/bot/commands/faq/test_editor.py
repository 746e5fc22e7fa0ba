import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.bot.commands.faq.conftest import NAME, PHRASE, QUESTION, contents
from tests.bot.conftest import ROOT, Run


def editor(tmp_path: Path, *programs: str) -> dict[str, str]:
    """An editor that does to ``text`` what a program says: the first one when it is opened first, and so on."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, pathlib\n"
        f"programs = {programs!r}\n"
        "opened = pathlib.Path(__file__).with_suffix('.opened')\n"
        "count = len(opened.read_text()) if opened.exists() else 0\n"
        "opened.write_text('x' * (count + 1))\n"
        "file = pathlib.Path(sys.argv[-1])\n"
        "names = {'text': file.read_text(encoding='utf-8')}\n"
        "exec(programs[count], names)\n"
        "file.write_text(names['text'], encoding='utf-8')\n",
        encoding="utf-8",
    )
    return {"EDITOR": f"'{sys.executable}' '{script}'"}


class Ended(NamedTuple):
    code: int
    shown: str


def at_a_terminal(environment: dict[str, str], keys: str, *arguments: str) -> Ended:
    """Run a command with a terminal on which somebody types these keys."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", *arguments],
        stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, env={**environment, "TERM": "xterm"},
        start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    os.write(master, keys.encode())
    shown = b""
    try:
        while part := os.read(master, 65536):
            shown += part
    except OSError:  # how Linux says that nobody holds the other end any more
        pass
    os.close(master)
    return Ended(process.wait(60), shown.decode())


@pytest.mark.parametrize("variables", [{}, {"EDITOR": " "}, {"EDITOR": "/nowhere/editor"}, {"EDITOR": "'"}])
def test_without_an_editor_it_ends_with_two(jinhui: Run, copy: Path, variables: dict[str, str]) -> None:
    done = jinhui("faq", "edit", NAME, **variables)
    assert (done.returncode, done.stdout) == (2, "")
    assert "EDITOR" in done.stderr and done.stderr.count("\n") == 1


def test_an_entry_is_changed_in_the_editor_exactly_as_typed(jinhui: Run, entry: Path, tmp_path: Path) -> None:
    before = entry.read_text(encoding="utf-8")
    done = jinhui(
        "faq", "edit", NAME, "--yes", **editor(tmp_path, "text = '# 改过\\n' + text.replace('选一项', '选一样')")
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert entry.read_text(encoding="utf-8") == "# 改过\n" + before.replace("选一项", "选一样")


def test_visual_comes_before_editor(jinhui: Run, entry: Path, tmp_path: Path) -> None:
    visual = editor(tmp_path, "text = '# 改过\\n' + text")["EDITOR"]
    assert jinhui("faq", "edit", NAME, "--yes", VISUAL=visual, EDITOR="false").returncode == 0
    assert entry.read_text(encoding="utf-8").startswith("# 改过\n")


def test_an_entry_is_added_from_the_template_without_its_explanations(jinhui: Run, copy: Path, tmp_path: Path) -> None:
    fill_in = f"""
assert all(f"\\n{{key}}:" in text for key in ("id", "topic", "question", "also", "answer", "citations", "checked_on"))
text = text.replace("question:\\n", "question: {QUESTION}\\n").replace("  -\\n", "  - {PHRASE}  # 原话\\n")
text = text.replace("\\nanswer: |\\n", "\\nanswer: |\\n  能。\\n\\n  看公告。\\n")
text = text.replace("measure: ", "measure: car-renewal-2026-scrap")
text = text.replace("#: start:", "start:").replace("scrapped", "none")
"""
    done = jinhui("faq", "add", "car", "car-students", "--yes", **editor(tmp_path, fill_in))
    assert (done.returncode, done.stderr) == (0, "")
    added = (copy / "faq" / "car" / "car-students.yaml").read_text(encoding="utf-8")
    assert "#:" not in added
    assert f"question: {QUESTION}\nalso:\n  - {PHRASE}  # 原话\nanswer: |\n  能。\n\n  看公告。\n" in added
    assert "\nstart: {topic: car, facts: {old_car.disposal: none}}\n" in added
    assert jinhui("check", copy).returncode == 0


@pytest.mark.parametrize("program", ["pass", "raise SystemExit(3)", "text = text + 'answr: x\\n'", "text = '['"])
def test_an_editor_that_leaves_nothing_usable_leaves_the_catalogue_as_it_was(
    jinhui: Run, copy: Path, tmp_path: Path, program: str
) -> None:
    before = contents(copy)
    assert jinhui("faq", "add", "car", "car-students", "--yes", **editor(tmp_path, program)).returncode == 1
    assert contents(copy) == before


def test_an_edit_that_changes_nothing_ends_well(jinhui: Run, copy: Path) -> None:
    before = contents(copy)
    assert jinhui("faq", "edit", NAME, EDITOR="true").returncode == 0
    assert contents(copy) == before


def test_a_broken_entry_can_be_mended(jinhui: Run, entry: Path, tmp_path: Path) -> None:
    before = entry.read_text(encoding="utf-8")
    entry.write_text(before.replace("answer:", "answr:", 1), encoding="utf-8")
    done = jinhui("faq", "edit", NAME, "--yes", **editor(tmp_path, "text = text.replace('answr:', 'answer:')"))
    assert done.returncode == 0
    assert entry.read_text(encoding="utf-8") == before


def test_what_somebody_else_wrote_meanwhile_is_kept_and_so_is_the_draft(
    jinhui: Run, entry: Path, tmp_path: Path
) -> None:
    meanwhile = (
        f"text += '# 我的\\n'; pathlib = __import__('pathlib'); pathlib.Path({str(entry)!r}).write_text('# 别人的')"
    )
    done = jinhui("faq", "edit", NAME, "--yes", **editor(tmp_path, meanwhile), TMPDIR=str(tmp_path))
    assert done.returncode == 1
    assert entry.read_text(encoding="utf-8") == "# 别人的"
    (draft,) = tmp_path.glob(f"{NAME}-*.yaml")
    assert str(draft) in done.stderr
    assert draft.read_text(encoding="utf-8").endswith("# 我的\n")


def test_a_slip_can_be_mended_and_the_result_confirmed(
    environment: dict[str, str], entry: Path, tmp_path: Path
) -> None:
    slip = editor(
        tmp_path,
        "text = text.replace('answer:', 'answr:', 1)",
        "text = text.replace('answr:', 'answer:') + '# 好了\\n'",
    )
    ended = at_a_terminal({**environment, **slip}, "what\ne\ny\n", "faq", "edit", NAME)
    assert ended.code == 0
    assert "answr" in ended.shown and "→" in ended.shown
    assert entry.read_text(encoding="utf-8").endswith("# 好了\n")


@pytest.mark.parametrize("program", ["text = text.replace('answer:', 'answr:', 1)", "text += '# 好了\\n'"])
def test_a_change_can_be_discarded(environment: dict[str, str], copy: Path, tmp_path: Path, program: str) -> None:
    before = contents(copy)
    ended = at_a_terminal({**environment, **editor(tmp_path, program)}, "d\n", "faq", "edit", NAME)
    assert ended.code == 1
    assert "Traceback" not in ended.shown
    assert contents(copy) == before
