"""Values as choices and stored answers spell them, and the domains that they stand for.

An option is its id, yes and no are "true" and "false", a range of days or amounts is "LOW..HIGH", where an open end
is left empty: "..2023-06-30".
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from policy.domain import Domain, Span
from policy.fact import Fact


def spelled(fact: Fact, domain: Domain) -> tuple[str, ...]:
    """The domain as values of the catalogue, from the lowest to the highest."""
    if fact.kind == "choice":
        ids = list(fact.options)
        return tuple(ids[position] for low, high in domain for position in range(low, high + 1))
    if fact.kind == "yes_no":
        names = ("false", "true")
        return tuple(names[value] for low, high in domain for value in range(low, high + 1))
    return tuple(_range(fact, span) for span in domain)


def _range(fact: Fact, span: Span) -> str:
    ends = [
        "" if end == edge else _one(fact, end)
        for end, edge in zip(span, (fact.universe.low, fact.universe.high), strict=True)
    ]
    return ends[0] if span[0] == span[1] and ends[0] else f"{ends[0]}..{ends[1]}"


def _one(fact: Fact, value: int) -> str:
    if fact.kind == "date":
        return date.fromordinal(value).isoformat()
    unit = fact.measure
    return f"{unit.plain(value)}%" if unit.percent else unit.plain(value)


def understood(fact: Fact, values: Iterable[str]) -> Domain:
    """The domain that the values stand for; raises RefusedValue for one that the fact cannot have."""
    return Domain.union(span for value in values for span in _parsed(fact, value))


def _parsed(fact: Fact, value: str) -> Domain:
    if fact.kind in ("choice", "yes_no") or ".." not in value:
        return fact.parse(value)
    low, _, high = value.partition("..")
    ends: dict[str, str] = {}
    if low:
        ends["from"] = low
    if high:
        ends["to"] = high
    return fact.parse(ends) if ends else fact.universe
