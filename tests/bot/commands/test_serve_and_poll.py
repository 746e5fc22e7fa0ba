"""How serving ends before it begins: one clear line and exit code 2."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.channels.bot_api import TOKEN, Fault, bot_api
from tests.bot.conftest import ROOT, Run
from tests.bot.process import free_port, start

WITH_A_TOKEN = {"JINHUI_TELEGRAM_TOKEN": TOKEN}


def test_polling_without_a_token_names_what_is_missing(jinhui: Run) -> None:
    finished = jinhui("poll")
    assert (finished.returncode, finished.stdout) == (2, "")
    assert len(finished.stderr.splitlines()) == 1 and "JINHUI_TELEGRAM_TOKEN" in finished.stderr


@pytest.mark.parametrize(("driver", "library"), [("aiogram", "aiogram"), ("ptb", "telegram")])
def test_a_library_that_is_not_installed_names_the_extra(
    jinhui_anew: Run, tmp_path: Path, driver: str, library: str
) -> None:
    (tmp_path / library).mkdir()
    (tmp_path / library / "__init__.py").write_text(f"raise ModuleNotFoundError(name={library!r})")
    finished = jinhui_anew("poll", **WITH_A_TOKEN, JINHUI_TELEGRAM_DRIVER=driver, PYTHONPATH=str(tmp_path))
    assert finished.returncode == 2
    assert len(finished.stderr.splitlines()) == 1 and f"jinhui[{driver}]" in finished.stderr


def test_a_port_that_is_taken_names_its_variable(jinhui: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port, free = taken.getsockname()[1], free_port()
        public = jinhui("serve", JINHUI_PORT=str(port), JINHUI_METRICS_PORT=str(free))
        operators = jinhui("serve", JINHUI_PORT=str(free), JINHUI_METRICS_PORT=str(port))
    for finished, name in ((public, "JINHUI_PORT"), (operators, "JINHUI_METRICS_PORT")):
        assert finished.returncode == 2
        assert len(finished.stderr.splitlines()) == 1 and name in finished.stderr


async def test_a_token_that_telegram_does_not_know_ends_it(tmp_path: Path) -> None:
    async with bot_api() as api:
        api.faults.append(Fault("getMe", 401, "Unauthorized"))
        process = start("poll", tmp_path, api=api.address)
        try:
            await api.seen(lambda: api.failed, seconds=60)
            assert await process.ended() == 2
        finally:
            await process.kill()
    last = process.logged.splitlines()[-1]
    assert "JINHUI_TELEGRAM_TOKEN" in last and TOKEN not in process.logged


def test_help_imports_no_library_of_a_channel() -> None:
    program = """
import sys
from bot.cli import app
try:
    app(["--help"])
except SystemExit:
    pass
print(*sorted({"aiogram", "telegram", "aiosqlite", "starlette", "uvicorn", "pydantic"} & {*sys.modules}), "imported")
"""
    finished = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert finished.stdout.splitlines()[-1] == "imported"
