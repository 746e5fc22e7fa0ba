"""Facts that a sentence states without having been asked. A wrong fact is worse than a missed one."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from dialogs.understanding.options import Named, vocabulary
from dialogs.understanding.text import normalised
from policy.catalogue import Catalogue
from policy.condition import criteria_in
from policy.domain import Domain
from policy.fact import Fact

_SHORTEST = 2
_CHOOSING = re.compile(r"还是|或|哪个|哪种|区别|分别")


def read_facts(catalogue: Catalogue, text: str, asked_on: date, topic: str | None) -> dict[str, Domain]:
    """The choices that a text names beyond doubt, among those of a topic's measures, or of all topics.

    Left out are words that could speak of several facts, denied ones, options weighed against each other, and facts
    that exist only under a condition: 新能源车 does not say whether the old car is meant or the new one.
    """
    sentence = normalised(text)
    if _CHOOSING.search(sentence):
        return {}
    asked_about = _unconditional_choices(catalogue, topic)
    named = [(fact, one) for fact in _choices(catalogue) for one in vocabulary(fact).named(sentence)]
    found: dict[str, Domain] = {}
    for fact, one in named:
        rivals = (other for rival, other in named if rival is not fact)
        if fact in asked_about and one.end - one.start >= _SHORTEST and not any(_hides(other, one) for other in rivals):
            found[fact.id] = found.get(fact.id, Domain()) | one.options
    return {name: options for name, options in found.items() if options.is_point}


def _hides(other: Named, one: Named) -> bool:
    """Whether a word for another fact covers the same place, so that either could be meant: 二手 in 二手房."""
    return other.start < one.end and one.start < other.end and other.end - other.start >= one.end - one.start


@lru_cache(maxsize=4)
def _choices(catalogue: Catalogue) -> tuple[Fact, ...]:
    return tuple(fact for fact in catalogue.facts.values() if fact.kind == "choice")


@lru_cache(maxsize=64)
def _unconditional_choices(catalogue: Catalogue, topic: str | None) -> frozenset[Fact]:
    """The choice facts of a topic's measures and guard that need no other fact to exist."""
    names: dict[str, None] = {}
    for about in catalogue.topics.values():
        if about.guard and topic in (None, about.id):
            names[about.guard] = None
    for measure in catalogue.measures.values():
        if topic in (None, measure.topic):
            names.update(dict.fromkeys(criterion.fact for criterion in criteria_in(measure.requires)))
    facts = (catalogue.facts[name] for name in names)
    return frozenset(fact for fact in facts if fact.kind == "choice" and fact.applies_when is None)
