import signal
import subprocess
import sys
import time

import httpx
import pytest

from bot.errors import SettingsError
from bot.web.server import listening
from tests.bot.conftest import ROOT, Run
from tests.bot.process import free_port


def test_the_command_serves_the_desk_to_a_user_that_was_added(jinhui: Run, environment: dict[str, str]) -> None:
    port, operators = free_port(), free_port()
    jinhui("user", "add", "zhang", "--role", "agent", stdin="correct horse battery")
    server = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "serve"],
        cwd=ROOT,
        env={**environment, "JINHUI_PORT": str(port), "JINHUI_METRICS_PORT": str(operators)},
        stderr=subprocess.PIPE,
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", verify=False, timeout=20) as client:
            page = _once_it_listens(client)
            token = page.partition('name="form" value="')[2].partition('"')[0]
            form = {"form": token, "name": "zhang", "password": "correct horse battery"}
            assert client.post("/login", data=form).headers["location"] == "/desk"
            assert "新通话" in client.get("/desk").text
            assert client.get("/healthz").text == "ok\n"
    finally:
        server.send_signal(signal.SIGTERM)
        _, log = server.communicate(timeout=20)
    assert server.returncode == 0
    assert b"zhang" not in log


def test_what_cannot_be_listened_on_names_the_setting_to_change() -> None:
    with listening("127.0.0.1", 0, "JINHUI_PORT") as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"JINHUI_METRICS_PORT：127.0.0.1:{port} 用不了"):
            listening("127.0.0.1", port, "JINHUI_METRICS_PORT")
    for host in ("192.0.2.1", "not a host"):
        with pytest.raises(SettingsError, match=f"JINHUI_HOST：{host}:0 用不了"):
            listening(host, 0, "JINHUI_PORT")


def _once_it_listens(client: httpx.Client) -> str:
    for _ in range(400):
        try:
            return client.get("/login").text
        except httpx.ConnectError:
            time.sleep(0.05)
    raise AssertionError("the server does not listen")
