"""What goes into a step of the conversation and what comes out of it; the only types that a channel knows."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from policy.shape import Language


class Origin(NamedTuple):
    """Where a pressed button stood: under what was said in ``turn``, while ``fact`` was being asked."""

    turn: int
    fact: str | None


class Event(NamedTuple):
    """Something a person did.

    ``value`` is the text of a "text"; the value of the pressed choice of a "choose", or "#" and its position among
    those shown; and of an "other", which nobody can read, what it was: "edited", "forwarded" or "media". ``at`` is
    aware and is the only clock of the conversation. ``language`` is used on first contact and on "start", ``prefers``
    on first contact only; ``topic`` and ``faq``, a frequent question to answer, on "start". ``origin`` is None where
    a channel shows no button that could be out of date. ``by_agent`` names the call of the agent who did it in the
    person's stead, and is empty for the person's own doing.
    """

    kind: Literal["start", "text", "choose", "other"]
    value: str
    at: datetime
    language: Language | None = None
    topic: str | None = None
    faq: str | None = None
    prefers: Language | None = None
    origin: Origin | None = None
    by_agent: str = ""


class Choice(NamedTuple):
    """A button: what is written on it, and the value that comes back when it is pressed.

    Values that begin with a colon navigate; all others answer the question that is being asked.
    """

    label: str
    value: str


class Reply(NamedTuple):
    """One message: Markdown, and the choices to show under it."""

    text: str
    choices: tuple[Choice, ...] = ()
