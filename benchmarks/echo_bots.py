"""The least that a bot can be, in either library, behind a webhook: it says what it was told.

`python -m benchmarks.echo_bots LIBRARY ADDRESS PORT [DATABASE]`, with the address of a Bot API server. Each is written
as its library's documentation shows it, and confirms an update before it is answered. With a DATABASE it first stores
the update there: the least that can be done before a confirmation that promises something.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from benchmarks.silent_telegram import TOKEN

SECRET = "synthetic-header-secret"
PATH = "/telegram"

Store = Callable[[bytes], object]


def aiogram_echo(address: str, port: int, store: Store | None) -> None:
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message
    from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
    from aiohttp import web

    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(address)))
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    async def announce(_: web.Application) -> None:
        await bot.set_webhook(f"http://127.0.0.1:{port}{PATH}", secret_token=SECRET)

    @web.middleware
    async def storing(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        if store is not None:
            store(await request.read())
        return await handler(request)

    application = web.Application(middlewares=[storing] if store is not None else ())
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(application, path=PATH)
    setup_application(application, dispatcher, bot=bot)
    application.on_startup.append(announce)
    web.run_app(application, host="127.0.0.1", port=port, print=None, access_log=None)


def ptb_echo(address: str, port: int, store: Store | None) -> None:
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route
    from telegram import Update
    from telegram.ext import Application, MessageHandler, filters

    application = Application.builder().token(TOKEN).base_url(f"{address}/bot").updater(None).build()

    async def echo(update: Update, _: Any) -> None:
        assert update.message is not None and update.message.text is not None, "the filter lets only texts through"
        await update.message.reply_text(update.message.text)

    application.add_handler(MessageHandler(filters.TEXT, echo))

    async def webhook(request: Request) -> Response:
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != SECRET:
            return Response(status_code=401)
        if store is not None:
            store(await request.body())
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return Response()

    async def serve() -> None:
        routes = Starlette(routes=[Route(PATH, webhook, methods=["POST"])])
        server = uvicorn.Server(uvicorn.Config(routes, port=port, log_level="warning", access_log=False))
        async with application:
            await application.bot.set_webhook(f"http://127.0.0.1:{port}{PATH}", secret_token=SECRET)
            await application.start()
            await server.serve()
            await application.stop()

    asyncio.run(serve())


def storing_in(database: str) -> Store:
    """Stores each update durably before it returns: one row, in the event loop's own thread, nothing around it."""
    connection = sqlite3.connect(database, isolation_level=None)
    for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE updates (content BLOB)"):
        connection.execute(statement)
    return lambda update: connection.execute("INSERT INTO updates (content) VALUES (?)", (update,))


if __name__ == "__main__":
    library, address, port, *database = sys.argv[1:]
    store = storing_in(*database) if database else None
    {"aiogram": aiogram_echo, "ptb": ptb_echo}[library](address, int(port), store)
