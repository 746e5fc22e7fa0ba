"""The total of several measures: exact bounds over what is still open, walked jointly, not summed separately.

Two open measures may exclude each other through a shared fact (a car is scrapped or sold, not both), so the sum of
their greatest amounts may be more than anybody can get.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import inf
from typing import NamedTuple

from policy.diagram import LEAF, Node
from policy.leaf import High
from policy.situation import Situation

MOST_STATES = 1500


class Total(NamedTuple):
    """Least and greatest sum in fen; ``high`` None: nobody attains a greatest. Not ``exact``: at most ``high``."""

    low: int
    high: int | None
    exact: bool


class Payment(NamedTuple):
    """A measure that counts in a total: its restricted diagram, and what it cannot be combined with."""

    id: str
    node: Node
    excludes: frozenset[str]


def total(situation: Situation, payments: Sequence[Payment]) -> Total:
    """The bounds of what these measures give together. ``excludes`` works both ways."""
    low, high, exact = 0, 0.0, True
    for group in _connected(situation, payments):
        walk = _Walk(situation, group)
        least, greatest, sure = walk.bounds()
        low, high, exact = low + least, high + greatest, exact and sure
    return Total(low, None if high == inf else int(high), exact)


def _connected(situation: Situation, payments: Sequence[Payment]) -> Iterator[list[Payment]]:
    """Groups of payments that share an open fact or exclude each other."""
    waiting = list(payments)
    while waiting:
        group = [waiting.pop()]
        support = situation.support(group[0].node)
        while True:
            joined = [
                payment
                for payment in waiting
                if situation.support(payment.node) & support or any(_conflict(payment, member) for member in group)
            ]
            if not joined:
                break
            for payment in joined:
                waiting.remove(payment)
                group.append(payment)
                support |= situation.support(payment.node)
        yield group


def _conflict(first: Payment, second: Payment) -> bool:
    return second.id in first.excludes or first.id in second.excludes


class _Walk:
    """Follows several diagrams at once, variable by variable, to the joint leaves."""

    def __init__(self, situation: Situation, group: Sequence[Payment]) -> None:
        self.situation = situation
        self.group = group
        self.combinable = self._combinable()
        self._seen: dict[tuple[Node, ...], tuple[int, High]] = {}

    def _combinable(self) -> set[frozenset[int]] | None:
        """The largest sets of payments that go together; None if all do."""
        conflicts = [
            frozenset((first, second))
            for first, second in combinations(range(len(self.group)), 2)
            if _conflict(self.group[first], self.group[second])
        ]
        if not conflicts:
            return None
        sets = {frozenset(range(len(self.group)))}
        for conflict in conflicts:
            split = {chosen - {one} if conflict <= chosen else chosen for chosen in sets for one in conflict}
            sets = {chosen for chosen in split if not any(chosen < other for other in split)}
        return sets

    def bounds(self) -> tuple[int, High, bool]:
        """Least and greatest sum, and whether they are exact."""
        nodes = tuple(payment.node for payment in self.group)
        try:
            return (*self._bounds(nodes), True)
        except _TooMany:
            low, high = self.situation.low, self.situation.high
            return (
                int(self._best([low(node) for node in nodes])),
                self._best([high(node) for node in nodes]),
                False,
            )

    def _bounds(self, nodes: tuple[Node, ...]) -> tuple[int, High]:
        found = self._seen.get(nodes)
        if found is not None:
            return found
        if len(self._seen) >= MOST_STATES:
            raise _TooMany
        situation = self.situation
        variable = min([situation.variable(node) for node in nodes])
        if variable == LEAF or self._independent(nodes):
            low = self._best([situation.low(node) for node in nodes])
            found = int(low), self._best([situation.high(node) for node in nodes])
        else:
            asking = [situation.variable(node) == variable for node in nodes]
            children = [situation.children(node) for node in nodes]
            low, high = inf, 0.0
            for cell in range(len(situation.live[variable])):
                inner = tuple(
                    its[cell] if asks else node for node, its, asks in zip(nodes, children, asking, strict=True)
                )
                least, greatest = self._bounds(inner)
                low, high = min(low, least), max(high, greatest)
            found = int(low), high
        self._seen[nodes] = found
        return found

    def _independent(self, nodes: tuple[Node, ...]) -> bool:
        """Whether no two of the diagrams ask the same, so that all can be at their least, or greatest, at once."""
        asked = 0
        for node in nodes:
            support = self.situation.support(node)
            if asked & support:
                return False
            asked |= support
        return True

    def _best(self, amounts: Sequence[High]) -> High:
        """The largest sum of amounts that can be had together."""
        if self.combinable is None:
            return sum(amounts)
        return max(sum(amounts[index] for index in chosen) for chosen in self.combinable)


class _TooMany(Exception):
    """The group is too entangled to be walked exactly."""
