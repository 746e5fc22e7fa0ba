"""Choices and yes-no facts that a sentence states in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from typing import NamedTuple

from dialogs.understanding.clauses import Clauses
from dialogs.understanding.lexicon import Expressions, Stating
from dialogs.understanding.options import denied, vocabulary
from dialogs.understanding.searching import Place, overlapping
from policy.domain import Domain

_WEIGHED = re.compile(r"^\s?(?:还是|或者?|和|跟|与|、|/|比)\s?")


def answered(stating: Stating, sentence: str) -> Domain | None:
    """What an answer to the question about a fact says in words that mean it only there, or in a whole sentence."""
    return _said(stating, [*stating.says, *stating.answers], sentence)


def said_in_words(stating: Stating, sentence: str) -> Domain | None:
    """What a sentence says of a fact in words that always mean it: 一儿一女."""
    return _said(stating, stating.says, sentence)


def _said(stating: Stating, expressions: Expressions, sentence: str) -> Domain | None:
    phrases = [Choice(stating, options, place) for options, said in expressions for place in said.places(sentence)]
    widest = [one for one in phrases if not any(_hides(other.place, one.place) for other in phrases)]
    meant = [one.options for choice in widest if (one := _affirmed(choice, sentence))]
    return (meant and reduce(Domain.__and__, meant)) or None


class Choice(NamedTuple):
    """Options of a fact that a phrase states."""

    stating: Stating
    options: Domain
    place: Place


def stated_choices(statings: list[Stating], sentence: str, clauses: Clauses) -> dict[str, Domain]:
    """The one value that the sentence states of each fact; facts that it names several values of are left out.

    A phrase counts for nothing if it is denied, or inside a longer one of the same fact: 不是首套 is no 首套.
    """
    named = [choice for stating in statings for choice in _named(stating, sentence)]
    named = _each_word_for_one_fact(named, statings, sentence, clauses)
    found: dict[str, Domain] = {}
    contradicted: set[str] = set()
    for choice in named:
        name = choice.stating.fact.id
        before = found.setdefault(name, choice.options)
        both = before & choice.options
        found[name] = both or before
        if not both:
            contradicted.add(name)
    return {name: options for name, options in found.items() if name not in contradicted}


def _named(stating: Stating, sentence: str) -> list[Choice]:
    if stating.unless.found_in(sentence):
        return []
    found = [Choice(stating, options, place) for options, said in stating.says for place in said.places(sentence)]
    if stating.statement.words:
        found += [
            Choice(stating, one.options, Place(one.start, one.end)) for one in vocabulary(stating.fact).named(sentence)
        ]
    widest = [
        one for one in found
        if not any(_hides(other.place, one.place) and not one.options.within(other.options) for other in found)
    ]  # fmt: skip
    return [affirmed for one in widest if (affirmed := _affirmed(one, sentence))]


def _hides(other: Place, one: Place) -> bool:
    """Whether a longer phrase stands at the same place."""
    return overlapping(other, one) and other.end - other.start > one.end - one.start


def _affirmed(choice: Choice, sentence: str) -> Choice | None:
    """What is left of a choice that is denied: of yes and no the other one, otherwise nothing."""
    if not denied(sentence, choice.place.start):
        return choice
    if choice.stating.fact.kind != "yes_no":
        return None
    return choice._replace(options=choice.stating.fact.universe - choice.options)


def _each_word_for_one_fact(
    named: list[Choice], statings: list[Stating], sentence: str, clauses: Clauses
) -> list[Choice]:
    """Of facts that share a word only the one whose cue is nearest within the clause keeps it."""
    cues = {stating.fact.id: stating.cues.places(sentence) for stating in statings if stating.shares_words}
    return [choice for choice in named if choice.stating.fact.id not in cues or _is_meant(choice, named, cues, clauses)]


def _is_meant(choice: Choice, named: list[Choice], cues: dict[str, list[Place]], clauses: Clauses) -> bool:
    """Whether a shared word is meant of a choice's fact. Cues of its own clause decide, then cues before it."""
    rivals = list(_rivals(choice, named, cues))
    for nearest in (_distance_in_clause, _distance_before):
        mine = nearest(choice, cues, clauses)
        theirs = [distance for other in rivals if (distance := nearest(other, cues, clauses)) is not None]
        if mine is not None or theirs:
            return mine is not None and mine <= min(theirs, default=mine)
    return choice.stating.statement.default


def _rivals(choice: Choice, named: list[Choice], cues: dict[str, list[Place]]) -> Iterator[Choice]:
    for other in named:
        shared = other.stating is not choice.stating and overlapping(other.place, choice.place)
        if shared and other.stating.fact.id in cues:
            yield other


def _distance_before(choice: Choice, cues: dict[str, list[Place]], _: Clauses) -> float | None:
    """How far the last cue of the choice's fact before it is."""
    ends = [cue.end for cue in cues[choice.stating.fact.id] if cue.end <= choice.place.start]
    return choice.place.start - max(ends) if ends else None


def _distance_in_clause(choice: Choice, cues: dict[str, list[Place]], clauses: Clauses) -> float | None:
    """How far the nearest cue of the choice's fact is in its clause; what comes before counts as a little nearer."""
    clause = clauses.of(choice.place.start)
    distances: list[float] = []
    for cue in cues[choice.stating.fact.id]:
        if clauses.of(cue.start) != clause or choice.place.covers(cue):
            continue
        if cue.end <= choice.place.start:
            distances.append(choice.place.start - cue.end)
        elif cue.start >= choice.place.end:
            distances.append(cue.start - choice.place.end + 0.5)
    return min(distances, default=None)
