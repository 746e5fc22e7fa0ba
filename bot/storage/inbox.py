"""Questions that nobody could answer, for those who write answers."""

from __future__ import annotations

from typing import NamedTuple

from bot.compact import as_json
from bot.storage.database import Database, Queries
from dialogs.understanding.text import normalised


class Asked(NamedTuple):
    """A question in the words in which it was asked last, masked; how often it was asked, in whatever spelling."""

    question: str
    topic: str
    times: int
    last_seen: int


class Inbox:
    """The questions of all conversations."""

    def __init__(self, database: Database) -> None:
        self._queries = Queries(database, "inbox.sql")

    async def asked(self) -> list[Asked]:
        """The most frequent first; those that differ in spelling only are counted together."""
        together: dict[str, Asked] = {}
        for row in await self._queries.rows("asked"):
            one = Asked(*row)
            known = together.setdefault(_alike(one.question), one)
            if known is not one:
                newest = max(known, one, key=lambda asked: asked.last_seen)
                together[_alike(one.question)] = newest._replace(times=known.times + one.times)
        return sorted(together.values(), key=lambda one: (-one.times, -one.last_seen, one.question))

    async def drop(self, question: str) -> None:
        """Forget a question, in whatever spelling it was asked: it is answered now, or never will be."""
        alike = [row[0] for row in await self._queries.rows("asked") if _alike(row[0]) == _alike(question)]
        await self._queries("drop_asked", questions=as_json(alike))


def _alike(question: str) -> str:
    """What questions that differ in spelling, spaces and punctuation only have in common."""
    return "".join(sign for sign in normalised(question) if sign.isalnum())
