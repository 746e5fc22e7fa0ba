"""What was counted, in tables: how many conversations, how far people get, what they ask, what helps them."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from bot.storage.database import Database, Queries


class Day(NamedTuple):
    day: str
    channel: str
    conversations: int


class Funnel(NamedTuple):
    """A topic: begun, brought to a result, handed to a person, left without an answer."""

    topic: str
    started: int
    results: int
    handoffs: int
    unanswered: int


class Question(NamedTuple):
    """A question of a topic: how often it was asked, answered, and where people stopped."""

    topic: str
    fact: str
    asked: int
    answered: int
    stopped: int


class Answer(NamedTuple):
    """An entry, or with an empty name the result of a topic: how often it was shown, and called helpful or not."""

    topic: str
    name: str
    shown: int
    helpful: int
    not_helpful: int


class Numbers:
    """Counts since a day, that day included."""

    def __init__(self, database: Database) -> None:
        self._queries = Queries(database, "numbers.sql")

    async def days(self, since: date) -> list[Day]:
        """The newest first."""
        return [Day(*row) for row in await self._rows("conversations", since)]

    async def funnels(self, since: date) -> list[Funnel]:
        """The topic that was begun most often first; what happened outside of any topic has none."""
        found: dict[str, dict[str, int]] = {}
        for topic, what, count in await self._rows("by_topic", since):
            found.setdefault(topic, {})[what] = count
        names = ("topic", "result", "handoff", "unanswered")
        rows = [Funnel(topic, *(counts.get(name, 0) for name in names)) for topic, counts in found.items()]
        return sorted(rows, key=lambda row: (-row.started, row.topic))

    async def questions(self, since: date) -> list[Question]:
        """Topic by topic, the question at which most people stopped first."""
        rows = [
            Question(topic, fact, asked or 0, answered or 0, max(0, (asked or 0) - (answered or 0)))
            for topic, fact, asked, answered in await self._rows("by_question", since)
        ]
        return sorted(rows, key=lambda row: (row.topic, -row.stopped, -row.asked, row.fact))

    async def answers(self, since: date) -> list[Answer]:
        """Entries and results, the most frequent first; a result is shown as often as its topic's funnel says."""
        results = {funnel.topic: funnel.results for funnel in await self.funnels(since)}
        rows = [
            Answer(topic, name, (shown or 0) if name else results.get(topic, 0), helpful or 0, not_helpful or 0)
            for topic, name, shown, helpful, not_helpful in await self._rows("by_answer", since)
        ]
        return sorted(rows, key=lambda row: (-row.shown, row.topic, row.name))

    async def _rows(self, name: str, since: date) -> list[Any]:
        return await self._queries.rows(name, since=since.isoformat())
