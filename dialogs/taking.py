"""Facts that were said are kept, and the conversation goes on with the next question, or with the topic they are of."""

from __future__ import annotations

from collections.abc import Callable

from dialogs.packed import unpacked
from dialogs.turn import Turn
from dialogs.understanding import Understanding
from dialogs.values import understood
from policy.domain import Domain
from policy.problems import RefusedValue

CLEAR = 0.6
"""How certain the subject of a message must be for its branch to be taken as said."""


def take(turn: Turn, found: dict[str, Domain], about: str | None = None) -> None:
    """Keep the facts and go on. Facts that come before any topic, or are about another one, choose it."""
    current = topic_in_progress(turn)
    topic = about or current or turn.topic_of(found)
    if topic is None:
        turn.say("misunderstood", fact=None)
        return
    revisited = turn.session.asking if turn.session.revisiting and turn.session.asking not in found else None
    turn.record(found)
    if topic != current:
        turn.begin(topic)
    elif revisited is not None:  # which of two answers holds, say, is still to be answered
        turn.revisit(revisited)
    else:
        turn.advance()


def chosen(turn: Turn, value: str) -> dict[str, Domain]:
    """What a choice says of the fact that is asked; nothing if it belongs to another question."""
    fact = turn.asking
    if fact is None:
        return {}
    try:
        return {fact.id: understood(fact, value.split(","))}
    except RefusedValue:
        return {}


def take_carried(button: str) -> Callable[[Turn, str], bool]:
    """What a button does that carries facts: keep them and go on, if it was shown last."""

    def take_them(turn: Turn, facts: str) -> bool:
        if turn.topic is None or f":{button}:{facts}" not in turn.session.offered:
            return False
        turn.record(unpacked(turn, facts))
        turn.advance()
        return True

    return take_them


def branch(turn: Turn, found: Understanding) -> dict[str, Domain]:
    """The branch of the topic that a message is clearly about, so that the person is not asked for it."""
    guard = turn.catalogue.topics[found.topic].guard
    if guard is None or turn.answered(guard) is not None or found.confidence < CLEAR or not found.measures:
        return {}
    branches = turn.catalogue.measures[found.measures[0][0]].branch
    return {guard: turn.catalogue.facts[guard].parse(branches[0])} if len(branches) == 1 else {}


def topic_in_progress(turn: Turn) -> str | None:
    """The topic that is talked about; None while another one is being chosen."""
    return None if turn.session.place == "topic" else turn.session.topic
