"""How many questions until everything is decided: ours against an optimal order and two simple ones.

For each topic, or each branch of one that begins by asking for it, and for three days: with every programme of 2023
open, today's, and late in the year. The question for the branch is the same for every order and is not counted.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date
from statistics import fmean

from benchmarks.game import Game
from benchmarks.optimum import Optimum, TooManyPositions
from benchmarks.orders import (
    Expectation,
    FixedOrder,
    OccurrenceCount,
    OptimalOrder,
    Order,
    OurOrder,
    questions_for,
)
from benchmarks.people import topic_scopes
from benchmarks.report import Row
from benchmarks.ways import after_answers, random_way
from policy.assessment import claim
from policy.catalogue import Catalogue
from policy.diagram import NO
from policy.fact import ASKED_ON
from policy.scope import Scope

DAYS = (date(2023, 11, 20), date(2026, 4, 12), date(2026, 11, 23))
MOST_POSITIONS = 300_000
PEOPLE = 300


def rows(catalogue: Catalogue) -> Iterator[Row]:
    sys.setrecursionlimit(20_000)
    for name, scope, given in topic_scopes(catalogue):
        seen = []
        for day in DAYS:
            found = _compare(catalogue, scope, given, day)
            if found is not None and found not in seen:
                seen.append(found)
                yield from _rows(f"{name} on {day}", *found)


Means = dict[str, float]


def _compare(catalogue: Catalogue, scope: Scope, given: dict[str, int], day: date) -> tuple[Means, Means, bool] | None:
    """Expected questions of each order over everybody, and over people with something to gain.

    The last says whether the optimum is one, or only a bound below it. None where nothing is ever asked.
    """
    game = Game(catalogue, scope, day, given)
    if not game.questions(game.start):
        return None
    orders: dict[str, Order] = {
        "ours": OurOrder(game, catalogue, scope, day, given),
        "occurrence": OccurrenceCount(game),
        "fixed": FixedOrder(game),
    }
    expected = {name: Expectation(game, order).value() for name, order in orders.items()}
    optimum, solved = Optimum(game, MOST_POSITIONS), True
    try:
        expected["optimum"] = optimum.value(game.start)
        orders["optimum"] = OptimalOrder(game, optimum)
    except TooManyPositions:
        solved = False
        expected["optimum"] = Optimum(game, MOST_POSITIONS).bound(game.start)
    people = list(_eligible(game, day, given))
    means = {
        name: fmean([questions_for(game, order, one) for one in people]) for name, order in orders.items() if people
    }
    return expected, means, solved


def _rows(where: str, expected: Means, means: Means, solved: bool) -> Iterator[Row]:
    least = "the optimum" if solved else "a certified bound"
    yield Row(f"{where}: expected questions", expected["ours"], "")
    yield Row(f"{where}: over {least}", expected["ours"] / expected["optimum"], "×", 1.05)
    yield Row(f"{where}: by occurrence count, over ours", expected["occurrence"] / expected["ours"], "×", 1, "at least")
    yield Row(f"{where}: in a fixed order, over ours", expected["fixed"] / expected["ours"], "×", 1, "at least")
    if not means:
        return
    others = ", ".join(f"{name} {mean:.2f}" for name, mean in means.items() if name != "ours")
    yield Row(f"{where}: somebody eligible ({others})", means["ours"], "")


def _eligible(game: Game, day: date, given: dict[str, int]) -> Iterator[dict[str, int]]:
    """Random people who get something that can still be claimed, each by a random way through one measure."""
    chance = random.Random(5)
    roots = [
        after_answers(game, root, {ASKED_ON: day.toordinal(), **given})
        for measure, root in zip(game.program.measures, game.program.roots, strict=True)
        if claim(measure, day) == "open"
    ]
    roots = [root for root in roots if root != NO]
    for _ in range(PEOPLE if roots else 0):
        person = {fact: chance.choice(values) for fact, values in game.values.items()}
        yield person | random_way(game, chance.choice(roots), chance)
