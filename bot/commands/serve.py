"""`jinhui serve`: everything that is served over HTTP."""

from __future__ import annotations

import asyncio
from socket import socket

from bot.commands.serving import catalogue
from bot.running import run_until_stopped
from bot.settings import Settings, read_settings, variable
from bot.storage.sqlite import SqliteStore
from bot.turn import Turns
from bot.web.application import web_application
from bot.web.server import Server, listening
from policy.catalogue import Catalogue


def serve() -> None:
    """Serve until SIGTERM or SIGINT. Whatever is set wrong ends the command before anything starts."""
    settings = read_settings()
    served = catalogue()
    public = listening(settings.host, settings.port, variable("port"))
    run_until_stopped(lambda stop: _serve(settings, served, public, stop))


async def _serve(settings: Settings, served: Catalogue, public: socket, stop: asyncio.Event) -> None:
    store = await SqliteStore.open(settings.database)
    try:
        Turns(served, store)
        server = Server(web_application(), lifespan=False)
        serving = asyncio.create_task(server.serve([public]))
        await stop.wait()
        server.should_exit = True
        await serving
    finally:
        await store.close()
