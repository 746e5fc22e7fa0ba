"""The engine against brute force, on every measure that is shipped.

Decided exactly when all completions agree; askable exactly when two completions differ; bounds contain every
completion and are attained by one.
"""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from policy.assessment import Bounds, Result, assess
from policy.catalogue import load_catalogue
from policy.domain import Domain
from policy.fact import ASKED_ON
from policy.measure import Measure
from policy.scope import Scope
from tests.policy.oracle import Oracle, Outcome

CATALOGUE = load_catalogue(Path(__file__).parents[2] / "policy_data")
DECIDED = [measure for measure in CATALOGUE.measures.values() if measure.benefit.kind != "none"]


def situations(oracle: Oracle, chance: random.Random, most: int) -> dict[str, Domain]:
    """A random partial answer with at most so many completions: some facts known, some coarse, some open."""
    known: dict[str, Domain] = {}
    pieces = {name: oracle.pieces(name) for name in oracle.facts}
    for name, parts in pieces.items():
        part = chance.choice(parts)
        known[name] = Domain.of(chance.choice((part.low, part.high)))
    for name in chance.sample(oracle.facts, len(oracle.facts)):
        parts = pieces[name]
        wider = chance.choice([None, *(chance.sample(parts, chance.randint(1, len(parts))) for _ in range(2))])
        if wider is None:
            trial = {fact: domain for fact, domain in known.items() if fact != name}
        else:
            trial = {**known, name: Domain.union(span for part in wider for span in part)}
        if oracle.count(trial) <= most:
            known = trial
    return known


def whole(oracle: Oracle, most: int) -> dict[str, Domain]:
    """Nothing known at all, or, where that has too many completions, as little as can be."""
    known = {name: Domain.of(oracle.pieces(name)[-1].low) for name in oracle.facts}
    for name in oracle.facts:
        trial = {fact: domain for fact, domain in known.items() if fact != name}
        if oracle.count(trial) <= most:
            known = trial
    return known


def compare(oracle: Oracle, result: Result, known: dict[str, Domain]) -> None:
    outcomes = {tuple(each.values()): oracle.outcome(each) for each in oracle.completions(known)}
    possible = set(outcomes.values())
    assert result.verdict == ("eligible" if None not in possible else "ineligible" if possible == {None} else "open")
    assert set(result.missing) == differing(outcomes, oracle.facts)
    if result.amount is not None:
        compare_bounds(oracle, result.amount, outcomes, known)


def compare_bounds(
    oracle: Oracle, found: Bounds, outcomes: dict[tuple[int, ...], Outcome], known: dict[str, Domain]
) -> None:
    """Attained by a completion, or given up (0, None) because only the edge of the plausible attains them."""
    lows = {values: (outcome or (0, 0))[0] for values, outcome in outcomes.items()}
    highs = {values: (outcome or (0, 0))[1] for values, outcome in outcomes.items()}
    least, greatest = min(lows.values()), max(highs.values())
    if found.low != least:
        assert found.low == 0
        assert all(at_an_edge(oracle, values, known) for values, low in lows.items() if low == least)
    if found.high is None:
        assert all(at_an_edge(oracle, values, known) for values, high in highs.items() if high == greatest)
    else:
        assert found.high == greatest


def at_an_edge(oracle: Oracle, values: tuple[int, ...], known: dict[str, Domain]) -> bool:
    for name, value in zip(oracle.facts, values, strict=True):
        universe = oracle.catalogue.facts[name].universe
        is_open = name not in known or not known[name].is_point
        if is_open and value in (universe.low, universe.high):
            return True
    return False


def differing(outcomes: dict[tuple[int, ...], Outcome], names: list[str]) -> set[str]:
    """The facts by which alone two completions come to different outcomes."""
    found = set()
    for position, name in enumerate(names):
        lines: dict[tuple[int, ...], Outcome] = {}
        for values, outcome in outcomes.items():
            others = values[:position] + values[position + 1 :]
            if lines.setdefault(others, outcome) != outcome:
                found.add(name)
                break
    return found


def dates_for(measure: Measure) -> list[date]:
    if measure.dated_by != ASKED_ON:
        return [measure.checked_on]
    ends = [measure.from_, measure.to]
    return [day for day in ends if day] or [measure.checked_on]


@pytest.mark.parametrize("measure", DECIDED, ids=lambda measure: measure.id)
def test_verdict_missing_facts_and_bounds_agree_with_every_completion(measure: Measure) -> None:
    check(measure, times=8, most=600, widest=20_000)


@pytest.mark.long
@pytest.mark.parametrize("measure", DECIDED, ids=lambda measure: measure.id)
def test_they_agree_on_many_more_completions(measure: Measure) -> None:
    check(measure, times=150, most=4_000, widest=200_000)


def check(measure: Measure, *, times: int, most: int, widest: int) -> None:
    chance = random.Random(measure.id)
    for asked_on in dates_for(measure):
        oracle = Oracle(CATALOGUE, measure, asked_on)
        for known in [whole(oracle, widest), *(situations(oracle, chance, most) for _ in range(times))]:
            result = assess(CATALOGUE, known, asked_on, Scope(measure.topic)).result(measure.id)
            compare(oracle, result, known)
