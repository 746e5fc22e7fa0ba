"""The optimum that our order is compared with, on catalogues small enough to be solved by hand."""

import random
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.game import Game
from benchmarks.optimum import Optimum
from benchmarks.orders import Expectation, FixedOrder, OccurrenceCount, OptimalOrder, Order, OurOrder, questions_for
from policy.catalogue import Catalogue
from policy.scope import Scope
from tests.policy.small import choice, fact, measure, small_catalogue

DAY = date(2024, 6, 1)
YES = {"is": True}


def small(root: Path, facts: Mapping[str, Any], *requires: Any) -> Catalogue:
    measures = [
        measure(f"m{number}", one, apply={"where": "窗口", "automatic": True}) for number, one in enumerate(requires)
    ]
    return small_catalogue(root, facts, measures)


def optimum_of(catalogue: Catalogue) -> float:
    game = Game(catalogue, Scope("one"), DAY)
    return Optimum(game, 1000).value(game.start)


def yes_no(*names: str) -> dict[str, Any]:
    return {name: fact("yes_no") for name in names}


def both(*names: str) -> dict[str, Any]:
    return {"all": [{"fact": name, **YES} for name in names]}


@pytest.mark.parametrize(
    ("requires", "expected"),
    [
        ([both("a.a", "a.b")], 1.5),  # a "no" to either is enough
        ([both("a.a"), both("a.b")], 2),  # nothing in common
        ([both("a.a", "a.b"), both("a.c", "a.d")], 3),
        ([both("a.a", "a.b"), both("a.a", "a.c")], 2),  # a.a first: 1 + half of 2
        ([{"any": [both("a.a", "a.b"), both("a.c")]}], 1.75),  # a.c first: 1 + half of 1.5
    ],
)
def test_the_optimum_is_what_one_finds_by_hand(tmp_path: Path, requires: Sequence[Any], expected: float) -> None:
    assert optimum_of(small(tmp_path, yes_no("a.a", "a.b", "a.c", "a.d"), *requires)) == pytest.approx(expected)


def test_the_likeliest_no_comes_first(tmp_path: Path) -> None:
    facts = {**yes_no("a.a"), "a.kind": choice("x", "y", "z", "w")}
    requires = {"all": [{"fact": "a.a", **YES}, {"fact": "a.kind", "is": "x"}, {"fact": "a.kind", "is_not": "y"}]}
    assert optimum_of(small(tmp_path, facts, requires)) == pytest.approx(1 + 1 / 3)  # x, y and the rest are three cells


def test_a_guard_is_asked_before_what_it_guards(tmp_path: Path) -> None:
    facts = {**yes_no("a.has"), "a.age": fact("yes_no", applies_when={"fact": "a.has", **YES})}
    catalogue = small(tmp_path, facts, both("a.age"))
    game = Game(catalogue, Scope("one"), DAY)
    assert game.questions(game.start) == ["a.has"]
    assert optimum_of(catalogue) == pytest.approx(1.5)


def test_no_order_beats_the_optimum_and_the_optimal_order_attains_it(tmp_path: Path) -> None:
    names = ("a.a", "a.b", "a.c", "a.d", "a.e")
    chance = random.Random(8)
    for number in range(20):
        requires = [both(*chance.sample(names, 3)) for _ in range(3)]
        catalogue = small(tmp_path / str(number), yes_no(*names), *requires)
        game = Game(catalogue, Scope("one"), DAY)
        optimum = Optimum(game, 1000)
        least = optimum.value(game.start)
        others: list[Order] = [
            FixedOrder(game),
            OccurrenceCount(game),
            OurOrder(game, catalogue, Scope("one"), DAY, {}),
        ]
        assert Expectation(game, OptimalOrder(game, optimum)).value() == pytest.approx(least)
        assert all(Expectation(game, order).value() >= least - 1e-9 for order in others)


def test_one_person_is_asked_until_everything_is_decided(tmp_path: Path) -> None:
    game = Game(small(tmp_path, yes_no("a.a", "a.b"), both("a.a", "a.b")), Scope("one"), DAY)
    assert questions_for(game, FixedOrder(game), {"a.a": 1, "a.b": 0}) == 2
    assert questions_for(game, FixedOrder(game), {"a.a": 0, "a.b": 1}) == 1
