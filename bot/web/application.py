"""The web application: every route of a process, and what guards all of them."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route


def web_application(routes: Sequence[BaseRoute] = ()) -> Starlette:
    """The application that `jinhui serve` runs: the given routes, and ``GET /healthz`` for whoever watches it."""
    return Starlette(routes=[Route("/healthz", _healthz), *routes])


async def _healthz(_: Request) -> Response:
    """That the process answers at all; whether it should be sent work is what /readyz tells."""
    return PlainTextResponse("ok\n")
