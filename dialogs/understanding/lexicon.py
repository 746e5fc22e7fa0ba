"""The phrases of a catalogue's language files, prepared once: what a sentence is searched with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dialogs.understanding.options import vocabulary
from dialogs.understanding.searching import Phrases
from policy.catalogue import Catalogue
from policy.derived import derived
from policy.domain import Domain
from policy.fact import Fact
from policy.pieces import in_pieces
from policy.speech import Statement, value_of

Expressions = list[tuple[Domain, Phrases]]


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
            Stating(catalogue, catalogue.facts[name], statement)
            for name, statement in in_pieces(speech.statements.items())
        ]
        self.by_fact = {stating.fact.id: stating for stating in self.statings}
        self.names = phrases(catalogue, speech.asides.names)
        self.other_amounts = phrases(catalogue, speech.asides.amounts)
        self.other_days = phrases(catalogue, speech.asides.days)

    def of(self, topic: str) -> list[Stating]:
        """What is looked for in a topic."""
        return [stating for stating in self.statings if topic in stating.statement.topics]


def _expressions(catalogue: Catalogue, fact: Fact, said: Mapping[str, Iterable[str]]) -> Expressions:
    return [(fact.parse(value_of(fact, key)), phrases(catalogue, expressions)) for key, expressions in said.items()]


def _ends(fact: Fact, low: object, high: object) -> Domain:
    return fact.parse({"from": low, "to": high})


def phrases(catalogue: Catalogue, said: Iterable[str]) -> Phrases:
    """Phrases of the catalogue, to look for in sentences."""
    return Phrases(said, lambda name: _words_of(catalogue, name))


@derived(1024)
def _words_of(catalogue: Catalogue, name: str) -> Sequence[str]:
    """The words of a group, or those for the options of a fact."""
    if group := catalogue.speech.words.groups.get(name):
        return group
    statement = catalogue.speech.statements.get(name)
    said = [phrase for options in (statement.says.values() if statement else ()) for phrase in options]
    return [*said, *vocabulary(catalogue.facts[name]).searched]


@derived()
def lexicon(catalogue: Catalogue) -> Lexicon:
    return Lexicon(catalogue)
