from __future__ import annotations

import json
from pathlib import Path

from tests.bot.conftest import Run


def test_unanswered_questions_are_counted_masked_and_listed(jinhui: Run, tmp_path: Path) -> None:
    database = tmp_path / "jinhui.sqlite3"
    said = "取暖费多会儿交\n取暖费多会儿交\n晋A12345的车险理赔打13800138000问谁\n"
    assert jinhui("chat", "--db", database, "--on", "2026-04-12", stdin=said).returncode == 0
    found = json.loads(jinhui("unanswered", "--json", "--db", database).stdout)
    assert [(one["question"], one["topic"], one["count"]) for one in found] == [
        ("取暖费多会儿交", "other", 2),
        ("***的车险理赔打***问谁", "other", 1),
    ]
    assert found[0]["last_seen"].endswith("+08:00")
    assert "取暖费多会儿交" in jinhui("unanswered", "--db", database).stdout


def test_a_question_is_counted_together_in_whatever_spelling_it_was_asked(jinhui: Run, tmp_path: Path) -> None:
    database = tmp_path / "jinhui.sqlite3"
    said = "天气怎么样\n天气怎么样？\n天气 怎么样！\n"
    assert jinhui("chat", "--db", database, "--on", "2026-04-12", stdin=said).returncode == 0
    [found] = json.loads(jinhui("unanswered", "--json", "--db", database).stdout)
    assert found["count"] == 3


def test_without_any_it_says_so(jinhui: Run, tmp_path: Path) -> None:
    done = jinhui("unanswered", "--db", tmp_path / "jinhui.sqlite3")
    assert done.returncode == 0
    assert "None" in done.stdout
