"""The pages for people, as one application: the table of routes behind its guard, files, errors, headers."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.assets import serve_asset
from bot.web.errors import error_page
from bot.web.guard import guarded
from bot.web.protection import Headed
from bot.web.site import Site
from bot.web.table import TABLE


def website(site: Site) -> Starlette:
    """Everything that people see in a browser. Everything that is for machines comes before it."""
    application = Starlette(
        routes=[Route("/static/{file}", _static), *(guarded(row) for row in TABLE)],
        middleware=[Middleware(Headed), Middleware(GZipMiddleware, minimum_size=1000, compresslevel=4)],
        exception_handlers={HTTPException: error_page, Exception: error_page},
    )
    application.state.site = site
    return application


async def _static(request: Request) -> Response:
    """Style sheets and the script; they show nothing of anybody."""
    asset = serve_asset(request)
    if asset is None:
        raise HTTPException(404)
    return asset
