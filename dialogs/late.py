"""Buttons that were pressed after the conversation had gone on: they never answer another question."""

from __future__ import annotations

from dialogs.messages import Choice, Origin, Reply
from dialogs.prompt import navigation
from dialogs.turn import Turn
from dialogs.wording import render

_TIMELESS = (
    ":topic:", ":topics", ":handoff", ":result", ":more", ":change", ":bring", ":why-not", ":resume", ":end-sharing",
)  # fmt: skip
"""Buttons that mean the same whenever they are pressed, and as much the second time as the first."""


def stands(turn: Turn, origin: Origin, value: str) -> bool:
    """Whether a button still means what it meant when it was shown."""
    if value.startswith(_TIMELESS):
        return True
    if origin.turn == turn.session.turn - 1:
        return origin.fact in (None, turn.session.asking)  # turns may repeat after a backup was restored
    asks_the_same = origin.fact is not None and origin.fact == turn.session.asking
    return asks_the_same and value in turn.session.offered


def press_late(turn: Turn, origin: Origin, value: str) -> None:
    """Say that a button came too late and offer to change the earlier answer that it is about, if there is one."""
    fact = turn.catalogue.facts.get(origin.fact or "")
    answered = turn.answered(fact.id) if fact is not None else None
    if fact is None or answered is None or turn.topic is None or value.startswith(":"):
        turn.say("stale")
        return
    if ",".join(turn.session.answers[fact.id].values) == value:
        turn.say("already", fact=fact, domain=answered)
        return
    language = turn.session.language
    change = Choice(render("change_earlier", language, fact=fact), f":change:{fact.id}")
    turn.prompt = Reply(render("late", language, fact=fact, domain=answered), (change, *navigation(turn, ":resume")))
