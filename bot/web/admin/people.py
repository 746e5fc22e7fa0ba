"""Who may sign in, what they may do, and what was done: for administrators."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.credentials import generated_password, hashed, user_name
from bot.errors import BotError, RefusedInput
from bot.storage.accounts import ROLES, Role, User
from bot.web.admin.office import address
from bot.web.visit import Visit


async def show_users(visit: Visit) -> Response:
    """Everybody with their role, and the form to add somebody."""
    return await _users(visit)


async def add_user(visit: Visit) -> Response:
    """Add somebody with a password that is shown on the page that answers, and nowhere else."""
    try:
        name, role = user_name(visit.form.get("name", "")), _role_of(visit)
        if await visit.site.accounts.user(name) is not None:
            raise _there_already(name)
        password = generated_password()
        if not await visit.site.accounts.add(name, role, await _hash_of(visit, password), given=True):
            raise _there_already(name)
    except BotError as error:
        return await _users(visit, error)
    await visit.note("user_added", f"{name} {role}")
    return await _user(visit, name, password=password)


async def show_user(visit: Visit) -> Response:
    """One of them, and what can be changed."""
    return await _user(visit, visit.request.query_params.get("name", ""))


async def change_user(visit: Visit) -> Response:
    """Another role, another password, out or in again; the page itself only where there is something to say."""
    user = await visit.site.accounts.user(visit.form.get("name", ""))
    step = _STEPS.get(visit.form.get("step", ""))
    if user is None or step is None:
        raise HTTPException(404)
    try:
        password = await step(visit, user)
    except BotError as error:
        return await _user(visit, user.name, problem=error)
    if password is not None:
        return await _user(visit, user.name, password=password)
    gave_up_their_own_role = user.name == visit.agent
    return visit.go("/" if gave_up_their_own_role else address("/admin/user", name=user.name))


async def show_audit(visit: Visit) -> Response:
    """The audit log, the newest first."""
    return visit.page("admin/audit", entries=await visit.site.audit.newest(500))


# ---- what is done to somebody: each returns the password that is to be shown, if there is a new one


async def _change_role(visit: Visit, user: User) -> None:
    role = _role_of(visit)
    if role == user.role:
        return
    if not await visit.site.accounts.set_role(user.name, role):
        raise _disabled(user.name)
    await visit.note("role_changed", f"{user.name} {user.role} → {role}")


async def _renew_password(visit: Visit, user: User) -> str:
    password = generated_password()
    if not await visit.site.accounts.set_password(user.name, await _hash_of(visit, password), given=True):
        raise _disabled(user.name)
    await visit.note("password_set", user.name)
    return password


async def _disable(visit: Visit, user: User) -> None:
    if user.name == visit.agent:
        raise RefusedInput(
            "不能停用自己。请另一位管理员来做", "you cannot disable yourself: ask another administrator to do it"
        )
    if not await visit.site.accounts.disable(user.name):
        raise _disabled(user.name)
    await visit.note("user_disabled", user.name)


async def _enable(visit: Visit, user: User) -> str:
    """With a new password: whoever knew the old one may be why they were disabled."""
    password = generated_password()
    if not await visit.site.accounts.add(user.name, user.role, await _hash_of(visit, password), given=True):
        raise RefusedInput(f"{user.name} 已经在用了", f"{user.name} may sign in already")
    await visit.note("user_enabled", f"{user.name} {user.role}")
    return password


_STEPS: dict[str, Callable[[Visit, User], Awaitable[str | None]]] = {
    "role": _change_role, "password": _renew_password, "disable": _disable, "enable": _enable,
}  # fmt: skip


# ---- what all of them do


async def _users(visit: Visit, problem: BotError | None = None) -> Response:
    users = await visit.site.accounts.users()
    return visit.page(
        "admin/users", 200 if problem is None else 422, users=users, roles=ROLES, given=visit.form, problem=problem
    )


async def _user(visit: Visit, name: str, *, password: str | None = None, problem: BotError | None = None) -> Response:
    user = await visit.site.accounts.user(name)
    if user is None:
        raise HTTPException(404)
    return visit.page(
        "admin/user",
        200 if problem is None else 409,
        user=user,
        devices=await visit.site.accounts.count_sign_ins(name),
        roles=ROLES,
        password=password,
        problem=problem,
    )


def _role_of(visit: Visit) -> Role:
    chosen = visit.form.get("role", "")
    for role in ROLES:
        if role == chosen:
            return role
    raise RefusedInput(
        f"没有“{chosen}”这个角色。可用：{'、'.join(ROLES)}", f"there is no role {chosen!r}. Valid: {', '.join(ROLES)}"
    )


async def _hash_of(visit: Visit, password: str) -> str:
    """Takes as much memory as a check of a password does, and waits for its turn like one."""
    async with visit.site.checking_passwords:
        return await asyncio.to_thread(hashed, password)


def _there_already(name: str) -> RefusedInput:
    return RefusedInput(
        f"已经有用户 {name} 了，没有改动。改角色、重设密码、重新启用，请在表里点他的名字",
        f"there is a user {name} already; nothing was changed. To change or enable them, follow the name in the table",
    )


def _disabled(name: str) -> RefusedInput:
    return RefusedInput(f"{name} 已经停用，没有改动", f"{name} is disabled; nothing was changed")
