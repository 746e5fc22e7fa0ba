"""Calls at the desk: whose they are, what the agent wrote about them, and codes that open a resident's conversation."""

from __future__ import annotations

import secrets
from typing import Literal, NamedTuple, get_args

from bot.storage.database import Database, Queries

Disposition = Literal["answered", "referred", "call_back", "dropped", "other"]
DISPOSITIONS: tuple[Disposition, ...] = get_args(Disposition)

OWN = "desk:"
"""What the people of the desk's own calls are named with; all others are residents who let an agent in."""


class Call(NamedTuple):
    """``person`` is whose conversation it is. Times are in seconds since 1970; ``ended_at`` None: in progress."""

    id: str
    person: str
    started_at: int
    ended_at: int | None
    notes: str
    disposition: Disposition | None
    summary: str | None

    @property
    def is_shared(self) -> bool:
        """Whether it is a resident's own conversation, opened by a code."""
        return not self.person.startswith(OWN)


class Report(NamedTuple):
    """An error that an agent reported. ``about`` is "measure:…", "faq:…" or "fact:…"."""

    number: int
    at: int
    agent: str
    about: str
    remark: str
    catalogue_version: str


class Calls:
    """Each call belongs to one agent; to everybody else it is as if it were not there."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queries = Queries(database, "calls.sql")

    async def open(self, agent: str, person: str | None = None) -> Call:
        """A new call: of the desk's own, or about a resident's conversation."""
        identity = secrets.token_urlsafe(12)
        whose, now = person or f"{OWN}{identity}", self._database.now
        await self._queries("open_call", id=identity, agent=agent, person=whose, now=now)
        return Call(identity, whose, now, None, "", None, None)

    async def find(self, identity: str, agent: str) -> Call | None:
        row = await self._queries("call", id=identity, agent=agent)
        return None if row is None else Call(*row)

    async def of(self, agent: str, most: int = 30) -> list[Call]:
        """An agent's calls, the newest first."""
        return [Call(*row) for row in await self._queries.rows("calls_of", agent=agent, most=most)]

    async def write_notes(self, call: Call, agent: str, notes: str) -> None:
        await self._queries("write_notes", id=call.id, agent=agent, notes=notes)

    async def wrap_up(self, call: Call, agent: str, disposition: Disposition, summary: str) -> None:
        """End a call, or correct what was written at its end."""
        await self._queries(
            "wrap_up", id=call.id, agent=agent, disposition=disposition, summary=summary, now=self._database.now
        )

    async def end(self, call: Call) -> None:
        """End a call without a summary."""
        await self._queries("end_call", id=call.id, now=self._database.now)

    async def redeem(self, code: str) -> str | None:
        """Whose conversation a code opens; None if it opens none, or no longer. No code opens anything twice."""
        rows = await self._queries.rows("redeem", code=code, now=self._database.now)
        return str(rows[0][0]) if rows and rows[0][1] else None

    async def report(self, agent: str, about: str, remark: str, version: str) -> None:
        """Keep an error that was found in an answer, for whoever keeps the catalogue."""
        now = self._database.now
        await self._queries("report", now=now, agent=agent, about=about, remark=remark, version=version)

    async def reported(self, most: int = 200) -> list[Report]:
        """The errors that were reported, the newest first."""
        return [Report(*row) for row in await self._queries.rows("reported", most=most)]

    async def settle_report(self, number: int) -> Report | None:
        """Take a report away, because it has been seen to; what it was, None if somebody else was quicker."""
        rows = await self._queries.rows("settle_report", number=number)
        return Report(*rows[0]) if rows else None

    async def purge(self, kept_days: int) -> int:
        """Erase calls that began longer ago; returns how many."""
        before = self._database.now - kept_days * 86400
        return int(await self._queries("purge_calls", before=before))
