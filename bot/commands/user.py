"""`jinhui user`: who may sign in. The first administrator is made here too; nobody has a password from the start."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from bot.errors import RefusedInput
from bot.options import AsJson

if TYPE_CHECKING:
    from bot.storage.audit import Action
    from bot.storage.database import Database

user = typer.Typer(
    help="谁可以登录网页 / Who may sign in to the web pages", no_args_is_help=True, rich_markup_mode=None
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="用户名 / User name")]
Found = TypeVar("Found")


@user.command("add")
def add(
    name: Name,
    role: Annotated[
        Literal["agent", "editor", "publisher", "admin"],
        typer.Option(help="坐席、编辑、发布、管理员 / What they may do"),
    ],
) -> None:
    """加一个用户；密码在提示后输入，或从标准输入读一行 / Add a user; the password is prompted for or read."""
    from bot.credentials import hashed, user_name

    name = user_name(name)
    password = hashed(_password(name))

    async def work(users: Users) -> None:
        if not await users.accounts.add(name, role, password, given=True):
            raise RefusedInput(
                f"用户 {name} 已经有了；改密码用 jinhui user passwd {name}",
                f"there is a user {name} already; change the password with: jinhui user passwd {name}",
            )
        await users.note("user_added", f"{name} {role}")

    _with_users(work)
    print(f"已添加 {name}（{role}）。/ Added {name} ({role}).")


@user.command("disable")
def disable(name: Name) -> None:
    """停用一个用户，并让他在各处退出 / Let a user in no more, and sign them out everywhere."""
    from bot.credentials import user_name

    name = user_name(name)

    async def work(users: Users) -> None:
        if not await users.accounts.disable(name, even_the_last=True):  # their password may be in wrong hands
            raise _no_such_user(name)
        await users.note("user_disabled", name)

    _with_users(work)
    print(f"已停用 {name}。/ Disabled {name}.")


@user.command("passwd")
def passwd(name: Name) -> None:
    """改密码，并让该用户在各处退出 / Change a password, and sign the user out everywhere."""
    from bot.credentials import hashed, user_name

    name = user_name(name)

    async def look(users: Users) -> None:
        if await users.accounts.password_hash(name) is None:
            raise _no_such_user(name)

    _with_users(look)
    password = hashed(_password(name))

    async def work(users: Users) -> None:
        if not await users.accounts.set_password(name, password, given=True):
            raise _no_such_user(name)
        await users.note("password_set", name)

    _with_users(work)
    print(f"已改 {name} 的密码。/ Changed the password of {name}.")


@user.command("list")
def list_users(as_json: AsJson = False) -> None:
    """列出用户 / List the users."""
    from bot.clock import SHANGHAI
    from bot.output import print_json

    def moment(seconds: int | None) -> str | None:
        return None if seconds is None else f"{datetime.fromtimestamp(seconds, SHANGHAI):%Y-%m-%d %H:%M}"

    found = _with_users(lambda users: users.accounts.users())
    if as_json:
        print_json(
            [
                {
                    "name": one.name,
                    "role": one.role,
                    "disabled": one.disabled_at is not None,
                    "signed_in_at": moment(one.signed_in_at),
                }
                for one in found
            ],
            indent=2,
        )
        return
    for one in found:
        state = "停用 disabled" if one.disabled_at is not None else moment(one.signed_in_at) or "-"
        print(f"{one.name:<20}  {one.role:<9}  {state}")
    if not found:
        print("没有用户。/ No users. jinhui user add NAME --role admin")


# ---- what all of them do


class Users:
    """The accounts and the log that every change of them is written to."""

    def __init__(self, database: Database) -> None:
        from bot.storage.accounts import Accounts
        from bot.storage.audit import AuditLog

        self.accounts = Accounts(database)
        self._audit = AuditLog(database)

    async def note(self, action: Action, subject: str) -> None:
        from bot.storage.audit import CONSOLE

        await self._audit.note(CONSOLE, action, subject)


def _with_users(work: Callable[[Users], Awaitable[Found]]) -> Found:
    from asyncio import Runner

    from bot.settings import read_settings
    from bot.storage.database import Database

    async def run() -> Found:
        database = await Database.open(read_settings().database)
        try:
            return await work(Users(database))
        finally:
            await database.close()

    with Runner() as runner:
        return runner.run(run())


def _no_such_user(name: str) -> RefusedInput:
    return RefusedInput(
        f"没有在用的用户 {name}；用 jinhui user list 查看",
        f"there is no active user {name}; see: jinhui user list",
    )


def _password(name: str) -> str:
    """From a terminal, twice and without echo; otherwise the first line of standard input."""
    from bot.credentials import new_password

    if not sys.stdin.isatty():
        return new_password(sys.stdin.readline().rstrip("\r\n"), name)
    password = new_password(getpass.getpass("密码 / Password: "), name)
    if getpass.getpass("再输一次 / Once more: ") != password:
        raise RefusedInput("两次输入的密码不一样", "the two passwords differ")
    return password
