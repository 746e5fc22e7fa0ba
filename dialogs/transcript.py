"""What was said in a conversation, for an agent who is asked in: the least that makes it readable again.

A line holds what somebody did, not what was replied: the question is worded from the catalogue when it is read.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

MOST_LINES = 40
LONGEST_LINE = 120


class Line(NamedTuple):
    """``said`` is a masked text, or the value of a pressed choice; ``asked`` the fact that was being asked."""

    kind: Literal["text", "choose"]
    said: str
    asked: str | None
    by_agent: bool


def continued(transcript: tuple[Line, ...], line: Line) -> tuple[Line, ...]:
    """The transcript with one line more; the oldest goes where there are too many."""
    return (*transcript, line._replace(said=line.said[:LONGEST_LINE]))[-MOST_LINES:]
