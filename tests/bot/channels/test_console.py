import json
import os
import pty
import re
import select
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.bot.conftest import ROOT, Run

ON = ("--on", "2026-04-12")


def turns(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def choose(value: str) -> str:
    return json.dumps({"choose": value}) + "\n"


# ---- for programs


def test_the_first_object_comes_before_any_input(jinhui: Run) -> None:
    (first,) = turns(jinhui("chat", "--json", *ON))
    assert [*first] == ["replies", "state", "asking", "turn", "bounds"]
    assert (first["state"], first["asking"], first["turn"]) == ("topic", None, 1)
    assert first["bounds"] == {"low": "0.00", "high": None}
    values = [choice["value"] for choice in first["replies"][-1]["choices"]]
    assert values[:4] == [":topic:car", ":topic:home", ":topic:shopping", ":topic:business"]


def test_each_line_is_a_turn_whether_it_is_typed_or_pressed(jinhui: Run) -> None:
    first, typed, pressed = turns(jinhui("chat", "--json", "--topic", "car", *ON, stdin="新车\n" + choose("2025-10")))
    assert first["asking"] == "new_car.condition"
    assert [*first["replies"][-1]["choices"][0]] == ["label", "value"]
    assert typed["asking"] != "new_car.condition"
    assert [first["turn"], typed["turn"], pressed["turn"]] == [1, 2, 3]
    assert {*pressed["bounds"]} == {"low", "high"}


@pytest.mark.parametrize("line", ["{bad", '{"choose": 3}', '{"choose": "new", "and": 1}', '{"press": "new"}', "{}"])
def test_a_line_that_is_almost_json_is_refused_and_changes_nothing(jinhui: Run, line: str) -> None:
    first, refused, after = turns(jinhui("chat", "--json", "--topic", "car", *ON, stdin=f"{line}\n你好\n"))
    assert "choose" in refused["replies"][-1]["text"]
    assert refused["replies"][-1]["choices"] == first["replies"][-1]["choices"]
    assert (refused["turn"], refused["asking"]) == (first["turn"], first["asking"])
    assert after["turn"] == 2


def test_odd_input_is_answered(jinhui: Run) -> None:
    odd = ["", "\x00\x07", "1" * 100_000, "\u202e反着", json.dumps({"choose": "\ud800"}), "😀" * 300]
    assert len(turns(jinhui("chat", "--json", *ON, stdin="\n".join(odd) + "\n"))) == 1 + len(odd)


def test_bytes_that_are_not_utf8_are_answered(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "chat", "--json"],
        input=b"\xff\xfe\n",
        capture_output=True,
        cwd=ROOT,
        env=environment,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", 2)


# ---- sessions


def test_a_conversation_goes_on_where_it_stopped(jinhui: Run) -> None:
    turns(jinhui("chat", "--json", "--topic", "car", *ON, stdin=choose("new")))
    (resumed,) = turns(jinhui("chat", "--json", *ON))
    assert resumed["turn"] == 3
    assert resumed["state"] == "asking"
    assert resumed["asking"] != "new_car.condition"


def test_conversations_of_other_names_and_files_are_apart(jinhui: Run, tmp_path: Path) -> None:
    turns(jinhui("chat", "--json", "--topic", "car", *ON, stdin=choose("new")))
    assert turns(jinhui("chat", "--json", "--session", "another"))[0]["turn"] == 1
    assert turns(jinhui("chat", "--json", "--db", tmp_path / "other.sqlite3"))[0]["turn"] == 1


def test_a_language_is_kept_until_another_is_chosen(jinhui: Run) -> None:
    english = turns(jinhui("chat", "--json", "--lang", "en"))[0]["replies"][0]["text"]
    assert english.isascii() or "Chinese" in english
    again = turns(jinhui("chat", "--json"))[0]["replies"][-1]["text"]
    chinese = turns(jinhui("chat", "--json", "--lang", "zh"))[0]["replies"][-1]["text"]
    assert not re.search("[一-鿿]", again)
    assert re.search("[一-鿿]", chinese)


def test_forgetting_erases_the_conversation_from_the_file(jinhui: Run, tmp_path: Path) -> None:
    database = tmp_path / "talk.sqlite3"
    arguments = ("chat", "--json", "--db", database, "--topic", "car", "--lang", "en", *ON)
    *_, ended, anew = turns(
        jinhui(*arguments, stdin=choose("new") + choose(":forget") + choose(":forget:yes") + "hi\n")
    )
    assert ended["state"] == "ended"
    assert (anew["turn"], anew["state"]) == (5, "topic")
    assert not re.search("[一-鿿]", anew["replies"][-1]["text"]), "it goes on in the language that was spoken"
    assert b'"new_car.condition"' not in database.read_bytes()


def test_several_processes_lose_no_turn_of_one_conversation(jinhui: Run, environment: dict[str, str]) -> None:
    lines, processes = 15, 4
    command = [sys.executable, "-m", "bot.cli", "chat", "--json"]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment)
        for _ in range(processes)
    ]
    for process in running:
        assert process.stdin is not None
        process.stdin.write("你好\n".encode() * lines)
        process.stdin.close()
    found = []
    for process in running:
        assert process.stdout is not None
        found += [json.loads(line)["turn"] for line in process.stdout.read().splitlines()]
        assert process.wait(60) == 0
        process.stdout.close()
    assert sorted(found) == list(range(1, processes * (lines + 1) + 1))


