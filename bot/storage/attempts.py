"""Slows down whoever guesses passwords or codes: so many wrong ones within a time, then none is looked at."""

from __future__ import annotations

from typing import Literal, NamedTuple

from bot.storage.database import Database, Queries

Kind = Literal["account", "address", "code"]

WITHIN_SECONDS = 15 * 60


class Attempts:
    """Wrong attempts of the last ``WITHIN_SECONDS``, kept in the database: a restart forgives nobody."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queries = Queries(database, "attempts.sql")

    async def wait(self, *limits: Limit) -> int:
        """Seconds until another attempt is looked at; 0 if it is looked at now."""
        now = self._database.now
        waits = [0]
        for kind, who, most in limits:
            count, first = await self._queries("attempts", kind=kind, who=who, since=now - WITHIN_SECONDS)
            if count >= most:
                waits.append(first + WITHIN_SECONDS - now)
        return max(waits)

    async def note(self, *limits: Limit) -> None:
        """Another wrong attempt."""
        now = self._database.now
        await self._queries("purge_attempts", since=now - WITHIN_SECONDS)
        for kind, who, _ in limits:
            await self._queries("note_attempt", kind=kind, who=who, now=now)

    async def forgive(self, limit: Limit) -> None:
        """After a right one."""
        await self._queries("forgive", kind=limit.kind, who=limit.who)


class Limit(NamedTuple):
    """At most ``most`` wrong attempts of somebody."""

    kind: Kind
    who: str
    most: int
