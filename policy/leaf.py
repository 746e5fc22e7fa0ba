"""Leaves: the outcomes that are not "no", with the amounts they stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import inf

from policy.domain import Domain
from policy.reckoning import At

High = float  # a whole count, or ``inf`` where nobody attains the bound


@dataclass(frozen=True, eq=False)
class Leaf:
    """An amount between ``low`` and ``high``, two functions of the counts of ``facts``.

    The facts lie in ``domains`` wherever a diagram leads here; ``universes`` is how far each can plausibly go. A
    bound that only the edge of the plausible attains is no bound: such a least amount is 0, and where no cap holds
    a fact (``growing`` are the positions of those) the greatest is endless. Equal ``formula``, equal functions.
    """

    formula: object
    facts: tuple[str, ...]
    variables: tuple[int, ...]
    domains: tuple[Domain, ...]
    universes: tuple[Domain, ...]
    low: At
    high: At
    growing: frozenset[int]

    def bounds(self, known: Mapping[str, Domain]) -> tuple[int, High, int]:
        """Least and greatest amount for what is known, and the variables (as bits) that can still move it."""
        said = [known.get(fact, domain) for fact, domain in zip(self.facts, self.domains, strict=True)]
        if all([domain.is_point for domain in said]):
            counts = [domain.low for domain in said]
            amount = self.low(counts)
            return amount, amount if self.high is self.low else self.high(counts), 0
        domains = [domain & other for domain, other in zip(said, self.domains, strict=True)]
        ends = [(domain.low, domain.high) for domain in domains]
        lows = _corners(self.low, ends)
        highs = lows if self.high is self.low else _corners(self.high, ends)
        moving = [position for position in range(len(ends)) if _moves(lows, position) or _moves(highs, position)]
        edges = [
            (domain.low == universe.low, domain.high == universe.high)
            for domain, universe in zip(domains, self.universes, strict=True)
        ]
        least, at_least = min((amount, sides) for sides, amount in lows.items())
        if any(edges[position][at_least[position]] for position in moving):
            least = min(least, 0)
        endless = any(position in self.growing and edges[position][1] for position in moving)
        bits = sum(1 << self.variables[position] for position in moving)
        return least, inf if endless else max(highs.values()), bits


def _corners(at: At, ends: Sequence[tuple[int, int]]) -> dict[tuple[int, ...], int]:
    """The amounts at all corners; a formula is monotone in each fact, so its extremes are among them."""
    return {
        sides: at([end[side] for end, side in zip(ends, sides, strict=True)])
        for sides in product((0, 1), repeat=len(ends))
    }


def _moves(corners: Mapping[tuple[int, ...], int], position: int) -> bool:
    """Whether going from one end of a fact to the other changes the amount at some corner of the others."""
    return any(
        amount != corners[(*sides[:position], 1, *sides[position + 1 :])]
        for sides, amount in corners.items()
        if sides[position] == 0
    )
