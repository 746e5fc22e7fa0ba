import json
import os
import pty
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.bot.conftest import ROOT, SHIPPED, Run

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


def contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


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


# ---- looking


def test_list_has_the_entries_of_a_topic(jinhui: Run) -> None:
    entries = json.loads(jinhui("faq", "list", "--topic", "car", "--json").stdout)
    assert {entry["topic"] for entry in entries} == {"car"}
    listed = next(entry for entry in entries if entry["id"] == NAME)
    assert [*listed] == ["id", "topic", "audience", "question", "also", "citations", "checked_on"]
    lines = jinhui("faq", "list", "--topic", "car").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [entry["id"] for entry in entries]


def test_show_has_the_file_as_it_stands_both_answers_and_the_citations(jinhui: Run) -> None:
    shown = jinhui("faq", "show", NAME).stdout
    assert (SHIPPED / "faq" / "car" / f"{NAME}.yaml").read_text(encoding="utf-8") in shown
    assert "\n不能，每人只能享受一次" in shown
    assert "\nNo, it is one subsidy a person" in shown
    assert "car-renewal-2026-scrap  2026年汽车报废更新补贴  ndrc-2025-1745" in shown


def test_preview_is_the_message_of_the_conversation(jinhui: Run, tmp_path: Path) -> None:
    question = next(e for e in json.loads(jinhui("faq", "list", "--json").stdout) if e["id"] == NAME)["question"]["zh"]
    preview = jinhui("faq", "preview", NAME, "--on", "2026-04-12").stdout.rstrip()
    assert "依据：" in preview
    chat = jinhui("chat", "--json", "--on", "2026-04-12", "--db", tmp_path / "chat.sqlite3", stdin=f"{question}\n")
    replies = [reply["text"] for line in chat.stdout.splitlines() for reply in json.loads(line)["replies"]]
    assert any(preview in reply for reply in replies)


def test_preview_fills_in_the_figures_of_the_day_and_of_the_language(jinhui: Run, copy: Path, entry: Path) -> None:
    answer = '限额 {{ parameter("nev_relief_cap", on=asked_on) }}。'
    assert jinhui("faq", "edit", NAME, "--answer", answer, "--yes").returncode == 0
    assert jinhui("faq", "preview", NAME, "--on", "2025-06-01").stdout.startswith("限额 30000。")
    assert jinhui("faq", "preview", NAME, "--on", "2026-06-01").stdout.startswith("限额 15000。")
    assert "Source: " in jinhui("faq", "preview", NAME, "--lang", "en").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "car-2026-combin"),
        ("preview", "car-2026-combin"),
        ("edit", "car-2026-combin", "--also", PHRASE),
        ("list", "--topic", "cars"),
        ("add", "cars", "car-students", *CONTENTS),
        ("add", "car", "../car-students", *CONTENTS),
        ("add", "home", NAME, *CONTENTS),
        ("add", "car", "car-students", "--question", " "),
    ],
)
def test_wrong_usage_ends_with_two_and_changes_nothing(jinhui: Run, copy: Path, arguments: tuple[str, ...]) -> None:
    before = contents(copy)
    done = jinhui("faq", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error" in done.stderr and "Traceback" not in done.stderr
    assert contents(copy) == before


# ---- changing single keys


def test_a_phrase_is_added_and_nothing_else_changes(jinhui: Run, entry: Path) -> None:
    before = entry.read_text(encoding="utf-8")
    done = jinhui("faq", "edit", NAME, "--also", PHRASE, "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert entry.read_text(encoding="utf-8") == before.replace("answer: |\n", f"  - {PHRASE}\nanswer: |\n", 1)


def test_comments_order_and_quotes_stay_where_they_are(jinhui: Run, entry: Path) -> None:
    text = """\
# 开头
topic: car
id: car-2026-combine   # 编号
also:
  # 方言
  - '26年一个人能领两次车补吗'   # 常问
  - "2026年换两辆车能补两回吗"  # 也常问

# 回答在下面
answer: |
  只能领一次。
# 依据
citations:
  - {measure: car-renewal-2026-scrap}
question: 2026年两样补贴能不能都领？   # 问题
checked_on: 2026-03-31
# 结尾
"""
    entry.write_text(text, encoding="utf-8")
    done = jinhui(
        "faq", "edit", NAME, "--also", PHRASE, "--also", QUESTION, "--answer", "一次。\n\n  - 细节 \n", "--yes"
    )
    assert (done.returncode, done.stderr) == (0, "")
    expected = text.replace("\n\n# 回答在下面", f"\n  - {PHRASE}\n  - {QUESTION}\n\n# 回答在下面")
    expected = expected.replace("  只能领一次。\n", "  一次。\n\n    - 细节\n")
    assert entry.read_text(encoding="utf-8") == expected


def test_an_entry_is_added_from_its_contents(jinhui: Run, copy: Path) -> None:
    done = jinhui("faq", "add", "car", "car-students", *CONTENTS, "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    added = copy / "faq" / "car" / "car-students.yaml"
    assert added.read_text(encoding="utf-8").startswith(
        f"id: car-students\ntopic: car\nquestion: {QUESTION}\nalso:\n  - {PHRASE}\nanswer: |\n  能。\n\n  最高 {{{{"
    )
    assert "20000元" in jinhui("faq", "preview", "car-students").stdout
    assert [file.name for file in added.parent.iterdir() if file.name.startswith(".")] == []


def test_the_ranking_is_shown_before_and_after(jinhui: Run, entry: Path) -> None:
    shown = jinhui("faq", "edit", NAME, "--also", PHRASE, "--yes").stdout
    was, now = shown.split(f"  {PHRASE}\n")[1].splitlines()[0].split(" → ")
    assert "(#1 " in was and NAME not in was
    assert now == "#1 1.00 ✓"


def test_a_changed_file_keeps_its_permissions(jinhui: Run, entry: Path) -> None:
    entry.chmod(0o640)
    assert jinhui("faq", "edit", NAME, "--also", PHRASE, "--yes").returncode == 0
    assert stat.S_IMODE(entry.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (("--answer", '{{ measure("no-such-measure").amount }}'), "no-such-measure"),
        (("--answer", "最高20000元。"), "20000元"),
        (("--question", "长" * 81), "80"),
    ],
)
def test_what_is_not_valid_is_shown_with_its_place_and_not_written(
    jinhui: Run, copy: Path, given: tuple[str, ...], problem: str
) -> None:
    before = contents(copy)
    done = jinhui("faq", "edit", NAME, *given, "--yes")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"my_policies/faq/car/{NAME}.yaml:" in done.stderr
    assert problem in done.stderr
    assert contents(copy) == before


def test_a_problem_anywhere_in_the_catalogue_keeps_the_change_out(jinhui: Run, copy: Path) -> None:
    (copy / "faq" / "car" / "car-broken.yaml").write_text("id: car-broken\n", encoding="utf-8")
    before = contents(copy)
    done = jinhui("faq", "edit", NAME, "--also", PHRASE, "--yes")
    assert done.returncode == 1
    assert "my_policies/faq/car/car-broken.yaml:1:1" in done.stderr
    assert contents(copy) == before


def test_nothing_is_written_where_nobody_can_confirm_it(jinhui: Run, copy: Path) -> None:
    before = contents(copy)
    done = jinhui("faq", "edit", NAME, "--also", PHRASE, stdin="y\n")
    assert done.returncode == 1
    assert "--yes" in done.stderr
    assert contents(copy) == before


# ---- with an editor


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


# ---- at a terminal


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
