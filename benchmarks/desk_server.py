"""A desk to measure: `jinhui serve` in a process and on a core of its own, with one agent who is signed in."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import httpx

NAME, PASSWORD = "agent", "a long password"
_TOKEN = re.compile(r'name="form" value="([^"]+)"')


class Desk(NamedTuple):
    """``cookie`` is that of the agent's sign-in."""

    address: str
    port: int
    cookie: str


@contextmanager
def running_desk(*, on_one_core: bool) -> Iterator[Desk]:
    """Serves a new, empty database. ``on_one_core``: it has the last core, and this process all others."""
    with TemporaryDirectory() as folder:
        port, operators = _free_port(), _free_port()
        database = Path(folder) / "jinhui.sqlite3"
        environment = {
            **os.environ, "JINHUI_DATABASE": str(database), "JINHUI_PORT": str(port),
            "JINHUI_METRICS_PORT": str(operators), "JINHUI_LOG": "warning",
        }  # fmt: skip
        command = [sys.executable, "-m", "bot.cli"]
        subprocess.run(
            [*command, "user", "add", NAME, "--role", "agent"],
            input=PASSWORD + "\n", env=environment, text=True, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        cores = sorted(os.sched_getaffinity(0))
        server = subprocess.Popen([*command, "serve"], env=environment)
        try:
            if on_one_core:
                os.sched_setaffinity(server.pid, cores[-1:])
                os.sched_setaffinity(0, cores[:-1] or cores)
            address = f"http://127.0.0.1:{port}"
            yield Desk(address, port, _signed_in(address))
        finally:
            os.sched_setaffinity(0, cores)
            server.terminate()
            server.wait()


def token_in(page: str) -> str:
    """The token of a page's forms."""
    found = _TOKEN.search(page)
    assert found, "a page with a form"
    return found[1]


def _signed_in(address: str) -> str:
    with httpx.Client(base_url=address) as client:
        for _ in range(200):
            try:
                page = client.get("/login")
                break
            except httpx.ConnectError:
                time.sleep(0.05)
        form = {"form": token_in(page.text), "name": NAME, "password": PASSWORD}
        client.post("/login", data=form)
        return client.cookies["jinhui"]


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
