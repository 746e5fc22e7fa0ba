"""Random ways through a diagram to an outcome that is not "no": people who have something to gain."""

from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import product

from benchmarks.game import Game
from policy.diagram import LEAF, NO, Node


def after_answers(game: Game, node: Node, answers: Mapping[str, int]) -> Node:
    """What some answers leave of a diagram."""
    for fact, value in answers.items():
        if fact in game.variables.slots:
            node = game.residuals.after(node, (fact, value), game.residuals.live(fact, value, None))
    return node


def random_way(game: Game, node: Node, chance: random.Random) -> dict[str, int]:
    """Values on a random way from a node to an amount; at each question every helpful answer is as likely."""
    residuals, found = game.residuals, dict[str, int]()
    while residuals.variable[node] != LEAF:
        answers, node = chance.choice(_steps(game, node))
        found |= answers
    return found


def _steps(game: Game, node: Node) -> list[tuple[dict[str, int], Node]]:
    """The answers about a node's facts that do not end in "no", and where they lead."""
    residuals = game.residuals
    group = game.variables.groups[residuals.variable[node]]
    found = []
    for values in product(*(game.values[fact] for fact in group)):
        partner = values[1] if len(group) == 2 else None
        (cell,) = residuals.live(group[0], values[0], partner)
        child = residuals.children[node][residuals.cells[node].index(cell)]
        if child != NO:
            found.append((dict(zip(group, values, strict=True)), child))
    return found
