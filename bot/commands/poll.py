"""`jinhui poll`: Telegram without a public address: its updates are asked for."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from socket import socket

import structlog

from bot.channels.telegram_api import BotApi
from bot.channels.telegram_driver import driver
from bot.channels.telegram_polling import poll as poll_telegram
from bot.channels.telegram_service import announced, telegram_at_work
from bot.commands.serving import loaded, workplace
from bot.editing.following import following
from bot.editing.workplace import Workplace
from bot.logs import write_logs
from bot.metrics import Metrics
from bot.running import opened_store, run_until_stopped, serving
from bot.settings import Settings, read_settings, variable
from bot.turn import Turns
from bot.web.operators import operators_application
from bot.web.server import LOOPBACK, listening
from policy.catalogue import Catalogue

_log = structlog.get_logger()


def poll() -> None:
    """Poll until SIGTERM or SIGINT. Whatever is set wrong ends the command before anything starts."""
    settings = read_settings()
    api = BotApi(driver(settings))
    files = workplace()
    generation, served = loaded(files)
    write_logs(settings.log, settings.secrets)
    operators = listening(LOOPBACK, settings.metrics_port or settings.port + 2, variable("metrics_port"))
    run_until_stopped(lambda stop: _poll(settings, api, served, files, generation, operators, stop))


async def _poll(
    settings: Settings,
    api: BotApi,
    served: Catalogue,
    files: Workplace,
    generation: int,
    operators: socket,
    stop: asyncio.Event,
) -> None:
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(opened_store(settings))
        turns, metrics = Turns(served, store), Metrics()
        stack.enter_context(following(turns, files, generation))
        telegram = await stack.enter_async_context(telegram_at_work(settings, api, turns, store, metrics))
        await stack.enter_async_context(serving(operators_application(store, metrics), operators))
        await stack.enter_async_context(announced(api, telegram, api.delete_webhook))
        _log.info("polling", operators=operators.getsockname()[1])
        await poll_telegram(api, telegram, stop)
