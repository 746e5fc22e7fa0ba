"""How long whole processes take: the help, the first question of a conversation, one message understood."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.report import Row
from policy.catalogue import Catalogue

RUNS = 9
_MEASURING = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
MESSAGE = "去年十月把旧车报废了，又在太原买了台二十万的电车，能补多少"


def rows(catalogue: Catalogue) -> Iterator[Row]:
    yield Row(f"jinhui --help, median of {RUNS} runs", _median(["--help"], whole=True), "s", 0.25)
    with TemporaryDirectory() as folder:
        chat = ["chat", "--topic", "car", "--json", "--db", str(Path(folder) / "sessions.db")]
        yield Row(f"first prompt of jinhui chat, median of {RUNS} runs", _median(chat, whole=False), "s", 0.6)
    with TemporaryDirectory() as folder:
        environment = {**os.environ, "XDG_CACHE_HOME": folder}
        message = ["understand", MESSAGE, "--json"]
        yield Row("jinhui understand, the first time", _seconds(message, whole=True, environment=environment), "s")
        yield Row(
            f"jinhui understand, median of {RUNS} runs after it",
            median(_seconds(message, whole=True, environment=environment) for _ in range(RUNS)), "s", 0.3,
        )  # fmt: skip
        yield Row("jinhui understand, memory at most", _megabytes(message, environment), "MB", 60)


def _median(arguments: Sequence[str], *, whole: bool) -> float:
    _seconds(arguments, whole=whole)
    return median(_seconds(arguments, whole=whole) for _ in range(RUNS))


def _command() -> list[str]:
    script = Path(sys.executable).with_name("jinhui")
    return [str(script)] if script.exists() else [sys.executable, "-m", "bot.cli"]


def _megabytes(arguments: Sequence[str], environment: Mapping[str, str]) -> float:
    """The most memory that a process had at once, in millions of bytes.

    It is started by a small one: a new process is charged with the memory of the one that started it.
    """
    small = [sys.executable, "-c", _MEASURING, *_command(), *arguments]
    return int(subprocess.check_output(small, env=environment)) * 1024 / 1e6


def _seconds(arguments: Sequence[str], *, whole: bool, environment: Mapping[str, str] | None = None) -> float:
    """From the start of a process to its first line, or to its end."""
    start = perf_counter()
    with subprocess.Popen(
        [*_command(), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdin is not None and process.stdout is not None, "both are pipes"
        line = process.stdout.readline()
        if whole:
            process.stdout.read()
            process.wait()
        taken = perf_counter() - start
        process.stdin.close()
    if not line:
        raise RuntimeError(f"jinhui {' '.join(arguments)} printed nothing")
    return taken
