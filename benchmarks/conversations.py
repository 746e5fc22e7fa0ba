"""Random conversations by buttons: somebody begins a topic and presses whatever, answers more than anything else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime

from dialogs.machine import step
from dialogs.messages import Event
from dialogs.session import Session
from policy.catalogue import Catalogue

AT = datetime(2026, 4, 12, 4, tzinfo=UTC)
LONGEST = 30

Step = tuple[Session, Event]


def conversation(catalogue: Catalogue, chance: random.Random) -> Iterator[Step]:
    """The steps of one conversation: the session before each, and what was pressed."""
    session, event = Session(), Event("start", "", AT, "zh", chance.choice(list(catalogue.topics)))
    for _ in range(LONGEST):
        yield session, event
        session, replies = step(catalogue, session, event)
        if session.place == "result" and chance.random() < 0.7:
            return
        event = Event("choose", _pressed([choice.value for choice in replies[-1].choices], chance), AT)


def _pressed(values: list[str], chance: random.Random) -> str:
    answers = [value for value in values if not value.startswith(":")]
    return chance.choice(answers if answers and chance.random() < 0.9 else values)
