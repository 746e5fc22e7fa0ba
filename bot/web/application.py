"""The web application: every route of a process, and what guards all of them."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp


def web_application(routes: Sequence[BaseRoute] = (), pages: ASGIApp | None = None) -> Starlette:
    """The application that `jinhui serve` runs: the given routes, and ``GET /healthz`` for whoever watches it.

    ``pages`` answers everything else; a path of a route, called in a way that it does not know, stays the route's.
    """
    application = Starlette(routes=[Route("/healthz", _healthz), *routes])
    if pages is not None:
        application.router.default = pages
    return application


async def _healthz(_: Request) -> Response:
    """That the process answers at all; whether it should be sent work is what /readyz tells."""
    return PlainTextResponse("ok\n")
