"""The cookies that are set, and how."""

from __future__ import annotations

from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from bot.storage.accounts import LONGEST_SECONDS
from bot.web.addresses import is_local

A_YEAR = 365 * 86400


class Cookie(NamedTuple):
    """A cookie that only this site is sent, that no script reads, and that other sites' forms do not carry.

    It is Secure and bound to the host by its prefix. The one exception is plain HTTP by a loopback name, where there
    is nobody in between: programs other than browsers would not send a Secure cookie there. It has another name then,
    so that neither can be taken for the other.
    """

    name: str
    seconds: int

    def read(self, request: Request) -> str:
        """Its value; empty if there is none."""
        return request.cookies.get(self._name(request), "")

    def set(self, request: Request, response: Response, value: str) -> None:
        """Set it, or with an empty value take it away."""
        response.set_cookie(
            self._name(request),
            value,
            max_age=self.seconds if value else 0,
            path="/",
            secure=not is_local(request),
            httponly=True,
            samesite="lax",
        )

    def _name(self, request: Request) -> str:
        return self.name if is_local(request) else f"__Host-{self.name}"


SIGNED_IN = Cookie("jinhui", LONGEST_SECONDS)
STRANGER = Cookie("jinhui-form", 3600)
"""Holds the secret of a stranger's forms: nobody can be made to sign in as somebody else."""

LANGUAGE = Cookie("jinhui-language", A_YEAR)
