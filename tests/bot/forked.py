"""`jinhui` in a process of its own for each command, forked from one that has imported the whole program.

To import it takes longer than most commands do. Whatever else a command is given, does and leaves behind is as ever;
tests/bot/test_cli.py starts each of them in a new interpreter.
"""

from __future__ import annotations

import gc
import json
import os
import pkgutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

import bot
import dialogs
import policy
from bot.cli import main

ROOT = Path(__file__).parents[2]
SECONDS = 60
SERVING = ("bot.channels.telegram", "bot.web")
"""What is only imported by processes that serve, which tests/bot/process.py starts."""
STREAMS = ("stdin", "stdout", "stderr")


class Order(TypedDict):
    """A command: what follows `jinhui`, its environment, and the folder that holds a file for each stream."""

    arguments: Sequence[str]
    environment: Mapping[str, str]
    streams: str


class Forking:
    """The process that forks. One command after another; end it with ``stop``."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.bot.forked"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, encoding="utf-8"
        )

    def run(
        self, arguments: Sequence[str], environment: Mapping[str, str], stdin: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end. One that does not end is killed, which its exit code says."""
        assert self._process.stdin is not None and self._process.stdout is not None
        with TemporaryDirectory() as folder:
            given, shown, complained = (Path(folder) / name for name in STREAMS)
            given.write_text(stdin, encoding="utf-8")
            order: Order = {"arguments": arguments, "environment": environment, "streams": folder}
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            code = int(self._process.stdout.readline())
            return subprocess.CompletedProcess(
                arguments, code, shown.read_text(encoding="utf-8"), complained.read_text(encoding="utf-8")
            )

    def stop(self) -> None:
        self._process.communicate()


def fork_for_each_order() -> None:
    """In the process that forks: report the exit code of each command."""
    for package in (bot, dialogs, policy):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.startswith(SERVING):
                import_module(found.name)
    gc.freeze()  # or each command would go through all of it once more, when it ends
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            become(json.loads(line))
            main()
            return
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def become(order: Order) -> None:
    """In the forked process: have nothing left of the one that forked but what it imported."""
    signal.alarm(SECONDS)
    os.environ.clear()
    os.environ.update(order["environment"])
    sys.argv = ["jinhui", *order["arguments"]]
    for number, name in enumerate(STREAMS):
        mode = os.O_WRONLY | os.O_CREAT if number else os.O_RDONLY
        opened = os.open(Path(order["streams"], name), mode)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w", buffering=1)  # noqa: SIM115 - as Python does


if __name__ == "__main__":
    fork_for_each_order()
