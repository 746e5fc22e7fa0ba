"""Signing in and out."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from math import ceil

from starlette.responses import Response

from bot.credentials import matches, user_name
from bot.errors import RefusedInput
from bot.storage.accounts import Role
from bot.storage.attempts import Limit
from bot.web.cookies import LANGUAGE, SIGNED_IN, STRANGER
from bot.web.forms import path_of_ours
from bot.web.late import is_shown_again, kept_in, offer_again
from bot.web.visit import Visit

WRONG_FOR_AN_ACCOUNT, WRONG_FROM_AN_ADDRESS = 5, 20
"""After so many wrong passwords within a quarter of an hour nothing more is looked at, not even the right one."""

_HOMES: dict[Role, str] = {"agent": "/desk", "editor": "/admin", "publisher": "/admin", "admin": "/admin/users"}


async def show_sign_in(visit: Visit) -> Response:
    """The page with name and password; whoever is signed in goes on."""
    wanted = visit.request.query_params.get("next", "")
    if visit.account is not None:
        return visit.go(path_of_ours(wanted) or _home(visit.account.role))
    problem = "stale" if is_shown_again(visit) else None
    return visit.page("login", wanted=wanted, name="", problem=problem, minutes=0, kept="")


async def sign_in(visit: Visit) -> Response:
    """Check name and password. A wrong name is treated and takes as long as a wrong password.

    Whoever sent a form too late comes back to it, whatever it takes to sign in.
    """
    given, wanted, kept = (visit.form.get(field, "") for field in ("name", "next", "kept"))
    try:
        name = user_name(given)
    except RefusedInput:
        name = ""
    account = account_limit(name)
    address = Limit("address", visit.address, WRONG_FROM_AN_ADDRESS)
    password_hash = await visit.site.accounts.password_hash(name)
    known = name if password_hash is not None else ""  # whatever else was typed may have been meant for the other field
    if seconds := await visit.site.attempts.wait(account, address):
        await visit.note("login_throttled", actor=known)
        minutes = ceil(seconds / 60)
        response = visit.page("login", 429, wanted=wanted, name=given, problem="throttled", minutes=minutes, kept=kept)
        response.headers["retry-after"] = str(seconds)
        return response
    async with visit.site.checking_passwords:
        right = await asyncio.to_thread(matches, password_hash, visit.form.get("password", ""))
    if not right:
        await visit.site.attempts.note(account, address)
        await visit.note("login_refused", actor=known)
        return visit.page("login", 403, wanted=wanted, name=given, problem="wrong", minutes=0, kept=kept)
    await visit.site.attempts.forgive(account)
    await visit.site.purge()
    token = await visit.site.accounts.sign_in(name)
    await visit.note("login", actor=name)
    signed_in = await visit.site.accounts.signed_in(token)
    if signed_in is not None and (late := kept_in(kept)):
        response = offer_again(replace(visit, account=signed_in, secret=token), late)
    else:
        response = visit.go(path_of_ours(wanted) or _home(signed_in.role if signed_in else "agent"))
    SIGNED_IN.set(visit.request, response, token)
    STRANGER.set(visit.request, response, "")
    return response


def account_limit(name: str) -> Limit:
    """How many wrong passwords somebody's account takes, wherever they are given."""
    return Limit("account", name, WRONG_FOR_AN_ACCOUNT)


async def sign_out(visit: Visit) -> Response:
    await visit.site.accounts.sign_out(SIGNED_IN.read(visit.request))
    await visit.note("logout")
    return _signed_out(visit)


async def sign_out_everywhere(visit: Visit) -> Response:
    """On every device, this one too."""
    await visit.site.accounts.sign_out_everywhere(visit.agent)
    await visit.note("logout_everywhere")
    return _signed_out(visit)


async def choose_language(visit: Visit) -> Response:
    """Chinese or English, for this browser."""
    response = visit.go(path_of_ours(visit.form.get("next", "")) or "/")
    LANGUAGE.set(visit.request, response, "en" if visit.form.get("language") == "en" else "zh")
    return response


async def go_home(visit: Visit) -> Response:
    """Where somebody's work is."""
    return visit.go("/login" if visit.account is None else _home(visit.account.role))


def _signed_out(visit: Visit) -> Response:
    response = visit.go("/login")
    SIGNED_IN.set(visit.request, response, "")
    return response


def _home(role: Role) -> str:
    return _HOMES.get(role, "/account")
