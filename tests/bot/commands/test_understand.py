from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.bot.conftest import ROOT, Run

SENTENCE = "去年十月把旧车报废了，又在太原买了台二十万的电车，能补多少"


def test_a_message_is_understood_as_data(jinhui: Run) -> None:
    found = json.loads(jinhui("understand", SENTENCE, "--on", "2024-03-01", "--json").stdout)
    assert (found["intent"], found["topic"]) == ("both", "car")
    assert found["facts"] == {
        "old_car.disposal": "scrapped",
        "old_car.disposal_date": {"from": "2023-10-01", "to": "2023-10-31"},
        "new_car.invoice_place": "shanxi",
        "new_car.energy": "battery",
        "new_car.price": 200000,
        "person.city": "taiyuan",
    }
    assert found["measures"][0]["id"] == "scrap-and-renew-2023"
    assert found["measures"][0]["article"] == 1
    assert found["faq"]
    assert 0 < found["confidence"] <= 1


def test_facts_are_spelled_as_assess_reads_them(jinhui: Run) -> None:
    understood = json.loads(jinhui("understand", SENTENCE, "--on", "2024-03-01", "--json").stdout)
    assessed = jinhui("assess", "-", "--on", "2024-03-01", "--json", stdin=json.dumps({"facts": understood["facts"]}))
    assert assessed.returncode == 0


def test_a_batch_gives_a_result_a_line_and_names_the_refused_ones(jinhui: Run) -> None:
    lines = [
        {"text": "油车有没有购置税减免", "asked_on": "2024-03-10"},
        {"text": "二十多万", "topic": "car", "asking": "new_car.price"},
        {"text": "仨", "asking": "person.childen"},
        {"text": "住房", "topic": "hoem"},
        {"words": "?"},
        {"text": "89平半", "asked_on": "2024-13-01"},
    ]
    done = jinhui("understand", "--batch", "-", stdin="\n".join([*map(json.dumps, lines), "not json"]))
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert found[0]["facts"] == {"new_car.energy": ["petrol", "diesel"]}
    assert found[1]["facts"] == {"new_car.price": {"from": 200000, "to": 299999.99}}
    assert [one.get("line") for one in found] == [None, None, 3, 4, 5, 6, 7]
    assert "person.children" in found[2]["error"]
    assert "home" in found[3]["error"]


def test_what_only_routes_an_interview_is_no_fact(jinhui: Run) -> None:
    done = jinhui("understand", "租房", "--asking", "home.plan", "--topic", "home", "--json")
    assert "home.plan" not in json.loads(done.stdout)["facts"]


def test_for_people_it_is_a_page(jinhui: Run) -> None:
    page = jinhui("understand", "20万能补多少", "--on", "2026-04-12").stdout
    assert "新车价格（含税）：200000元（拿不准，会再问）" in page


def test_either_a_text_or_a_batch_is_needed(jinhui: Run) -> None:
    assert jinhui("understand").returncode == 2
    assert jinhui("understand", "x", "--batch", "-").returncode == 2
    assert jinhui("understand", "x", "--topic", "cars").returncode == 2
    assert jinhui("understand", "x", "--asking", "new_car.prize").returncode == 1


def test_what_was_kept_is_understood_with_neither_yaml_nor_event_loop(environment: dict[str, str], jinhui: Run) -> None:
    database = {"JINHUI_DATABASE": str(Path(environment["XDG_DATA_HOME"]) / "jinhui.sqlite3")}
    jinhui("db", "migrate", **database)
    jinhui("understand", SENTENCE, **database)
    script = "import sys; from bot.cli import app; app(sys.argv[1:], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script, "understand", SENTENCE],
        cwd=ROOT, env={**environment, **database}, capture_output=True, encoding="utf-8", timeout=60, check=True,
    )  # fmt: skip
    imported = done.stdout.splitlines()[-1].split()
    heavy = {"aiosql", "asyncio", "jinja2", "policy.program", "pydantic_settings", "rapidfuzz", "rich", "yaml"}
    assert "sqlite3" in imported
    assert heavy.isdisjoint(imported)
