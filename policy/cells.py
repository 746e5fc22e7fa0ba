"""Cells: the values of a fact that no rule tells apart, and the regions of two facts that are compared.

A fact's values are cut wherever a rule in force distinguishes them; values with the same effect everywhere form one
cell, even if they are far apart. Deciding by cells is deciding by values, only finite and fast.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from policy.condition import Relation
from policy.domain import Domain

Cells = tuple[int, ...]


class FactCells:
    """The cells of one fact. ``domains[cell]`` are a cell's values, ``starts`` where the next piece begins."""

    def __init__(self, universe: Domain, told_apart: Iterable[Domain]) -> None:
        tests = list(dict.fromkeys(told_apart))
        cuts = {universe.low}
        for domain in tests:
            for low, high in domain:
                cuts.update((low, high + 1))
        self.universe = universe
        self.starts = sorted(cut for cut in cuts if universe.low <= cut <= universe.high)
        numbers: dict[tuple[bool, ...], int] = {}
        self.cell_of = [
            numbers.setdefault(tuple(domain.holds(start) for domain in tests), len(numbers)) for start in self.starts
        ]
        ends = [start - 1 for start in self.starts[1:]] + [universe.high]
        pieces = list(zip(self.starts, ends, strict=True))
        self.pieces = pieces
        self.domains = [
            Domain.union(piece for piece, cell in zip(pieces, self.cell_of, strict=True) if cell == number)
            for number in range(len(numbers))
        ]
        self.all: Cells = tuple(range(len(self.domains)))
        # For each piece the one cell that a single value in it leaves possible: what a turn looks up most often.
        self.points: list[Cells] = [(cell,) for cell in self.cell_of]

    def live(self, domain: Domain) -> Cells:
        """The cells that hold at least one value of the domain."""
        found: set[int] = set()
        for low, high in domain:
            first = bisect_right(self.starts, low) - 1
            last = bisect_right(self.starts, high)
            found.update(self.cell_of[first:last])
        return tuple(sorted(found))

    def accepted(self, domain: Domain) -> list[bool]:
        """For each cell whether a test's domain accepts it."""
        return [domain.holds(cell.low) for cell in self.domains]


class PairCells:
    """The cells of two facts that some rule compares: every combination of a cell of each and the relation.

    To treat the relation as independent of the two facts would be wrong: that 2023 comes after 2024 is not open.
    """

    def __init__(self, value: FactCells, other: FactCells, relation: Relation) -> None:
        self.value, self.other, self.relation = value, other, relation
        self.regions = [
            (first, second, related)
            for first, a in enumerate(value.domains)
            for second, b in enumerate(other.domains)
            for related in (True, False)
            if self._possible(a, b, related)
        ]
        self._number = {region: number for number, region in enumerate(self.regions)}
        self.all: Cells = tuple(range(len(self.regions)))

    def _possible(self, values: Domain, others: Domain, related: bool) -> bool:
        relation = self.relation
        for low, high in values:
            for other_low, other_high in others:
                if relation.is_same:
                    met = low <= other_high and other_low <= high
                    missed = not (low == high == other_low == other_high)
                else:
                    met = high >= other_low and low <= relation.latest(other_high)
                    missed = low < other_high or high > relation.latest(other_low)
                if met if related else missed:
                    return True
        return False

    def live(self, values: Domain, others: Domain) -> Cells:
        """The regions that hold at least one pair of values."""
        found = []
        for first in self.value.live(values):
            a = values & self.value.domains[first]
            for second in self.other.live(others):
                b = others & self.other.domains[second]
                for related in (True, False):
                    if self._possible(a, b, related):
                        found.append(self._number[first, second, related])
        return tuple(sorted(found))

    def accepted(self, position: int, domain: Domain) -> list[bool]:
        """For each region whether a test of the first (0) or second (1) fact accepts it."""
        single = (self.value, self.other)[position].accepted(domain)
        return [single[region[position]] for region in self.regions]

    def related(self) -> list[bool]:
        """For each region whether the relation holds in it."""
        return [region[2] for region in self.regions]

    def slices(self, position: int, values: Domain, others: Domain) -> Iterator[Cells]:
        """The sets of regions that remain when one fact varies and the other keeps any one value.

        Trying the ends of the fixed fact's spans and the days on which the relation turns is trying them all.
        """
        seen = set()
        for fixed in self._turning_points(position, values, others):
            point = Domain.of(fixed)
            cells = self.live(values, point) if position == 0 else self.live(point, others)
            if cells not in seen:
                seen.add(cells)
                yield cells

    def _turning_points(self, position: int, values: Domain, others: Domain) -> Iterator[int]:
        varying, fixed = (values, others) if position == 0 else (others, values)
        partner = self.other if position == 0 else self.value
        pieces = [span for cell in partner.live(fixed) for span in fixed & partner.domains[cell]]
        if self.relation.is_same:
            for low, high in pieces:
                yield from range(low, high + 1)
            return
        ends = [end for span in varying for end in span]
        reach = max(self.relation.latest(end) - end for end in ends) + 1
        turns = [end + shift for end in ends for shift in (-reach, -reach + 1, -reach + 2, -1, 0, 1)]
        turns += [end + reach + shift for end in ends for shift in (-2, -1, 0, 1)]
        for low, high in pieces:
            yield low
            yield high
            yield from (turn for turn in turns if low < turn < high)