def test_what_was_acknowledged_survives_a_sudden_end(environment: dict[str, str], tmp_path: Path) -> None:
    database = tmp_path / "talk.sqlite3"
    command = [sys.executable, "-m", "bot.cli", "chat", "--json", "--db", str(database)]
    acknowledged = 0
    for lines in (0, 1, 4):
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment)
        assert process.stdin and process.stdout
        replied = json.loads(process.stdout.readline())["turn"]
        assert replied == acknowledged + 1
        for _ in range(lines):
            process.stdin.write("你好\n".encode())
            process.stdin.flush()
            replied = json.loads(process.stdout.readline())["turn"]
        process.send_signal(signal.SIGKILL)
        process.communicate()
        acknowledged = replied
    assert acknowledged == 8


def test_a_file_that_is_no_database_is_named_and_left_alone(jinhui: Run, tmp_path: Path) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_text("not a database " * 500)
    done = jinhui("chat", "--db", diary)
    assert (done.returncode, done.stdout) == (1, "")
    assert str(diary) in done.stderr and "Traceback" not in done.stderr
    assert diary.read_text() == "not a database " * 500


def test_a_database_of_a_newer_version_is_named_and_left_alone(jinhui: Run, tmp_path: Path) -> None:
    database = tmp_path / "talk.sqlite3"
    turns(jinhui("chat", "--json", "--db", database))
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = database.read_bytes()
    done = jinhui("chat", "--db", database)
    assert (done.returncode, done.stdout) == (1, "")
    assert "999" in done.stderr
    assert database.read_bytes() == before


# ---- for people


def test_through_a_pipe_it_is_plain_text_with_numbers_to_type(jinhui_anew: Run) -> None:
    done = jinhui_anew("chat", "--topic", "car", *ON, stdin="1\n\n为什么\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "  1 新车\n" in done.stdout
    assert "  0 不清楚\n" in done.stdout
    assert "**" not in done.stdout and "\x1b" not in done.stdout


def test_where_a_number_is_the_answer_no_choice_has_a_number(jinhui: Run) -> None:
    done = jinhui("chat", "--topic", "business", *ON, stdin="网络促销\n")
    *_, question = done.stdout.rstrip().split("\n\n")
    assert question and all(line.startswith("  · ") for line in question.splitlines())


def test_on_a_terminal_a_number_answers_the_question_and_leaving_is_quiet(environment: dict[str, str]) -> None:
    terminal = Terminal(environment, "chat", "--topic", "car", *ON)
    assert "╭" in terminal.until("› ")
    terminal.type("1\n")
    assert "买新车" in terminal.until("› ")
    assert terminal.left_with("\x03") == 0
    assert b"Traceback" not in terminal.seen


@pytest.mark.parametrize("word", ["exit", "Quit", "退出"])
def test_on_a_terminal_whoever_says_so_leaves(environment: dict[str, str], word: str) -> None:
    terminal = Terminal(environment, "chat", "--topic", "car", *ON)
    terminal.until("› ")
    assert terminal.left_with(word + "\n") == 0


def test_on_a_terminal_a_choice_can_be_selected_with_the_arrow_keys(environment: dict[str, str]) -> None:
    terminal = Terminal(environment, "chat", "--topic", "car", *ON)
    assert "↓ ↑" in terminal.until("› ")
    down, up = "\x1b[B", "\x1b[A"
    terminal.type(down + down + down + up)
    terminal.until("二手车")
    terminal.type("\n")
    assert "买二手车" in terminal.until("› ")
    assert terminal.left_with("\x04") == 0


TAKE_THE_TERMINAL = """
import fcntl, runpy, signal, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in what a shell runs in the background, and so here
runpy.run_module("bot.cli", run_name="__main__")
"""


class Terminal:
    """A process whose input and output are a terminal."""

    def __init__(self, environment: dict[str, str], *arguments: str) -> None:
        self.master, slave = pty.openpty()
        self.seen = b""
        self.process = subprocess.Popen(
            [sys.executable, "-c", TAKE_THE_TERMINAL, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env={**environment, "TERM": "xterm", "COLUMNS": "100"},
            start_new_session=True,
        )
        os.close(slave)

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def until(self, end: str) -> str:
        """What is shown from now on up to a prompt."""
        shown = b""
        while not shown.endswith(end.encode()):
            shown += self._more()
        return shown.decode()

    def left_with(self, key: str) -> int:
        """The exit code after a key that leaves. A key that comes just before readline listens is lost: press again."""
        deadline = time.monotonic() + 20
        while self.process.poll() is None and time.monotonic() < deadline:
            self.type(key)
            while select.select([self.master], [], [], 1)[0] and self._more():
                pass
        code = self.process.wait(1)
        os.close(self.master)
        return code

    def _more(self) -> bytes:
        ready, _, _ = select.select([self.master], [], [], 20)
        assert ready, f"nothing more is shown after: {self.seen!r}"
        try:
            shown = os.read(self.master, 65536)
        except OSError:  # the other end is closed
            shown = b""
        self.seen += shown
        return shown
