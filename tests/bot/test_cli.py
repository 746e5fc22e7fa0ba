import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.conftest import ROOT, Run

COMMANDS = ("chat", "assess", "check", "schema", "facts", "measures", "graph", "script")
LINES = [
    "chat", "assess -", "understand 你好", "unanswered", "settings", "check", "schema", "facts", "measures",
    "graph car", "script car", "faq list", "user list", "db migrate", "catalogue diff",
]  # fmt: skip


@pytest.mark.parametrize("command", [(), *((command,) for command in COMMANDS)])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_everything_explains_itself(jinhui: Run, command: tuple[str, ...], option: str) -> None:
    done = jinhui(*command, option)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Usage: jinhui")


@pytest.mark.parametrize("line", LINES)
def test_each_command_finds_all_that_it_needs_in_a_new_interpreter(jinhui_anew: Run, line: str) -> None:
    done = jinhui_anew(*line.split(), stdin='{"facts": {}}\n')
    assert (done.returncode, done.stderr) == (0, "")


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


@pytest.mark.parametrize("command", [("facts",), ("measures", "--json"), ("chat", "--json")])
def test_what_cannot_be_written_ends_with_one_and_one_line(
    environment: dict[str, str], command: tuple[str, ...]
) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", *command],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=environment,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("jinhui: ") and done.stderr.count("\n") == 1


def test_without_standard_streams_there_is_nothing_to_read_and_nothing_is_shown(environment: dict[str, str]) -> None:
    command = '"$0" -m bot.cli facts >&- 2>&- <&- && "$0" -m bot.cli chat --json <&-'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable],
        capture_output=True,
        cwd=ROOT,
        env=environment,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("command", ["serve", "poll"])
def test_a_service_that_is_stopped_while_it_starts_ends_with_zero(
    environment: dict[str, str], command: str, number: signal.Signals
) -> None:
    stopping = f"""
import os, sys
from bot.cli import app

class Stopped:
    def find_spec(self, name, path=None, target=None):
        if name == "bot.commands.{command}":
            os.kill(os.getpid(), {number})

sys.meta_path.insert(0, Stopped())
app(["{command}"])
"""
    done = subprocess.run(
        [sys.executable, "-c", stopping], cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
