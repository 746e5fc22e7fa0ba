"""What a step counts, for those who want to make it better: no word of a person, nothing that says who they are.

Beginnings, questions, results, answers to frequent questions, hand-offs, and whether somebody found it helpful.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dialogs.messages import Choice, Reply
from dialogs.session import Counted
from dialogs.wording import labels

if TYPE_CHECKING:
    from dialogs.turn import Turn

_RATINGS = (":helpful", ":not-helpful")


def counted(turn: Turn) -> tuple[Counted, ...]:
    """Everything that this step counts."""
    return tuple(_counted(turn))


def _counted(turn: Turn) -> Iterator[Counted]:
    before, now = turn.before, turn.session
    if not before.greeted:
        yield Counted("conversation")
    asked = before.asking if before.place == "interview" and not before.revisiting else None
    if asked is not None and before.topic is not None and now.answers.get(asked) != before.answers.get(asked):
        yield Counted("answered", before.topic, asked)
    for topic in turn.begun:
        yield Counted("topic", topic)
    is_asked = now.place == "interview" and not now.revisiting and (now.asking != before.asking or turn.begun)
    if is_asked and now.topic and now.asking:
        yield Counted("asked", now.topic, now.asking)
    if turn.shows_result and now.topic:
        yield Counted("result", now.topic)
    if turn.answered_faq is not None:
        yield Counted("faq", turn.catalogue.faq[turn.answered_faq].topic, turn.answered_faq)
    if now.interruption == "handoff":
        yield Counted("handoff", now.topic or "")
    if now.unanswered is not None:
        yield Counted("unanswered", now.topic or "")
    if turn.rating is not None and before.rateable is not None:
        yield Counted(turn.rating, *before.rateable)


# ---- was it helpful?


def rateable(turn: Turn) -> tuple[str, str] | None:
    """What the reply of this step can be called helpful for: the topic, and the answered question, if it is one."""
    if turn.answered_faq is not None:
        return turn.catalogue.faq[turn.answered_faq].topic, turn.answered_faq
    return (turn.session.topic, "") if turn.shows_result and turn.session.topic else None


def with_ratings(turn: Turn, reply: Reply) -> Reply:
    """The reply with two buttons more, which are the last ones."""
    names = labels(turn.session.language)
    return reply._replace(choices=(*reply.choices, *(Choice(names[value], value) for value in _RATINGS)))


def rate_helpful(turn: Turn) -> bool:
    return _rated(turn, helpful=True)


def rate_not_helpful(turn: Turn) -> bool:
    return _rated(turn, helpful=False)


def _rated(turn: Turn, *, helpful: bool) -> bool:
    """Thank for it; nothing else changes."""
    if turn.before.rateable is None:
        return False
    turn.rating = "helpful" if helpful else "not_helpful"
    turn.say("rated", helpful=helpful)
    return True
