"""One request as a handler sees it: who it is, in which language, what was sent, and how to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.storage.accounts import Account
from bot.storage.audit import Action
from bot.web.addresses import client_address
from bot.web.cookies import LANGUAGE
from bot.web.forms import form_token
from bot.web.pages import render_page
from bot.web.site import Site
from policy.shape import Language

FRAGMENT = "x-jinhui-fragment"
"""The header with which our script asks for a part of a page, to put it in the place of the one that is there."""


@dataclass
class Visit:
    """``account`` is None for a stranger. ``secret`` is what the tokens of this visitor's forms are made with."""

    request: Request
    site: Site
    account: Account | None
    secret: str
    form: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def language(self) -> Language:
        return language_of(self.request)

    @property
    def agent(self) -> str:
        """The name of who is signed in; only where the table of routes asks for a role."""
        assert self.account is not None, "the route asks for a role"
        return self.account.name

    @cached_property
    def address(self) -> str:
        return client_address(self.request, self.site.trusted_proxies)

    @cached_property
    def location(self) -> str:
        """The address of this page; of a form's answer, that of the page which the form stood on, if that is ours."""
        if self.request.method in ("GET", "HEAD"):
            path, query = self.request.url.path, self.request.url.query
        else:
            _, host, path, query, _ = urlsplit(self.request.headers.get("referer", ""))
            if host != self.request.headers.get("host"):
                return ""
        return f"{path}?{query}" if query else path

    @property
    def wants_fragment(self) -> bool:
        return FRAGMENT in self.request.headers

    async def note(self, action: Action, subject: str = "", actor: str | None = None) -> None:
        """Write to the audit log."""
        who = actor if actor is not None else self.agent
        await self.site.audit.note(who, action, subject, self.address)

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page. Templates know ``account``, ``token`` for their forms, their path, and where they are seen again."""
        return HTMLResponse(
            render_page(
                template,
                self.language,
                account=self.account,
                token=form_token(self.secret),
                path=self.request.url.path,
                location=self.location,
                **values,
            ),
            status,
        )

    def go(self, path: str) -> Response:
        """On to another page of ours, to be fetched with GET."""
        return RedirectResponse(path, 303)

    def sign_in_first(self) -> Response:
        """To the sign-in page, and afterwards back to where the visitor wanted to go."""
        if self.wants_fragment:
            return Response(status_code=401)  # the script loads the whole page again
        return self.go(f"/login?next={quote(self.location)}" if self.location else "/login")


def language_of(request: Request) -> Language:
    """The language that a visitor chose; Chinese as long as they chose none."""
    return "en" if LANGUAGE.read(request) == "en" else "zh"
