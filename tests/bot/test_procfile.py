"""The Procfile, run by honcho as a platform would: release first, then web and worker side by side."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

from aiohttp import ClientError, ClientSession

from tests.bot.channels.bot_api import TOKEN, bot_api
from tests.bot.channels.resident import Resident
from tests.bot.process import ROOT, eventually, free_port


def honcho(folder: Path, *arguments: str, **variables: str) -> subprocess.Popen[bytes]:
    """Start honcho, logging to a file; whatever it starts uses a database in ``folder``."""
    scripts = Path(sys.executable).parent
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("JINHUI_", "PORT"))}
    environment = {
        **inherited,
        "PATH": f"{scripts}{os.pathsep}{inherited['PATH']}",
        "JINHUI_DATABASE": str(folder / "jinhui.sqlite3"),
        **variables,
    }
    with (folder / "log").open("ab") as log:
        command = [sys.executable, "-m", "honcho", "start", "--env", os.devnull, *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


async def is_healthy(address: str) -> bool:
    try:
        async with ClientSession() as client, client.get(address) as answer:
            return answer.status == 200
    except ClientError:
        return False


async def test_release_prepares_and_web_and_worker_run_until_they_are_stopped(tmp_path: Path) -> None:
    release = honcho(tmp_path, "release")
    assert await asyncio.to_thread(release.wait, 120) == 0, (tmp_path / "log").read_text("utf-8")
    assert (tmp_path / "jinhui.sqlite3").is_file()

    port = free_port()
    async with bot_api() as api:
        variables = {
            "JINHUI_TELEGRAM_TOKEN": TOKEN,
            "JINHUI_TELEGRAM_API": api.address,
            "JINHUI_TELEGRAM_DRIVER": "ptb",
        }
        platform = honcho(tmp_path, "--port", str(port), "web", "worker", **variables)
        try:
            async with asyncio.timeout(60):
                while not await is_healthy(f"http://127.0.0.1:{port}/healthz"):
                    await asyncio.sleep(0.05)
            someone = Resident(api, 5)
            await eventually(lambda: api.menus, 60)
            await someone.says("/start")
            platform.send_signal(signal.SIGTERM)
            await asyncio.to_thread(platform.wait, 30)
        finally:
            if platform.poll() is None:
                platform.kill()
                platform.wait()
    logged = (tmp_path / "log").read_text("utf-8")
    assert logged.count('"stopped"') == 2, logged
    assert "Traceback" not in logged
