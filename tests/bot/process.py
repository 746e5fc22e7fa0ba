"""`jinhui serve` and `jinhui poll` in processes of their own, as operators run them."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import sample
from typing import Any, Literal

from tests.bot.channels.bot_api import TOKEN

ROOT = Path(__file__).parents[2]
PATH, SECRET = "path-for-tests", "header-for-tests"

Mode = Literal["poll", "serve"]
Driver = Literal["aiogram", "ptb"]


_PORTS = iter(sample(range(20_000, 32_000), 12_000))
"""In any order, and none twice: below the ports that the system gives to whoever connects somewhere."""


def free_port() -> int:
    for port in _PORTS:
        with socket.socket() as bound, suppress(OSError):
            bound.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


async def eventually(found: Callable[[], Any], seconds: float = 30) -> Any:
    """What ``found`` finds, once it finds something; for what nobody announces."""
    async with asyncio.timeout(seconds):
        while not (result := found()):
            await asyncio.sleep(0.02)
    return result


@dataclass
class Running:
    """A running process, what it listens to, and the file that it logs to."""

    process: subprocess.Popen[bytes]
    port: int
    operators: int
    log: Path
    database: Path

    @property
    def logged(self) -> str:
        return self.log.read_text("utf-8")

    @property
    def webhook(self) -> str:
        return f"http://127.0.0.1:{self.port}/telegram/{PATH}"

    async def stop(self, seconds: float = 20) -> int:
        """Tell it to stop; returns its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return await self.ended(seconds)

    async def ended(self, seconds: float = 30) -> int:
        """Wait until it has ended by itself; returns its exit code."""
        return await asyncio.to_thread(self.process.wait, seconds)

    async def kill(self) -> None:
        """End it without its knowing."""
        self.process.kill()
        await asyncio.to_thread(self.process.wait)

    async def logs(self, words: str, seconds: float = 60) -> None:
        """Wait until it has logged something."""
        async with asyncio.timeout(seconds):
            while words not in self.logged:
                assert self.process.poll() is None, f"it ended:\n{self.logged}"
                await asyncio.sleep(0.02)


def start(
    mode: Mode,
    folder: Path,
    *,
    driver: Driver = "ptb",
    api: str | None = None,
    webhook: bool = True,
    **variables: str,
) -> Running:
    """Start it with a database in ``folder``; with a bot if there is a Bot API server for it."""
    port, operators = free_port(), free_port()
    log, database = folder / "log", folder / "jinhui.sqlite3"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JINHUI_", "PORT"))}
    environment |= {
        "JINHUI_DATABASE": str(database),
        "JINHUI_PORT": str(port),
        "JINHUI_METRICS_PORT": str(operators),
    }
    if api is not None:
        environment |= {
            "JINHUI_TELEGRAM_TOKEN": TOKEN,
            "JINHUI_TELEGRAM_DRIVER": driver,
            "JINHUI_TELEGRAM_API": api,
            "JINHUI_TELEGRAM_RATE": "1000",
        }
    if api is not None and mode == "serve" and webhook:
        environment |= {
            "JINHUI_TELEGRAM_PATH": PATH,
            "JINHUI_TELEGRAM_SECRET": SECRET,
            "JINHUI_PUBLIC_URL": f"http://127.0.0.1:{port}",
        }
    with log.open("ab") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", mode],
            cwd=ROOT,
            env={**environment, **variables},
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
        )
    return Running(process, port, operators, log, database)


@asynccontextmanager
async def running(
    mode: Mode,
    folder: Path,
    *,
    driver: Driver = "ptb",
    api: str | None = None,
    webhook: bool = True,
    **variables: str,
) -> AsyncIterator[Running]:
    """The same, once it is at work; stopped at the end, with exit code 0, unless it has ended by itself."""
    started = start(mode, folder, driver=driver, api=api, webhook=webhook, **variables)
    try:
        await started.logs('"polling"' if mode == "poll" else '"serving"')
        yield started
        if started.process.poll() is None:
            assert await started.stop() == 0, started.logged
    finally:
        if started.process.poll() is None:
            await started.kill()
