"""What the turn runner and the sender need of a database, whichever it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, Protocol

Outcome = Literal["kept", "overtaken", "applied"]


class Saved(NamedTuple):
    """What is kept of a person. ``turn`` never goes back; ``state`` is None if nothing else is kept, or no longer.

    ``applied``: the event that was asked about has been applied before.
    """

    turn: int = 0
    state: str | None = None
    applied: bool = False


class Change(NamedTuple):
    """One applied step of a person's conversation, to be kept whole or not at all.

    ``turn`` is one more than the turn that it was computed from. ``state`` None erases the person: only the turn and
    the keys of their events stay. ``event`` is the key of the event, ``messages`` what is to be sent, in order.
    ``unanswered`` is a masked question that was left without an answer, and its topic; ``counted`` what happened, as
    (what, topic, about).
    """

    person: str
    turn: int
    state: str | None
    language: str
    event: str | None = None
    messages: tuple[str, ...] = ()
    unanswered: tuple[str, str] | None = None
    counted: tuple[tuple[str, str, str], ...] = ()


class Waiting(NamedTuple):
    """A message to be sent. Numbers ascend in the order of the commits; ``created_at`` in seconds since 1970."""

    number: int
    person: str
    message: str
    created_at: int


class Depth(NamedTuple):
    """How much is waiting to be sent, since when (seconds since 1970, None if nothing is), and how much never was."""

    waiting: int
    oldest: int | None
    given_up: int


class Store(Protocol):
    """Keeps conversations. What it accepted survives the sudden end of the process."""

    async def load(self, person: str, event: str | None = None) -> Saved:
        """What is kept of a person; ``Saved()`` of a stranger. What has expired is not given out."""
        ...

    async def commit(self, change: Change) -> Outcome:
        """Keep a change, durably, before returning.

        Otherwise nothing is kept. "applied": its event has been applied before. "overtaken": another step came first,
        the person's turn is no longer the one before.
        """
        ...

    async def issue_code(self, person: str) -> str:
        """Six digits with which an agent can open a person's conversation, once, within ten minutes."""
        ...

    async def post(self, person: str, event: str, messages: Sequence[str]) -> bool:
        """Have something sent outside of a conversation, once for a key; False if that was done before."""
        ...


class MessageStore(Protocol):
    """Keeps what is still to be sent. A person is "channel:who".

    ``posted`` is given what this process has just put there, in the order of the numbers.
    """

    posted: Callable[[Sequence[Waiting]], None]

    async def waiting(self, channel: str, after: int) -> Sequence[Waiting]:
        """The next messages of a channel with a higher number, in order; none if there are none."""
        ...

    async def sent(self, numbers: Sequence[int], *, soon: bool = True) -> None:
        """Forget messages that were sent, durably, before returning. Unless ``soon``, with whatever is kept next."""
        ...

    async def give_up(self, number: int, reason: str) -> None:
        """Keep a message that cannot be sent, with the reason, and do not hand it out again."""
        ...

    async def give_up_on(self, person: str, upto: int, reason: str) -> None:
        """The same for all that waits for a person up to a number."""
        ...

    async def depth(self, channel: str) -> Depth: ...
