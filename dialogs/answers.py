"""What is known from the answers: each narrows its own fact, and may settle others that nobody was asked about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dialogs.session import Answer
from dialogs.values import spelled, understood
from policy.catalogue import Catalogue
from policy.condition import Criterion
from policy.derived import derived
from policy.domain import Domain
from policy.fact import Fact
from policy.problems import RefusedValue

_KEPT = 4096
"""Answers and what follows from them: all turns of a conversation need the same ones, and most people give them."""

ABOUT_THE_PERSON = "person."


def known(catalogue: Catalogue, answers: Mapping[str, Answer]) -> dict[str, Domain]:
    """Every fact that the answers narrow. What was said beats what follows from something else that was said."""
    facts = catalogue.facts
    domains = {name: _stored(catalogue, name, answer) for name, answer in answers.items() if name in facts}
    said = {name: domain for name, domain in domains.items() if domain != facts[name].universe}
    found = dict(said)
    for name, domain in said.items():
        _add_consequences(catalogue, name, domain, found)
    return found


@derived(_KEPT)
def _stored(catalogue: Catalogue, name: str, answer: Answer) -> Domain:
    return stored(catalogue.facts[name], answer)


def stored(fact: Fact, answer: Answer) -> Domain:
    """The domain of an answer. One that the catalogue no longer understands counts as not given."""
    try:
        return understood(fact, answer.values) if answer.values else fact.universe
    except RefusedValue:
        return fact.universe


def _add_consequences(catalogue: Catalogue, name: str, domain: Domain, found: dict[str, Domain]) -> None:
    for other, narrowed in _consequences(catalogue, name, domain):
        if other not in found:
            found[other] = narrowed
            _add_consequences(catalogue, other, narrowed, found)


@derived(_KEPT)
def _consequences(catalogue: Catalogue, name: str, domain: Domain) -> tuple[tuple[str, Domain], ...]:
    return tuple(_worked_out(catalogue, catalogue.facts[name], domain))


def _worked_out(catalogue: Catalogue, fact: Fact, domain: Domain) -> Iterator[tuple[str, Domain]]:
    """What a fact's values say about other facts: its guard is met, its options and itself imply values."""
    guard = fact.applies_when
    if isinstance(guard, Criterion) and guard.relation is None:
        yield guard.fact, guard.accepted(catalogue.facts[guard.fact])
    if fact.kind == "choice" and domain.is_point:
        option = fact.options[spelled(fact, domain)[0]]
        for other, value in option.implies.items():
            yield other, catalogue.facts[other].parse(value)
    for other in fact.implies:
        try:
            yield other, understood(catalogue.facts[other], spelled(fact, domain))
        except RefusedValue:
            continue  # the other fact has no such value, so nothing follows for it


def outlives_the_item(catalogue: Catalogue, name: str) -> bool:
    """Whether an answer stays true for the next car, home or purchase: it is about the person or the place."""
    fact = catalogue.facts.get(name)
    implied = fact.implies if fact else ()
    return any(other.startswith(ABOUT_THE_PERSON) for other in (name, *implied))
