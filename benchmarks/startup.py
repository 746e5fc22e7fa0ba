"""How long whole processes take: the help, and the first question of a conversation."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.report import Row
from policy.catalogue import Catalogue

RUNS = 9


def rows(catalogue: Catalogue) -> Iterator[Row]:
    yield Row(f"jinhui --help, median of {RUNS} runs", _median(["--help"], whole=True), "s", 0.25)
    with TemporaryDirectory() as folder:
        chat = ["chat", "--topic", "car", "--json", "--db", str(Path(folder) / "sessions.db")]
        yield Row(f"first prompt of jinhui chat, median of {RUNS} runs", _median(chat, whole=False), "s", 0.6)


def _median(arguments: Sequence[str], *, whole: bool) -> float:
    _seconds(arguments, whole=whole)
    return median(_seconds(arguments, whole=whole) for _ in range(RUNS))


def _seconds(arguments: Sequence[str], *, whole: bool) -> float:
    """From the start of a process to its first line, or to its end."""
    script = Path(sys.executable).with_name("jinhui")
    command = [str(script)] if script.exists() else [sys.executable, "-m", "bot.cli"]
    start = perf_counter()
    with subprocess.Popen([*command, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None and process.stdout is not None, "both are pipes"
        line = process.stdout.readline()
        if whole:
            process.stdout.read()
            process.wait()
        taken = perf_counter() - start
        process.stdin.close()
    if not line:
        raise RuntimeError(f"{' '.join(command)} {' '.join(arguments)} printed nothing")
    return taken
