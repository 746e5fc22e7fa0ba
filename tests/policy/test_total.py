"""Totals against brute force: every joint completion of a few measures, and what goes together in it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from policy.assessment import assess
from policy.catalogue import Catalogue
from policy.domain import Domain
from policy.measure import Measure
from policy.total import MOST_STATES
from tests.policy.oracle import Oracle
from tests.policy.small import choice, fact, measure, small_catalogue

ASKED_ON = date(2024, 6, 1)
FACTS = {
    "a.kind": choice("x", "y", "z"),
    "a.yes": fact("yes_no"),
    "a.price": fact("amount", plausible=[0, 1000]),
    "b.kind": choice("x", "y"),
    "b.yes": fact("yes_no", applies_when={"fact": "b.kind", "is": "x"}),
    "b.price": fact("amount", plausible=[0, 1000]),
}
TESTS: list[dict[str, Any]] = [
    {"fact": "a.kind", "is": "x"},
    {"fact": "a.kind", "in": ["x", "y"]},
    {"fact": "a.kind", "is": "z"},
    {"fact": "a.yes", "is": True},
    {"fact": "a.price", "at_least": 200},
    {"fact": "b.kind", "is": "x"},
    {"fact": "b.kind", "is": "y"},
    {"fact": "b.yes", "is": False},
    {"fact": "b.price", "less_than": 500},
]
BENEFITS: list[dict[str, Any]] = [
    {"kind": "fixed", "amount": "100"},
    {"kind": "fixed", "amount": "70"},
    {"kind": "up_to", "amount": "300"},
    {"kind": "fixed", "amount": {"from": "20", "to": "40"}},
    {"kind": "formula", "amount": "min(a.price * 10%, 60)"},
    {"kind": "formula", "amount": "min(b.price * 20%, 120)"},
    {"kind": "formula", "cases": [{"when": {"fact": "a.yes", "is": True}, "amount": "90"}, {"amount": "b.price * 1%"}]},
]


def random_measures(chance: random.Random) -> list[dict[str, Any]]:
    """Two to four measures over the same facts, some of which exclude others."""
    names = [f"m{number}" for number in range(chance.randint(2, 4))]
    found = []
    for name in names:
        tests = chance.sample(TESTS, chance.randint(1, 3))
        requires = {chance.choice(["all", "any"]): tests}
        others = [other for other in names if other != name and chance.random() < 0.3]
        found.append(measure(name, requires, chance.choice(BENEFITS), excludes=others))
    return found


def random_answers(chance: random.Random, catalogue: Catalogue) -> dict[str, Domain]:
    known = {}
    for name in FACTS:
        universe = catalogue.facts[name].universe
        low = chance.randint(universe.low, universe.high)
        known[name] = chance.choice([universe, universe, Domain.of(low), Domain.between(low, universe.high)])
    return {name: domain for name, domain in known.items() if domain != catalogue.facts[name].universe}


def joint_completions(oracles: Sequence[Oracle], known: Mapping[str, Domain]) -> Iterator[dict[str, int]]:
    values: dict[str, set[int]] = {}
    for oracle in oracles:
        for name, tried in oracle.values(known).items():
            values.setdefault(name, set()).update(tried)
    for combination in product(*values.values()):
        yield dict(zip(values, combination, strict=True))


def together(measures: Sequence[Measure]) -> list[tuple[int, ...]]:
    """Every set of measures without two that exclude each other, in either direction."""
    return [
        chosen
        for size in range(len(measures) + 1)
        for chosen in combinations(range(len(measures)), size)
        if not any(
            measures[one].id in measures[other].excludes or measures[other].id in measures[one].excludes
            for one, other in combinations(chosen, 2)
        )
    ]


def by_hand(catalogue: Catalogue, known: Mapping[str, Domain]) -> tuple[int, int]:
    """The least and the greatest that any joint completion gives."""
    measures = list(catalogue.measures.values())
    oracles = [Oracle(catalogue, each, ASKED_ON) for each in measures]
    sets = together(measures)
    lows, highs = [], []
    for completion in joint_completions(oracles, known):
        sums = [oracle.outcome(completion) or (0, 0) for oracle in oracles]
        lows.append(max(sum(sums[index][0] for index in chosen) for chosen in sets))
        highs.append(max(sum(sums[index][1] for index in chosen) for chosen in sets))
    return min(lows), max(highs)


@pytest.mark.parametrize("seed", range(60))
def test_a_total_is_what_the_worst_and_the_best_joint_completion_give(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    catalogue = small_catalogue(tmp_path, FACTS, random_measures(chance))
    for known in ({}, random_answers(chance, catalogue), random_answers(chance, catalogue)):
        found = assess(catalogue, known, ASKED_ON).total
        low, high = by_hand(catalogue, known)
        assert found.exact
        assert found.low == low
        assert found.high in (high, None)
        if found.high is None:  # only where no cap holds the price
            assert any("b.price * 1%" in str(each.benefit) for each in catalogue.measures.values())


def test_a_measure_that_another_excludes_never_counts_beside_it(tmp_path: Path) -> None:
    measures = [
        measure("small", benefit={"kind": "fixed", "amount": "100"}),
        measure("large", benefit={"kind": "fixed", "amount": "300"}, excludes=["small"]),
        measure("other", benefit={"kind": "fixed", "amount": "50"}),
    ]
    assert assess(small_catalogue(tmp_path, {}, measures), {}, ASKED_ON).total == (35000, 35000, True)


@pytest.mark.parametrize(
    "left_out",
    [
        {"audience": "business"},
        {"benefit": {"kind": "limit", "amount": "500"}},
        {"benefit": {"kind": "local"}},
        {"benefit": {"kind": "none"}},
        {"apply": {"where": "窗口", "until": "2024-05-31"}},
        {"to": "2024-05-31"},
        {"status": {"state": "exhausted", "since": "2024-06-01"}},
        {"status": {"state": "paused", "since": "2024-06-01"}},
    ],
)
def test_only_consumer_payments_that_can_surely_be_claimed_are_added_up(
    left_out: dict[str, Any], tmp_path: Path
) -> None:
    counted, other = measure("counted"), {**measure("other"), **left_out}
    assert assess(small_catalogue(tmp_path, {}, [counted, other]), {}, ASKED_ON).total == (10000, 10000, True)


def test_an_upper_bound_set_by_a_text_counts_from_nothing(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path, {}, [measure("bound", benefit={"kind": "up_to", "amount": "3000"})])
    assert assess(catalogue, {}, ASKED_ON).total == (0, 300000, True)


def test_a_sum_that_no_cap_holds_has_no_greatest_total(tmp_path: Path) -> None:
    catalogue = small_catalogue(
        tmp_path, FACTS, [measure("share", benefit={"kind": "formula", "amount": "a.price * 10%"}), measure("fixed")]
    )
    assert assess(catalogue, {}, ASKED_ON).total == (10000, None, True)
    known = {"a.price": catalogue.facts["a.price"].parse({"to": 500})}
    assert assess(catalogue, known, ASKED_ON).total == (10000, 15000, True)


def test_what_is_too_entangled_to_be_walked_is_said_as_at_most(tmp_path: Path) -> None:
    size = 11
    facts = {f"a.f{number:02}": fact("yes_no") for number in range(2 * size)} | {"a.price": fact("amount")}
    capped = {"kind": "formula", "amount": "min(a.price * 10%, 100)"}
    measures = []
    for number in range(size):  # what the first half of the facts says must be remembered until the second half
        halves = [{"fact": f"a.f{each:02}", "is": True} for each in (number, number + size)]
        measures.append(measure(f"m{number}", {"all": halves}, capped))
    catalogue = small_catalogue(tmp_path, facts, measures)
    assert 2**size > MOST_STATES
    assert assess(catalogue, {}, ASKED_ON).total == (0, size * 10000, False)


def test_a_large_group_with_a_conflict_is_answered_at_once(tmp_path: Path) -> None:
    measures = [measure(f"m{number}", {"fact": "a.yes", "is": True}) for number in range(40)]
    measures[0]["excludes"] = ["m1"]
    catalogue = small_catalogue(tmp_path, FACTS, measures)
    assert assess(catalogue, {}, ASKED_ON).total == (0, 39 * 10000, True)
