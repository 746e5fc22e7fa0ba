import json
from pathlib import Path

import pytest

from tests.bot.commands.faq.conftest import CONTENTS, NAME, PHRASE, contents
from tests.bot.conftest import SHIPPED, Run


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
