"""The one way into every page: who may come in is looked up here, and forms that are not from us stop here."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import Literal, NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.storage.accounts import Role
from bot.web.cookies import SIGNED_IN, STRANGER
from bot.web.forms import LARGEST_BODY, is_from_us, is_sent_from_here, read_form
from bot.web.late import keep_for_later, show_again
from bot.web.site import Site
from bot.web.visit import Visit

Handler = Callable[[Visit], Awaitable[Response]]


class Access(NamedTuple):
    """One row of the table of routes. ``roles`` None: anybody, strangers too; ``largest``: bytes of a form.

    ``typed``: people write in the form; it is kept for them if it comes too late.
    """

    method: Literal["GET", "POST"]
    path: str
    roles: frozenset[Role] | None
    handler: Handler
    largest: int = LARGEST_BODY
    typed: bool = False


def guarded(row: Access) -> Route:
    """The route of a row. Strangers are asked to sign in, other roles are refused, and so is a form with no token.

    A form whose token no longer holds, but which a page of ours sent, came too late: nothing is done with it.
    """

    async def endpoint(request: Request) -> Response:
        visit = request.state.visit = await _visit(request)
        if row.roles is not None:
            if visit.account is None:
                if not row.typed or visit.wants_fragment or not is_sent_from_here(request):
                    return visit.sign_in_first()
                visit.form = await read_form(request, row.largest)
                return keep_for_later(visit)
            if visit.account.role not in row.roles:
                raise HTTPException(403)
        if row.method == "POST":
            visit.form = await read_form(request, row.largest)
            if not is_from_us(visit.form, visit.secret):
                if not is_sent_from_here(request):
                    raise HTTPException(403, "form")
                return keep_for_later(visit) if row.typed else show_again(visit)
        response = await row.handler(visit)
        if visit.account is None and STRANGER.read(request) != visit.secret and row.method == "GET":
            STRANGER.set(request, response, visit.secret)
        return response

    return Route(row.path, endpoint, methods=[row.method], name=f"{row.method} {row.path}")


async def _visit(request: Request) -> Visit:
    site: Site = request.app.state.site
    token = SIGNED_IN.read(request)
    account = await site.accounts.signed_in(token) if token else None
    if account is not None:
        return Visit(request, site, account, token)
    return Visit(request, site, None, STRANGER.read(request) or secrets.token_urlsafe(32))
