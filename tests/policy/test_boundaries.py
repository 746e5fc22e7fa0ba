"""Both sides of every threshold of every shipped measure, and every day around its dates, against the oracle.

Starts from the measure's own eligible examples and moves one fact at a time, so each threshold is tested where it
decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from policy.assessment import Result, assess
from policy.condition import criteria_in
from policy.domain import Domain
from policy.fact import ASKED_ON
from policy.measure import Measure
from policy.scope import Scope
from tests.policy.oracle import Completion, Oracle, Outcome
from tests.policy.test_exactness import CATALOGUE, DECIDED

ORDERED = ("date", "amount")
NEAR = 3


def starts(measure: Measure) -> Iterator[tuple[Oracle, Completion]]:
    """Each eligible example as one full completion: coarse answers at their first value, open facts at any value."""
    for example in measure.examples:
        if example.expect == "eligible":
            oracle = Oracle(CATALOGUE, measure, example.asked_on)
            universe = {name: CATALOGUE.facts[name].universe for name in oracle.facts}
            given = {name: CATALOGUE.facts[name].parse(value) for name, value in example.given.items()}
            yield oracle, {name: given.get(name, whole).low for name, whole in universe.items()}


def decided(measure: Measure, asked_on: date, completion: Completion) -> Result:
    known = {name: Domain.of(value) for name, value in completion.items()}
    return assess(CATALOGUE, known, asked_on, Scope(measure.topic)).result(measure.id)


def agrees(result: Result, outcome: Outcome) -> bool:
    if outcome is None:
        return result.verdict == "ineligible" and bool(failing_reasons(result))
    amount = result.amount
    right = amount is None or (amount.low, amount.high) == outcome
    return result.verdict == "eligible" and result.missing == [] and right


def failing_reasons(result: Result) -> list[str]:
    return [reason.fact for reason in result.reasons if reason.met is False]


def thresholds(oracle: Oracle, completion: Completion) -> dict[str, set[int]]:
    """The values of each ordered fact at which something may turn, each with the value before it."""
    found: dict[str, set[int]] = {}
    for name in oracle.facts:
        fact = CATALOGUE.facts[name]
        if fact.kind in ORDERED:
            firsts = {piece.low for piece in oracle.pieces(name)} | turns(oracle, name, completion)
            tried = {value for first in firsts for value in (first - 1, first)}
            found[name] = {value for value in tried if fact.universe.holds(value)}
    return found


def turns(oracle: Oracle, name: str, completion: Completion) -> set[int]:
    """The days on which a comparison with another fact turns, that other fact staying as it is."""
    found: set[int] = set()
    for criterion in criteria_in(oracle.measure.requires):
        relation = criterion.relation
        if relation is None or relation.is_same:
            continue
        if name == relation.fact:
            other = completion[relation.other]
            found |= {other, relation.latest(other) + 1}
        elif name == relation.other:
            bought = completion[relation.fact]
            reach = relation.latest(bought) - bought
            found |= {bought + 1, *range(bought - reach - 1, bought - reach + 3)}
    return found


@pytest.mark.parametrize("measure", DECIDED, ids=lambda measure: measure.id)
def test_both_sides_of_every_threshold_are_decided_as_written(measure: Measure) -> None:
    for oracle, completion in starts(measure):
        for name, values in thresholds(oracle, completion).items():
            for value in values:
                moved = {**completion, name: value}
                result = decided(measure, oracle.asked_on, moved)
                assert agrees(result, oracle.outcome(moved)), (name, value, result.verdict, result.amount)


@pytest.mark.parametrize("measure", DECIDED, ids=lambda measure: measure.id)
def test_every_day_around_every_date_is_decided_as_written(measure: Measure) -> None:
    for oracle, completion in starts(measure):
        for name, values in thresholds(oracle, completion).items():
            fact = CATALOGUE.facts[name]
            if fact.kind != "date":
                continue
            days = {day for value in values for day in range(value - NEAR, value + NEAR + 1)}
            for day in sorted(day for day in days if fact.universe.holds(day)):
                moved = {**completion, name: day}
                assert agrees(decided(measure, oracle.asked_on, moved), oracle.outcome(moved)), (name, day)


@pytest.mark.parametrize("measure", DECIDED, ids=lambda measure: measure.id)
def test_every_day_of_asking_around_a_period_is_decided_as_written(measure: Measure) -> None:
    ends = [day for day in (measure.from_, measure.to, measure.apply.until, measure.apply.certain_until) if day]
    for end in ends:
        for shift in range(-NEAR, NEAR + 1):
            asked_on = end + timedelta(days=shift)
            oracle = Oracle(CATALOGUE, measure, asked_on)
            for _, completion in starts(measure):
                assert agrees(decided(measure, asked_on, completion), oracle.outcome(completion)), asked_on


@pytest.mark.parametrize("measure", DECIDED, ids=lambda measure: measure.id)
def test_a_period_begins_and_ends_on_its_own_days(measure: Measure) -> None:
    """Straight from the file, without the oracle: inside the period eligible, the day before and the day after not."""
    sides = [(measure.from_, -1), (measure.to, 1)]
    tried = 0
    for oracle, completion in starts(measure):
        for end, outwards in sides:
            if end is None:
                continue
            inside, outside = (
                at_date(measure, oracle, completion, day) for day in (end, end + timedelta(days=outwards))
            )
            assert outside.verdict == "ineligible"
            assert measure.dated_by in failing_reasons(outside)
            tried += inside.verdict == "eligible"
    assert tried or not any(end for end, _ in sides) or has_other_dates(measure)


def at_date(measure: Measure, oracle: Oracle, completion: Completion, day: date) -> Result:
    if measure.dated_by == ASKED_ON:
        return decided(measure, day, completion)
    return decided(measure, oracle.asked_on, {**completion, measure.dated_by: day.toordinal()})


def has_other_dates(measure: Measure) -> bool:
    """Whether another condition on the same date may rule out the ends of the period themselves."""
    return any(measure.dated_by in (c.fact, c.relation and c.relation.other) for c in criteria_in(measure.requires))
