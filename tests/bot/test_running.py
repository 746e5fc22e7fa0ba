"""Processes as operators run them: they start whatever Telegram does, and end in time when they are told to."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.bot.channels.bot_api import HANGS, Fault, bot_api
from tests.bot.channels.resident import Resident
from tests.bot.process import Driver, Mode, eventually, free_port, running, start

BOTH_WAYS = pytest.mark.parametrize(("driver", "mode"), [("ptb", "poll"), ("aiogram", "serve")])
TEN_SECONDS = 10


@BOTH_WAYS
async def test_telegram_may_be_down_at_the_start(tmp_path: Path, driver: Driver, mode: Mode) -> None:
    port = free_port()
    async with running(mode, tmp_path, driver=driver, api=f"http://127.0.0.1:{port}") as process:
        assert "Telegram not reached" in process.logged
        async with bot_api(port) as api:
            await Resident(api, 5).says("/start")
            await eventually(lambda: api.menus)


@BOTH_WAYS
async def test_when_told_to_stop_it_ends_in_time_although_telegram_answers_nothing(
    tmp_path: Path, driver: Driver, mode: Mode
) -> None:
    async with bot_api() as api, running(mode, tmp_path, driver=driver, api=api.address) as process:
        someone = Resident(api, 5)
        question = await someone.says("/car")
        hanging = Fault("sendMessage", HANGS, times=3), Fault("answerCallbackQuery", HANGS)
        api.faults += hanging
        await api.says(6, "/start")
        await api.presses(question, question.buttons[0])
        await api.seen(lambda: api.failed >= 3)
        assert await process.stop(TEN_SECONDS) == 0


@BOTH_WAYS
async def test_when_told_to_stop_during_its_start_it_does(tmp_path: Path, driver: Driver, mode: Mode) -> None:
    async with bot_api() as api:
        api.faults += [Fault(method, HANGS, times=9) for method in ("getMe", "deleteWebhook", "setWebhook")]
        process = start(mode, tmp_path, driver=driver, api=api.address)
        try:
            await api.seen(lambda: api.failed, seconds=60)
            assert await process.stop(TEN_SECONDS) == 0
        finally:
            await process.kill()


async def test_when_told_to_stop_a_slow_request_does_not_hold_it_up(tmp_path: Path) -> None:
    async with bot_api() as api, running("serve", tmp_path, api=api.address) as process:
        writers = []
        for port in (process.port, process.operators):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"POST /telegram/path-for-tests HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf")
            await writer.drain()
            writers.append(writer)
        async with ClientSession() as client:  # by the time that this is answered, the others have been seen
            await client.get(f"http://127.0.0.1:{process.port}/healthz")
        assert await process.stop(TEN_SECONDS) == 0
        for writer in writers:
            writer.close()


async def test_without_a_token_serve_says_that_it_is_alive(tmp_path: Path) -> None:
    async with running("serve", tmp_path) as process, ClientSession() as client:
        async with client.get(f"http://127.0.0.1:{process.port}/healthz") as answer:
            assert (answer.status, await answer.text()) == (200, "ok\n")
        async with client.get(f"http://127.0.0.1:{process.operators}/readyz") as answer:
            assert answer.status == 200
        async with client.post(process.webhook, json={"update_id": 1}) as answer:
            assert answer.status == 404
        assert "no webhook" in process.logged
