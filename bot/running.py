"""Runs what a process serves until it is told to stop: SIGTERM and SIGINT end it in order, with exit code 0."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from socket import socket

import structlog
import uvloop
from starlette.types import ASGIApp

from bot.errors import StorageError
from bot.settings import Settings
from bot.storage.sqlite import SqliteStore
from bot.web.server import Server

STOPPING = (signal.SIGTERM, signal.SIGINT)
UPKEEP_SECONDS = 3600

_log = structlog.get_logger()


def run_until_stopped(serve: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Run ``serve`` to its end. The event that it is given is set when the process is asked to stop."""

    async def main() -> None:
        gc.collect()
        gc.freeze()  # libraries and catalogue stay: going through them again and again took a quarter of every turn
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in STOPPING:
            loop.add_signal_handler(number, stop.set)
        await serve(stop)
        _log.info("stopped")

    uvloop.run(main())  # what goes over a network takes two thirds of the time that it takes on the standard loop


@asynccontextmanager
async def opened_store(settings: Settings) -> AsyncIterator[SqliteStore]:
    """The database, in which what has expired is erased once an hour."""
    store = await SqliteStore.open(settings.database)
    upkeep = asyncio.create_task(_keep_up(store))
    try:
        yield store
    finally:
        upkeep.cancel()
        await asyncio.gather(upkeep, return_exceptions=True)
        await store.close()


async def _keep_up(store: SqliteStore) -> None:
    while True:
        await asyncio.sleep(UPKEEP_SECONDS)
        try:
            await store.purge()
        except StorageError as error:
            _log.error("upkeep failed", reason=error.en)


@asynccontextmanager
async def serving(application: ASGIApp, listening: socket) -> AsyncIterator[None]:
    """Serve an application; at the end, requests that were taken are finished first."""
    server = Server(application)
    listening.listen()  # from here on nobody is turned away, even before the server has taken over
    task = asyncio.create_task(server.serve([listening]))
    try:
        yield
    finally:
        server.should_exit = True
        await task
