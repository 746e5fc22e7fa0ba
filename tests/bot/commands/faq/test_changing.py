import stat
from pathlib import Path

import pytest

from tests.bot.commands.faq.conftest import CONTENTS, NAME, PHRASE, QUESTION, contents
from tests.bot.conftest import Run


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
