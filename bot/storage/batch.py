"""A batch of what people did and of what was sent, written in one transaction; and many conversations read at once."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from bot.compact import as_json
from bot.storage.store import Change, Outcome, Saved, Waiting


class Sent(NamedTuple):
    """Messages that were sent and can be forgotten."""

    numbers: tuple[int, ...]


class Written(NamedTuple):
    """What became of each item of a batch, in order; what is to be sent now; and whether somebody was erased."""

    outcomes: list[Outcome]
    posted: list[Waiting]
    erased: bool


class Batches:
    """Runs on the connection's own thread, whole batches at a time. ``queries`` are aiosql's for sqlite3."""

    def __init__(self, queries: Any) -> None:
        self._queries = queries

    def load(self, connection: sqlite3.Connection, wanted: Sequence[tuple[str, str | None]], now: int) -> list[Saved]:
        """What is kept of each person, and whether their event was applied before."""
        rows = self._queries.load(connection, wanted=as_json(wanted), now=now)
        return [Saved(turn, state, bool(applied)) for turn, state, applied in rows]

    def waiting(self, connection: sqlite3.Connection, channel: str, after: int, most: int) -> list[Waiting]:
        """The next messages of a channel with a higher number, in order."""
        rows = self._queries.waiting(connection, channel=channel, after=after, most=most)
        return [Waiting(*row) for row in rows]

    def write(
        self, connection: sqlite3.Connection, batch: Sequence[Change | Sent], now: int, expires_at: int
    ) -> Written:
        """Write a batch, durably and whole. Of two steps of the same person the second comes too late."""
        numbers = [number for item in batch if isinstance(item, Sent) for number in item.numbers]
        changes: dict[str, Change] = {}
        for item in batch:
            if isinstance(item, Change):
                changes.setdefault(item.person, item)
        kept: set[str] = set()
        applied: set[str] = set()
        posted: list[Waiting] = []
        with _transaction(connection):
            if numbers:
                self._queries.sent(connection, numbers=as_json(numbers))
            if changes:
                kept, posted = self._keep(connection, [*changes.values()], now, expires_at)
            if len(kept) < len(changes):
                applied = self._applied(connection, [*changes.values()])

        def outcome(item: Change | Sent) -> Outcome:
            if isinstance(item, Sent) or (item.person in kept and item is changes[item.person]):
                return "kept"
            return "applied" if item.event in applied else "overtaken"

        erased = any(changes[person].state is None for person in kept)
        return Written([outcome(item) for item in batch], posted, erased)

    def post(
        self, connection: sqlite3.Connection, person: str, event: str, messages: Sequence[str], now: int
    ) -> list[Waiting] | None:
        """Have something sent outside of a conversation; None if the event was there before."""
        with _transaction(connection):
            is_new = self._queries.mark(connection, events=as_json([event]), now=now)
            return self._post(connection, [(person, message) for message in messages], now) if is_new else None

    def _keep(
        self, connection: sqlite3.Connection, changes: Sequence[Change], now: int, expires_at: int
    ) -> tuple[set[str], list[Waiting]]:
        """Write the changes that nothing has overtaken, with all that belongs to them; says whose, and what to send."""
        steps = as_json([(one.person, one.turn, one.state, one.language, one.event) for one in changes])
        kept = {person for (person,) in self._queries.keep(connection, steps=steps, now=now, expires_at=expires_at)}
        changes = [one for one in changes if one.person in kept]
        if erased := [one.person for one in changes if one.state is None]:
            self._queries.forget_messages(connection, people=as_json(erased))
            self._queries.forget_questions(connection, people=as_json(erased))
        if events := [one.event for one in changes if one.event is not None]:
            self._queries.mark(connection, events=as_json(events), now=now)
        if asked := [(one.unanswered[0], one.person, one.unanswered[1]) for one in changes if one.unanswered]:
            self._queries.add_unanswered(connection, asked=as_json(asked), now=now)
        if counted := Counter((_channel(one.person), *each) for one in changes for each in one.counted):
            times = [(*what, times) for what, times in counted.items()]
            self._queries.add_counted(connection, counted=as_json(times), now=now)
        messages = [(one.person, message) for one in changes for message in one.messages]
        return kept, self._post(connection, messages, now) if messages else []

    def _post(self, connection: sqlite3.Connection, messages: Sequence[tuple[str, str]], now: int) -> list[Waiting]:
        """Put messages into the outbox, each with whom it is for; returns them in the order of their numbers."""
        given = as_json([(_channel(person), person, message) for person, message in messages])
        return sorted(Waiting(*row) for row in self._queries.post(connection, messages=given, now=now))

    def _applied(self, connection: sqlite3.Connection, changes: Sequence[Change]) -> set[str]:
        """The events among those of the changes that have been applied, before or just now."""
        events = as_json([change.event for change in changes])
        return {event for (event,) in self._queries.applied(connection, events=events)}


def _channel(person: str) -> str:
    """A person is "channel:who"; what is for somebody without a channel is never sent."""
    return person.partition(":")[0] if ":" in person else ""


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
