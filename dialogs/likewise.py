"""Answers that refer to one given before: the old one was there too, 也在那儿报废的."""

from __future__ import annotations

import re

from dialogs.turn import Turn
from dialogs.understanding.text import normalised
from policy.domain import Domain
from policy.fact import Fact

_THERE = re.compile(
    r"也(?:是|在)?(?:那儿|那里|那边|当地|同一个?(?:地方|城市|市)|省内|本地)|同一个?(?:地方|城市|市)|一样的?地方"
    r"|\b(?:there,? (?:too|as well)|also there|(?:the )?same (?:place|city|town|province))\b"
)


def likewise(turn: Turn, text: str) -> dict[str, Domain]:
    """What a text says of the question that is asked, or of another open one, by reference to a like answer."""
    if turn.topic is None or not _THERE.search(normalised(text)):
        return {}
    for name in dict.fromkeys([turn.session.asking or "", *turn.unasked]):
        fact = turn.catalogue.facts.get(name)
        if fact is not None and (before := _like_answer(turn, fact)) is not None:
            return {name: before}
    return {}


def _like_answer(turn: Turn, fact: Fact) -> Domain | None:
    """The last certain answer among the same options, in the same topic."""
    alike = [
        domain
        for other, domain in turn.given
        if other.id != fact.id and fact.kind == "choice" and [*other.options] == [*fact.options] and domain.is_point
    ]
    return alike[-1] if alike else None
