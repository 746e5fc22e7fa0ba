"""What operators and their machines ask, on a loopback port of its own."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.telegram import Telegram
from bot.errors import StorageError
from bot.metrics import Metrics
from bot.storage.store import MessageStore

_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


def operators_application(store: MessageStore, metrics: Metrics) -> Starlette:
    """``GET /readyz``: whether work can be done (200 or 503). ``GET /metrics``: figures for Prometheus."""

    async def readyz(_: Request) -> Response:
        try:
            await store.depth(Telegram.name)
        except StorageError as error:
            return PlainTextResponse(f"{error.en}\n", 503)
        return PlainTextResponse("ready\n")

    async def figures(_: Request) -> Response:
        return Response(await metrics.page(store, Telegram.name), media_type=_PROMETHEUS)

    return Starlette(routes=[Route("/readyz", readyz), Route("/metrics", figures)])
