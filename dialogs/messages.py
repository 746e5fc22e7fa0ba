"""What goes into a step of the conversation and what comes out of it; the only types that a channel knows."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from policy.shape import Language


class Event(NamedTuple):
    """Something a person did.

    ``value`` is the text of a "text" and the value of the pressed choice of a "choose". ``at`` is aware and is the
    only clock of the conversation. ``language`` is used on first contact and on "start"; ``topic`` only on "start".
    """

    kind: Literal["start", "text", "choose"]
    value: str
    at: datetime
    language: Language | None = None
    topic: str | None = None


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
