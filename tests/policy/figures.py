"""Outcomes of shipped measures in a notation in which tables of figures can be typed by hand.

"10000.00" is a sum, "0.00 to 3000.00" its bounds, "none" stands for no known figure, "no" for not eligible;
"payable 0.00" names a part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from policy.assessment import Bounds, Result, amount_text, assess
from policy.catalogue import Catalogue
from policy.scope import Scope

Given = dict[str, Any]
Figures = Mapping[str, Sequence[tuple[str, Given, str]]]

NO = "no"


def lines(figures: Figures) -> list[tuple[str, str, Given, str]]:
    """One line a figure: measure, day, what is given, what must come out."""
    return [(measure, *line) for measure, its in figures.items() for line in its]


def decided(catalogue: Catalogue, *topics: str) -> set[str]:
    """The measures of some topics that are more than information."""
    return {each.id for each in catalogue.measures.values() if each.topic in topics and each.benefit.kind != "none"}


def outcome(catalogue: Catalogue, measure: str, asked_on: str, given: Given, expected: str) -> str:
    """What comes out, with the parts that the expected outcome names."""
    known = {fact: catalogue.facts[fact].parse(value) for fact, value in given.items()}
    scope = Scope(catalogue.measures[measure].topic)
    result = assess(catalogue, known, date.fromisoformat(asked_on), scope).result(measure)
    return _worded(result, [word for word in expected.split() if word in ("tax", "payable")])


def _worded(result: Result, parts: Sequence[str]) -> str:
    if result.verdict == "ineligible":
        return NO
    its = {part.id: _bounds(part.bounds) for part in result.parts}
    words = [_bounds(result.amount), *(f"{name} {its[name]}" for name in parts)]
    return " ".join(words if result.verdict == "eligible" else [result.verdict, *words])


def _bounds(bounds: Bounds | None) -> str:
    if bounds is None:
        return "none"
    low = amount_text(bounds.low, bounds.unit)
    high = "endless" if bounds.high is None else amount_text(bounds.high, bounds.unit)
    return low if low == high else f"{low} to {high}"
