"""The phrases of a catalogue's language files, compiled once: what a sentence is searched with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from dialogs.understanding.options import vocabulary
from policy.catalogue import Catalogue
from policy.domain import Domain
from policy.fact import Fact
from policy.phrase import pattern_of
from policy.speech import Statement
from policy.speech_references import value_of

_WITH_STRUCTURE = re.compile(r"[(|){]")
NEVER = re.compile(r"(?!)")
_MOST = 25
"""Nobody who means it says one thing more often in a message; it also keeps noise from costing much."""


class Place(NamedTuple):
    """Where something stands in a sentence."""

    start: int
    end: int

    def covers(self, other: Place) -> bool:
        """Whether the other lies within this one and is shorter."""
        return self.start <= other.start and other.end <= self.end and self != other


def places(pattern: re.Pattern[str], sentence: str) -> list[Place]:
    """Where a pattern is found, first the first; of very many only these."""
    return [Place(match.start(), match.end()) for match in islice(pattern.finditer(sentence), _MOST)]


def widest(found: Iterable[Place]) -> list[Place]:
    """The places that do not lie within another, in order."""
    kept: list[Place] = []
    for place in sorted(set(found), key=lambda one: (one.start, -one.end)):
        if not kept or place.end > kept[-1].end:
            kept.append(place)
    return kept


def overlapping(one: Place, other: Place) -> bool:
    return one.start < other.end and other.start < one.end


class Stating:
    """How one fact is stated."""

    def __init__(self, catalogue: Catalogue, fact: Fact, statement: Statement) -> None:
        self.fact = fact
        self.statement = statement
        self.says = _expressions(catalogue, fact, statement.says)
        self.answers = _expressions(catalogue, fact, statement.answers)
        self.implied = _expressions(catalogue, fact, statement.implied)
        self.cues = phrases(catalogue, statement.cues)
        self.needs = phrases(catalogue, statement.needs)
        self.unless = phrases(catalogue, statement.unless)
        self.surest = phrases(catalogue, statement.surest)
        self.adds_up = phrases(catalogue, statement.adds_up)
        self.usual = None if statement.usual is None else _ends(fact, *statement.usual)

    @property
    def shares_words(self) -> bool:
        """Whether its words may be meant of another fact, so that cues decide."""
        return self.fact.kind == "choice" and bool(self.statement.says and self.statement.cues)


class Lexicon:
    """All that is searched for."""

    def __init__(self, catalogue: Catalogue) -> None:
        speech = catalogue.speech
        self.statings = [
            Stating(catalogue, catalogue.facts[name], statement) for name, statement in speech.statements.items()
        ]
        self.by_fact = {stating.fact.id: stating for stating in self.statings}
        self.names = phrases(catalogue, speech.asides.names)
        self.other_amounts = phrases(catalogue, speech.asides.amounts)
        self.other_days = phrases(catalogue, speech.asides.days)

    def of(self, topic: str) -> list[Stating]:
        """What is looked for in a topic."""
        return [stating for stating in self.statings if topic in stating.statement.topics]


def _expressions(
    catalogue: Catalogue, fact: Fact, said: Mapping[str, Iterable[str]]
) -> list[tuple[Domain, re.Pattern[str]]]:
    return [(fact.parse(value_of(fact, key)), phrases(catalogue, expressions)) for key, expressions in said.items()]


def _ends(fact: Fact, low: object, high: object) -> Domain:
    return fact.parse({"from": low, "to": high})


def phrases(catalogue: Catalogue, said: Iterable[str]) -> re.Pattern[str]:
    """One pattern for any of some phrases, longer ones first."""
    longest_first = sorted(chain.from_iterable(map(_spelled_out, said)), key=len, reverse=True)
    if not longest_first:
        return NEVER
    return re.compile("|".join(pattern_of(phrase, lambda name: _words_of(catalogue, name)) for phrase in longest_first))


def _spelled_out(phrase: str) -> list[str]:
    """卖的? as 卖的 and 卖, so that the longest of all phrases is tried first. Others are left as they are."""
    if phrase.count("?") != 1 or _WITH_STRUCTURE.search(phrase):
        return [phrase]
    place = phrase.index("?")
    return [phrase.replace("?", ""), phrase[: place - 1] + phrase[place + 1 :]]


def _words_of(catalogue: Catalogue, name: str) -> str:
    if group := catalogue.speech.words.groups.get(name):
        return "|".join(map(re.escape, sorted(group, key=len, reverse=True)))
    statement = catalogue.speech.statements.get(name)
    said = [phrase for options in (statement.says.values() if statement else ()) for phrase in options]
    return "|".join((*map(re.escape, said), vocabulary(catalogue.facts[name]).expression))


@lru_cache(maxsize=4)
def lexicon(catalogue: Catalogue) -> Lexicon:
    return Lexicon(catalogue)
