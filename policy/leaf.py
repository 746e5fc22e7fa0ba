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

    The facts lie in ``domains`` wherever a diagram leads here. ``growing`` are the positions of facts that no cap
    holds, ``universes`` how far each fact can plausibly go: a bound attained only there is no bound at all.
    """

    facts: tuple[str, ...]
    variables: tuple[int, ...]
    domains: tuple[Domain, ...]
    universes: tuple[Domain, ...]
    low: At
    high: At
    growing: frozenset[int]

    def bounds(self, known: Mapping[str, Domain]) -> tuple[int, High, int]:
        """Least and greatest amount for what is known, and the variables (as bits) that can still move it."""
        domains = [
            domain & known[fact] if fact in known else domain
            for fact, domain in zip(self.facts, self.domains, strict=True)
        ]
        if all(domain.is_point for domain in domains):
            counts = [domain.low for domain in domains]
            return self.low(counts), self.high(counts), 0
        ends = [(domain.low, domain.high) for domain in domains]
        lows, highs = self._corners(self.low, ends), self._corners(self.high, ends)
        moving = 0
        for position, variable in enumerate(self.variables):
            if self._moves(lows, position) or self._moves(highs, position):
                moving |= 1 << variable
        endless = any(
            not domains[position].is_point and domains[position].high == self.universes[position].high
            for position in self.growing
        )
        return min(lows.values()), inf if endless else max(highs.values()), moving

    @staticmethod
    def _corners(at: At, ends: Sequence[tuple[int, int]]) -> dict[tuple[int, ...], int]:
        """The amounts at all corners; a formula is monotone in each fact, so its extremes are among them."""
        return {
            sides: at([end[side] for end, side in zip(ends, sides, strict=True)])
            for sides in product((0, 1), repeat=len(ends))
        }

    @staticmethod
    def _moves(corners: Mapping[tuple[int, ...], int], position: int) -> bool:
        """Whether going from one end of a fact to the other changes the amount at some corner of the others."""
        return any(
            amount != corners[(*sides[:position], 1, *sides[position + 1 :])]
            for sides, amount in corners.items()
            if sides[position] == 0
        )
