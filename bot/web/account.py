"""One's own account: who is signed in, and another password."""

from __future__ import annotations

import asyncio
from math import ceil

from starlette.responses import Response

from bot.credentials import SHORTEST, hashed, matches, new_password
from bot.errors import BotError, RefusedInput
from bot.web.cookies import SIGNED_IN
from bot.web.late import is_shown_again
from bot.web.sign_in import account_limit
from bot.web.visit import Visit


async def show_account(visit: Visit) -> Response:
    """Who is signed in, and on how many devices."""
    if is_shown_again(visit):
        late = RefusedInput(
            "这一页开得太久了，密码没有改。请再填一次",
            "this page was open for too long and nothing was changed: fill it in again",
        )
        return await _account(visit, late)
    return await _account(visit)


async def change_password(visit: Visit) -> Response:
    """Another password for whoever knows the one there is; on all other devices they are signed out.

    A wrong one counts as at signing in: whoever finds a screen unlocked does not guess on.
    """
    accounts, attempts, limit = visit.site.accounts, visit.site.attempts, account_limit(visit.agent)
    if seconds := await attempts.wait(limit):
        minutes = ceil(seconds / 60)
        return await _account(
            visit,
            RefusedInput(
                f"错的次数太多，请过 {minutes} 分钟再试", f"too many wrong attempts: try again in {minutes} minutes"
            ),
            429,
        )
    kept, given = await accounts.password_hash(visit.agent), visit.form.get("password", "")
    async with visit.site.checking_passwords:
        right = await asyncio.to_thread(matches, kept, given)
    if not right:
        await attempts.note(limit)
        return await _account(visit, RefusedInput("现在的密码不对", "the present password is wrong"))
    try:
        wanted = new_password(visit.form.get("new", ""), visit.agent)
        if wanted != visit.form.get("again", ""):
            raise RefusedInput("两次输入的新密码不一样", "the two new passwords differ")
    except RefusedInput as error:
        return await _account(visit, error)
    async with visit.site.checking_passwords:
        password_hash = await asyncio.to_thread(hashed, wanted)
    await accounts.set_password(visit.agent, password_hash)
    await visit.note("password_set", visit.agent)
    response = visit.go("/account?changed")
    SIGNED_IN.set(visit.request, response, await accounts.sign_in(visit.agent))
    return response


async def _account(visit: Visit, problem: BotError | None = None, status: int = 422) -> Response:
    return visit.page(
        "account",
        200 if problem is None else status,
        devices=await visit.site.accounts.count_sign_ins(visit.agent),
        problem=problem,
        shortest=SHORTEST,
        changed="changed" in visit.request.query_params,
    )
