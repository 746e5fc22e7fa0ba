"""Who may sign in, and who is signed in."""

from __future__ import annotations

import hashlib
import secrets
from typing import Literal, NamedTuple, get_args

from bot.errors import BotError
from bot.storage.database import Database, Queries

Role = Literal["agent", "editor", "publisher", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)

IDLE_SECONDS = 30 * 60
LONGEST_SECONDS = 12 * 3600
_NOTED_EVERY = 60
"""Being seen is written down once a minute at most: a request that changes nothing should write nothing."""


class User(NamedTuple):
    """Times are in seconds since 1970; ``disabled_at`` None: may sign in."""

    name: str
    role: Role
    created_at: int
    disabled_at: int | None
    signed_in_at: int | None


class Account(NamedTuple):
    """Somebody who is signed in. ``password_is_given``: somebody else may know it, who gave it to them."""

    name: str
    role: Role
    password_is_given: bool = False


class LastAdministrator(BotError):
    """Nobody would be left who may add users on the page; nothing was changed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} 是唯一的管理员，没有改动。请先加一个管理员",
            f"{name} is the only administrator; nothing was changed. Add another administrator first",
        )


class Accounts:
    """Users and their sign-ins. Tokens are random; the file holds hashes of them only."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queries = Queries(database, "accounts.sql")

    # ---- users

    async def add(self, name: str, role: Role, password_hash: str, *, given: bool = False) -> bool:
        """Add a user, or bring back one that was disabled; False, and nothing changed, if the name is in use.

        ``given``: the password is known to whoever adds them.
        """
        now = self._database.now
        added = bool(
            await self._queries("add_user", name=name, role=role, password=password_hash, given=given, now=now)
        )
        if added:
            await self._queries("forgive_wrong_passwords", name=name)
        return added

    async def set_password(self, name: str, password_hash: str, *, given: bool = False) -> bool:
        """Change a password, end every sign-in and forget the wrong ones before; False if there is no such user."""
        changed = bool(await self._queries("set_password", name=name, password=password_hash, given=given))
        if changed:
            await self._queries("forgive_wrong_passwords", name=name)
            await self.sign_out_everywhere(name)
        return changed

    async def set_role(self, name: str, role: Role) -> bool:
        """Let somebody do something else from their next page on; False if there is no such user.

        Raises LastAdministrator.
        """
        return bool(await self._queries("set_role", name=name, role=role)) or await self._nobody(name)

    async def disable(self, name: str, *, even_the_last: bool = False) -> bool:
        """Let somebody in no more, and end every sign-in; False if there is no such user.

        Raises LastAdministrator, unless ``even_the_last`` may go: for whoever can add another one without the page.
        """
        now = self._database.now
        if not await self._queries("disable_user", name=name, now=now, even_the_last=even_the_last):
            return await self._nobody(name)
        await self.sign_out_everywhere(name)
        return True

    async def _nobody(self, name: str) -> Literal[False]:
        """Why nothing was changed: there is no such user, or they are the last administrator."""
        if await self.password_hash(name) is not None:
            raise LastAdministrator(name)
        return False

    async def users(self) -> list[User]:
        """Everybody, disabled ones too, by name."""
        return [User(*row) for row in await self._queries.rows("users")]

    async def user(self, name: str) -> User | None:
        """One of them, disabled or not."""
        row = await self._queries("user", name=name)
        return None if row is None else User(*row)

    async def password_hash(self, name: str) -> str | None:
        """The hash of a user's password; None if nobody of that name may sign in."""
        row = await self._queries("password", name=name)
        return None if row is None else str(row[0])

    # ---- sign-ins

    async def sign_in(self, name: str) -> str:
        """A new token for a user whose password was right. Sign-ins that have run out are erased on the way."""
        token, now = secrets.token_urlsafe(32), self._database.now
        await self._queries("purge_sign_ins", **self._limits(now))
        await self._queries("sign_in", token=_hash(token), name=name, now=now)
        await self._queries("note_sign_in", name=name, now=now)
        return token

    async def signed_in(self, token: str) -> Account | None:
        """Whose token it is; None once it was idle for ``IDLE_SECONDS`` or is ``LONGEST_SECONDS`` old."""
        now, hashed = self._database.now, _hash(token)
        row = await self._queries("signed_in", token=hashed, **self._limits(now))
        if row is None:
            return None
        name, role, given, seen_at = row
        if now - seen_at >= _NOTED_EVERY:
            await self._queries("note_seen", token=hashed, now=now)
        return Account(name, role, bool(given))

    async def sign_out(self, token: str) -> None:
        await self._queries("sign_out", token=_hash(token))

    async def sign_out_everywhere(self, name: str) -> None:
        """End every sign-in of a user, on whatever device."""
        await self._queries("sign_out_everywhere", name=name)

    async def count_sign_ins(self, name: str) -> int:
        """On how many devices a user is signed in."""
        return int(await self._queries("count_sign_ins", name=name, idle_since=self._database.now - IDLE_SECONDS))

    @staticmethod
    def _limits(now: int) -> dict[str, int]:
        return {"idle_since": now - IDLE_SECONDS, "signed_in_since": now - LONGEST_SECONDS}


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
