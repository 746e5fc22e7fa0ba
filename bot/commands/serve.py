"""`jinhui serve`: everything that is served over HTTP."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager, AsyncExitStack, nullcontext
from socket import socket

import structlog
from starlette.routing import BaseRoute

from bot.channels.telegram_api import BotApi
from bot.channels.telegram_driver import driver
from bot.channels.telegram_messages import messages_of
from bot.channels.telegram_service import announced, telegram_at_work, through_webhook
from bot.commands.serving import loaded, workplace
from bot.editing.following import following
from bot.editing.workplace import Workplace
from bot.logs import write_logs
from bot.metrics import Metrics
from bot.running import opened_store, run_until_stopped, serving
from bot.settings import WEBHOOK, Settings, read_settings, variable
from bot.turn import Turns
from bot.web.application import web_application
from bot.web.operators import operators_application
from bot.web.server import LOOPBACK, listening
from bot.web.site import opened_site
from bot.web.telegram import telegram_webhook
from bot.web.website import website
from policy.catalogue import Catalogue

_log = structlog.get_logger()


def serve() -> None:
    """Serve until SIGTERM or SIGINT. Whatever is set wrong ends the command before anything starts."""
    settings = read_settings()
    api = BotApi(driver(settings)) if settings.has_webhook else None
    files = workplace()
    generation, served = loaded(files)
    write_logs(settings.log, settings.secrets)
    public = listening(settings.host, settings.port, variable("port"))
    operators = listening(LOOPBACK, settings.metrics_port or settings.port + 1, variable("metrics_port"))
    run_until_stopped(lambda stop: _serve(settings, api, served, files, generation, public, operators, stop))


async def _serve(
    settings: Settings,
    api: BotApi | None,
    served: Catalogue,
    files: Workplace,
    generation: int,
    public: socket,
    operators: socket,
    stop: asyncio.Event,
) -> None:
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(opened_store(settings))
        turns, metrics = Turns(served, store), Metrics()
        stack.enter_context(following(turns, files, generation))
        routes: list[BaseRoute] = []
        announcement: AbstractAsyncContextManager[None] = nullcontext()
        if api is not None and settings.telegram_path is not None and settings.telegram_secret is not None:
            at_work = telegram_at_work(settings, api, turns, store, metrics)
            telegram = await stack.enter_async_context(at_work)
            routes.append(telegram_webhook(settings.telegram_path, settings.telegram_secret, telegram.receive))
            announcement = announced(api, telegram, through_webhook(settings, api))
        else:
            _log.info("no webhook", needs=[variable(name) for name in WEBHOOK])
        site = await stack.enter_async_context(opened_site(turns, settings, {"telegram": messages_of}))
        await stack.enter_async_context(serving(operators_application(store, metrics), operators))
        await stack.enter_async_context(serving(web_application(routes, website(site)), public))
        await stack.enter_async_context(announcement)
        _log.info("serving", address="{}:{}".format(*public.getsockname()), operators=operators.getsockname()[1])
        await stop.wait()
