"""Whether a condition holds for what is known, clause by clause: for remarks, never for verdicts."""

from __future__ import annotations

from collections.abc import Mapping

from policy.condition import All, AnyOf, Condition, Criterion, Not
from policy.domain import Domain
from policy.fact import Fact


def holds(condition: Condition, facts: Mapping[str, Fact], known: Mapping[str, Domain]) -> bool | None:
    """True or False if what is known settles it clause by clause, else None."""
    if isinstance(condition, Not):
        inner = holds(condition.not_, facts, known)
        return None if inner is None else not inner
    if isinstance(condition, All | AnyOf):
        parts = condition.all if isinstance(condition, All) else condition.any
        settling = isinstance(condition, AnyOf)
        found = [holds(part, facts, known) for part in parts]
        if settling in found:
            return settling
        return None if None in found else not settling
    return _criterion(condition, facts, known)


def _criterion(criterion: Criterion, facts: Mapping[str, Fact], known: Mapping[str, Domain]) -> bool | None:
    said = known.get(criterion.fact)
    if said is None:
        return None
    relation = criterion.relation
    if relation is not None:
        other = known.get(relation.other)
        if other is None or not (said.is_point and other.is_point):
            return None
        return relation.holds(said.low, other.low)
    accepted = criterion.accepted(facts[criterion.fact])
    if said.within(accepted):
        return True
    return None if said & accepted else False
