"""What a whole run writes down: everything that an operator needs, no secret, and nothing that a person wrote."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

import pytest
import structlog

from bot.logs import write_logs
from tests.bot.channels.bot_api import TOKEN, Fault, bot_api
from tests.bot.channels.resident import Resident
from tests.bot.process import PATH, SECRET, Driver, Mode, eventually, free_port, running

PASSWORD = "p%40ss-of-the-proxy"
SPELT = "p@ss-of-the-proxy"
PRIVATE = "我叫张三丰，想问二十万的电车"
NAME = "居民"


def assert_no_secret(logged: str) -> None:
    for secret in (TOKEN, TOKEN.partition(":")[2], PATH, SECRET, PASSWORD, SPELT):
        assert secret not in logged


@pytest.mark.parametrize(("driver", "mode"), [("aiogram", "serve"), ("ptb", "poll")])
async def test_a_run_in_which_much_fails_writes_down_no_secret_and_nothing_private(
    tmp_path: Path, driver: Driver, mode: Mode
) -> None:
    async with bot_api() as api:
        api.faults += [
            Fault("setMyCommands", 500),
            Fault("answerCallbackQuery", 400, "Bad Request: query is too old"),
            Fault("getUpdates", 502),
            Fault("sendMessage", 0),
            Fault("sendMessage", 429, retry_after=0),
            Fault("sendMessage", 400, "Bad Request: chat not found"),
            Fault("sendMessage", 403, "Forbidden: bot was blocked by the user"),
        ]
        async with running(mode, tmp_path, driver=driver, api=api.address, JINHUI_LOG="debug") as process:
            someone = Resident(api, 5)
            await api.says(5, PRIVATE)
            await eventually(lambda: not [fault for fault in api.faults[3:] if fault.times])
            question = await someone.says("/car")
            before = api.asked[5]
            await api.presses(question, question.buttons[0])
            await someone.answered(before)
    assert_no_secret(process.logged)
    assert "message given up" in process.logged and "person unreachable" in process.logged
    for line in process.logged.splitlines():
        written = json.loads(line)
        assert written["level"] == "debug" or not any(words in line for words in (PRIVATE, "张三", NAME)), line


@pytest.mark.parametrize(("driver", "scheme"), [("aiogram", "socks5"), ("ptb", "http")])
async def test_a_proxy_that_cannot_be_reached_is_not_quoted_with_its_password(
    tmp_path: Path, driver: Driver, scheme: str
) -> None:
    proxy, api = f"{scheme}://somebody:{PASSWORD}@127.0.0.1:{free_port()}", "http://127.0.0.1:9"
    async with running(
        "poll", tmp_path, driver=driver, api=api, JINHUI_LOG="debug", JINHUI_TELEGRAM_PROXY=proxy
    ) as process:
        await process.logs("updates not taken")
    assert "Telegram not reached" in process.logged
    assert_no_secret(process.logged)


def test_a_secret_is_hidden_whoever_says_it_and_however(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    level = root.level
    secrets = ["sesame", "sesame-and-more", 'quo"ted\\', "密文"]
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    write_logs("info", secrets)
    try:
        structlog.get_logger().warning("open sesame-and-more", where=["sesame", 'quo"ted\\'], more={"密文": "密文"})
        logging.getLogger("anybody").error("https://example.org/bot%s/getMe", "sesame")
        try:
            raise ValueError("sesame")
        except ValueError:
            logging.getLogger("anybody").exception("failed")
        logging.getLogger("httpx").info("GET https://example.org")
        logging.getLogger("anybody").debug("too much detail")
    finally:
        root.setLevel(level)
        structlog.reset_defaults()
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    first, second, third = map(json.loads, lines)
    assert first["event"] == "open ***" and first["where"] == ["***", "***"] and first["more"] == {"***": "***"}
    assert second["event"] == "https://example.org/bot***/getMe" and second["level"] == "error"
    assert "ValueError: ***" in third["exception"]
