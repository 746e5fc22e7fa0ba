"""Processes as operators run them: they start whatever Telegram does, and end in time when they are told to."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Protocol

from aiohttp import ClientSession

from tests.bot.channels.bot_api import HANGS, Fault, bot_api
from tests.bot.channels.resident import Resident
from tests.bot.process import PATH, SECRET, Driver, Mode, eventually, free_port, running, start

STOPPING_SECONDS = 14
"""Ten are promised; the rest is for a busy machine. A call that hangs would take fifteen."""


class Case(Protocol):
    __name__: str

    async def __call__(self, driver: Driver, mode: Mode, folder: Path, /) -> None: ...


async def both_ways(folder: Path, *cases: Case) -> None:
    """Try it with each library and each way of receiving, all at the same time: it is mostly waiting."""

    async def tried(case: Case, driver: Driver, mode: Mode) -> None:
        own = folder / f"{case.__name__}-{mode}"
        own.mkdir()
        await case(driver, mode, own)

    ways: list[tuple[Driver, Mode]] = [("ptb", "poll"), ("aiogram", "serve")]
    await asyncio.gather(*(tried(case, *way) for case in cases for way in ways))


async def test_telegram_may_be_down_at_the_start(tmp_path: Path) -> None:
    async def start_before_telegram(driver: Driver, mode: Mode, folder: Path) -> None:
        port = free_port()
        async with running(mode, folder, driver=driver, api=f"http://127.0.0.1:{port}") as process:
            assert "Telegram not reached" in process.logged
            async with bot_api(port) as api:
                await Resident(api, 5).says("/start")
                await eventually(lambda: api.menus)

    await both_ways(tmp_path, start_before_telegram)


async def test_when_told_to_stop_it_ends_in_time_although_telegram_answers_nothing_even_at_the_start(
    tmp_path: Path,
) -> None:
    async def stop_while_it_hangs(driver: Driver, mode: Mode, folder: Path) -> None:
        async with bot_api() as api, running(mode, folder, driver=driver, api=api.address) as process:
            question = await Resident(api, 5).says("/car")
            api.faults += [Fault("sendMessage", HANGS, times=3), Fault("answerCallbackQuery", HANGS)]
            await api.says(6, "/start")
            await api.presses(question, question.buttons[0])
            await api.seen(lambda: api.failed >= 3)
            assert await process.stop(STOPPING_SECONDS) == 0

    async def stop_at_once(driver: Driver, mode: Mode, folder: Path) -> None:
        async with bot_api() as api:
            api.faults += [Fault(method, HANGS, times=9) for method in ("getMe", "deleteWebhook", "setWebhook")]
            process = start(mode, folder, driver=driver, api=api.address)
            try:
                await api.seen(lambda: api.failed, seconds=60)
                assert await process.stop(STOPPING_SECONDS) == 0
            finally:
                await process.kill()

    await both_ways(tmp_path, stop_while_it_hangs, stop_at_once)


async def test_when_told_to_stop_a_slow_request_does_not_hold_it_up(tmp_path: Path) -> None:
    async with bot_api() as api, running("serve", tmp_path, api=api.address) as process:
        writers = []
        for port in (process.port, process.operators):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(f"POST /telegram/{PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n".encode())
            writer.write(f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n\r\nhalf".encode())
            await writer.drain()
            writers.append(writer)
        healthz = f"http://127.0.0.1:{process.port}/healthz"
        async with ClientSession() as client, client.get(healthz):  # when this is answered, the others were seen
            pass
        assert await process.stop(STOPPING_SECONDS) == 0
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
