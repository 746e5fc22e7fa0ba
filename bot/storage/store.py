"""What the turn runner needs of a database, whichever it is."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Saved(NamedTuple):
    """What is kept of a person. ``turn`` never goes back; ``state`` is None if nothing else is kept, or no longer."""

    turn: int = 0
    state: str | None = None


class Change(NamedTuple):
    """One applied step of a person's conversation, to be kept whole or not at all.

    ``after`` is the turn that it was computed from. ``state`` None erases the conversation; only the turn stays.
    """

    person: str
    after: int
    turn: int
    state: str | None
    language: str


class Unanswered(NamedTuple):
    """A question that was left without an answer, masked; ``last_seen`` in seconds since 1970."""

    question: str
    topic: str
    times: int
    last_seen: int


class Store(Protocol):
    """Keeps conversations. What it accepted survives the sudden end of the process."""

    async def load(self, person: str) -> Saved:
        """What is kept of a person; ``Saved()`` of a stranger. What has expired is not given out."""
        ...

    async def add_unanswered(self, question: str, topic: str) -> None:
        """Count a masked question that was left without an answer. Nobody is named with it."""
        ...

    async def commit(self, change: Change) -> bool:
        """Keep a change, durably, before returning.

        False, and nothing is kept, if another step came first: the person's turn is no longer ``change.after``.
        """
        ...
