"""From an update at the webhook to its answer, through a Bot API server that nobody here wrote, beside echo bots.

Three processes for each bot: the bot, the server with 50 people, and this one. Like for like is a command that Jinhui
answers with one message, as the echo bot does; it is read, applied and durable before it is confirmed. Beside it stands
what people really do: a button is acknowledged, its question edited, and one message or more sent. And an echo bot that
stores an update before it confirms it, and does nothing else that Jinhui does: what the promise alone costs.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.echo_bots import SECRET
from benchmarks.report import Row
from benchmarks.silent_telegram import TOKEN
from policy.catalogue import Catalogue

ROUNDS = 3
LIBRARIES = {"aiogram": "aiogram", "ptb": "python-telegram-bot"}
WAYS = {"in_turn": 0.8, "at_once": 0.8}
"""How updates are brought, each with how many times as many turns as the echo bot we promised."""


class Place:
    """An emulated Telegram and the bot that is there."""

    def __init__(self, server: subprocess.Popen[str]) -> None:
        self._server = server
        self._times = 0

    def turns_a_second(self, doing: str) -> float:
        """What the people there, new ones each time, get of the bot."""
        assert self._server.stdin is not None, "it is a pipe"
        print(doing, self._times, file=self._server.stdin, flush=True)
        self._times += 1
        return float(_line(self._server))


def rows(catalogue: Catalogue) -> Iterator[Row]:
    for library, name in LIBRARIES.items():
        with _jinhui(library) as ours, _echo(library) as echo, _storing_echo(library) as storing:
            for way, goal in WAYS.items():
                rates = [
                    (
                        echo.turns_a_second(f"echo {way}"),
                        ours.turns_a_second(f"command {way}"),
                        storing.turns_a_second(f"echo {way}"),
                    )
                    for _ in range(ROUNDS + 1)
                ][1:]
                yield Row(f"{name}, {way}: echo bot, answers a second", median(its for its, _, _ in rates), "/s")
                yield Row(f"{name}, {way}: Jinhui, commands a second", median(own for _, own, _ in rates), "/s")
                yield Row(
                    f"{name}, {way}: the one over the other",
                    median(own / its for its, own, _ in rates),
                    "×",
                    goal,
                    "at least",
                )
                yield Row(
                    f"{name}, {way}: an echo bot that stores updates first, over the echo bot",
                    median(stored / its for its, _, stored in rates),
                    "×",
                )
            pressed = [ours.turns_a_second("press at_once") for _ in range(ROUNDS)]
            yield Row(f"{name}, at_once: Jinhui, pressed buttons a second", median(pressed), "/s")


@contextmanager
def _jinhui(library: str) -> Iterator[Place]:
    with TemporaryDirectory() as folder, _telegram() as (server, address):
        port = _free_port()
        settings = {
            "DATABASE": str(Path(folder) / "jinhui.sqlite3"),
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_DRIVER": library,
            "TELEGRAM_API": address,
            "TELEGRAM_PATH": "synthetic-path-secret",
            "TELEGRAM_SECRET": SECRET,
            "TELEGRAM_RATE": "1000",  # sets Telegram's own limit aside
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "PORT": str(port),
            "METRICS_PORT": str(_free_port()),
            "LOG": "warning",
        }
        command = [sys.executable, "-m", "bot.cli", "serve"]
        with _process(command, {f"JINHUI_{name}": value for name, value in settings.items()}):
            yield _place(server)


@contextmanager
def _echo(library: str, *database: str) -> Iterator[Place]:
    command = [sys.executable, "-m", "benchmarks.echo_bots", library]
    with _telegram() as (server, address), _process([*command, address, str(_free_port()), *database], {}):
        yield _place(server)


@contextmanager
def _storing_echo(library: str) -> Iterator[Place]:
    with TemporaryDirectory() as folder, _echo(library, str(Path(folder) / "updates.sqlite3")) as place:
        yield place


def _place(server: subprocess.Popen[str]) -> Place:
    _line(server)  # the bot has set its webhook
    return Place(server)


@contextmanager
def _telegram() -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "benchmarks.emulated_telegram"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield server, _line(server)
        finally:
            server.kill()


@contextmanager
def _process(command: list[str], settings: Mapping[str, str]) -> Iterator[None]:
    with subprocess.Popen(command, env={**os.environ, **settings}) as process:
        try:
            yield
        finally:
            process.terminate()


def _line(server: subprocess.Popen[str]) -> str:
    assert server.stdout is not None, "it is a pipe"
    line = server.stdout.readline().strip()
    if not line:
        raise RuntimeError("the emulated Telegram has ended")
    return line


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
