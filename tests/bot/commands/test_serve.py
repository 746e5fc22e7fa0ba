"""`jinhui serve` in a process of its own serves what somebody else publishes, without being restarted."""

import asyncio
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from bot.credentials import hashed
from bot.editing.workplace import Workplace
from bot.storage.accounts import Accounts
from bot.storage.database import Database
from tests.bot.conftest import ROOT, SHIPPED
from tests.bot.editing.conftest import published


def free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        for bound in (one, other):
            bound.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


async def signed_in(database: Path) -> str:
    """A token of an editor."""
    opened = await Database.open(database)
    accounts = Accounts(opened)
    await accounts.add("li", "editor", hashed("correct horse battery"))
    token = await accounts.sign_in("li")
    await opened.close()
    return token


def test_a_running_process_serves_what_is_published_within_seconds_and_ends_in_order(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    database = tmp_path / "jinhui.sqlite3"
    token = asyncio.run(signed_in(database))
    port, metrics = free_ports()
    variables = {"JINHUI_DATABASE": str(database), "JINHUI_PORT": str(port), "JINHUI_METRICS_PORT": str(metrics)}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "serve"],
        cwd=ROOT, env={**environment, **variables}, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", cookies={"jinhui": token}, timeout=30) as client:
            wait_until(lambda: answers(client))
            path = "/admin/edit?file=faq/car/car-2026-combine.yaml"
            assert "检查通过" in client.get(path).text  # checked in yet another process
            before = client.get("/admin").text
            workplace = Workplace(SHIPPED, database)
            published(workplace, "faq/car/car-2026-combine.yaml", "选一项", "选一样")
            version = workplace.revisions.releases(1)[0].version
            assert version not in before
            wait_until(lambda: version in client.get("/admin").text)
    finally:
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "catalogue replaced" in log


def answers(client: httpx.Client) -> bool:
    try:
        return client.get("/healthz").status_code == 200
    except httpx.TransportError:
        return False


def wait_until(condition: object, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        if time.monotonic() > deadline:
            pytest.fail("it did not happen")
        time.sleep(0.1)
