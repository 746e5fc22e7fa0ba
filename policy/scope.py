"""Which measures are looked at: all, those of a topic, of some branches of it, or those that a city leaves possible."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policy.catalogue import Catalogue
from policy.condition import All, Condition, Criterion
from policy.derived import derived
from policy.measure import Measure

CITY = "person.city"


class Scope(NamedTuple):
    """None means no restriction. Measures without branches belong to every branch of their topic."""

    topic: str | None = None
    branches: frozenset[str] | None = None
    city: str | None = None

    def holds(self, catalogue: Catalogue, measure: Measure) -> bool:
        """Whether a measure is in the scope."""
        if self.topic is not None and measure.topic != self.topic:
            return False
        if self.branches is not None and measure.branch and self.branches.isdisjoint(measure.branch):
            return False
        return self.city is None or not _ruled_out_by_city(catalogue, measure, self.city)


EVERYTHING = Scope()


def _ruled_out_by_city(catalogue: Catalogue, measure: Measure, city: str) -> bool:
    fact = catalogue.facts[CITY]
    position = fact.position(city)
    return any(
        criterion.fact == CITY and not criterion.accepted(fact).holds(position)
        for criterion in _necessary(measure.requires)
    )


def _necessary(condition: Condition | None) -> Iterator[Criterion]:
    """Criteria without which a condition cannot be met, as far as they stand in plain sight."""
    if isinstance(condition, Criterion):
        yield condition
    elif isinstance(condition, All):
        for part in condition.all:
            yield from _necessary(part)


@derived(512)
def measures_in(catalogue: Catalogue, scope: Scope) -> tuple[Measure, ...]:
    """The measures of a scope, in catalogue order."""
    return tuple(measure for measure in catalogue.measures.values() if scope.holds(catalogue, measure))
