import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.conftest import ROOT, Run

COMMANDS = ("chat", "assess", "check", "schema", "facts", "measures", "graph", "script")


@pytest.mark.parametrize("command", [(), *((command,) for command in COMMANDS)])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_everything_explains_itself(jinhui: Run, command: tuple[str, ...], option: str) -> None:
    done = jinhui(*command, option)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Usage: jinhui")


def test_help_imports_nothing_heavy() -> None:
    heavy = {"asyncio", "aiosqlite", "jinja2", "policy", "dialogs", "pydantic_settings", "rich", "sqlite3", "yaml"}
    script = "import sys, bot.cli; print(*(name for name in sys.modules if '.' not in name))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    assert heavy.isdisjoint(done.stdout.split())


@pytest.mark.parametrize("arguments", [("chta",), ("graph",), ("graph", "cars"), ("script", "cars")])
def test_wrong_usage_ends_with_two_and_a_word_on_stderr(jinhui: Run, arguments: tuple[str, ...]) -> None:
    done = jinhui(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error" in done.stderr


def test_wrong_settings_end_with_two_and_one_line(jinhui: Run, tmp_path: Path) -> None:
    done = jinhui("chat", JINHUI_CATALOGUE="/nowhere", JINHUI_DATABASE=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "JINHUI_CATALOGUE" in done.stderr and "JINHUI_DATABASE" in done.stderr


@pytest.mark.parametrize("command", [("schema",), ("measures", "--json"), ("chat", "--json")])
def test_a_reader_that_goes_away_ends_it_quietly(environment: dict[str, str], command: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment,
    )
    assert process.stdin and process.stdout and process.stderr
    process.stdout.read(10)
    process.stdout.close()
    _, errors = process.communicate("你好\n".encode() * 50, timeout=60)
    assert errors == b""
