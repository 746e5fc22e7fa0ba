"""Facts that were said are kept, and the conversation goes on with the next question, or with the topic they are of."""

from __future__ import annotations

from dialogs.turn import Turn
from dialogs.understanding import Understanding
from policy.domain import Domain

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
