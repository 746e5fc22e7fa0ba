"""Cells: the values of a fact that no rule tells apart, and the regions of two facts that are compared.

A fact's values are cut wherever a rule in force distinguishes them; values with the same effect everywhere form one
cell, even if they are far apart. Deciding by cells is deciding by values, only finite and fast.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

from policy.condition import Relation
from policy.domain import Domain, Span

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
        # What a turn looks up most: ``points[n]`` is the one cell of a single value that has n starts at or below it.
        self.points: list[Cells] = [(), *((cell,) for cell in self.cell_of)]

    def live(self, domain: Domain) -> Cells:
        """The cells that hold at least one value of the domain."""
        low, high = domain[0]
        if low == high and len(domain) == 1:
            return self.points[bisect_right(self.starts, low)]
        found: set[int] = set()
        for low, high in domain:
            first = bisect_right(self.starts, low) - 1
            last = bisect_right(self.starts, high)
            found.update(self.cell_of[first:last])
        return tuple(sorted(found))

    def cell(self, value: int) -> int:
        """The cell that holds a value."""
        return self.cell_of[bisect_right(self.starts, value) - 1]

    def cut(self, domain: Domain) -> list[Span]:
        """The spans of a domain, cut wherever a cell ends."""
        return [
            (max(low, start), min(high, end))
            for start, end in self.pieces
            for low, high in domain
            if max(low, start) <= min(high, end)
        ]

    def accepted(self, domain: Domain) -> list[bool]:
        """For each cell whether a test's domain accepts it."""
        return [domain.holds(cell.low) for cell in self.domains]


class PairCells:
    """The cells of two facts that some rule compares: every combination of a cell of each and the relation.

    To treat the relation as independent of the two facts would be wrong: that 2023 comes after 2024 is not open.
    """

    def __init__(self, value: FactCells, other: FactCells, relation: Relation) -> None:
        possible = _Regions(value, other, relation)
        self.value, self.other, self.relation = value, other, relation
        self.regions = possible.regions
        self.all: Cells = tuple(range(len(self.regions)))
        # People give the same months and years again and again; these hold the latest, and no more. They do not refer
        # back to what holds them: a catalogue that is replaced is freed without a search for such rings.
        self.live = lru_cache(maxsize=512)(possible.live)
        self.slices = lru_cache(maxsize=512)(possible.slices)

    def accepted(self, position: int, domain: Domain) -> list[bool]:
        """For each region whether a test of the first (0) or second (1) fact accepts it."""
        single = (self.value, self.other)[position].accepted(domain)
        return [single[region[position]] for region in self.regions]

    def related(self) -> list[bool]:
        """For each region whether the relation holds in it."""
        return [region[2] for region in self.regions]


class _Regions:
    """The combinations that are possible."""

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

    def _possible(self, values: Domain, others: Domain, related: bool) -> bool:
        relation = self.relation
        for low, high in values:
            for other_low, other_high in others:
                if relation.is_same:
                    met = low <= other_high and other_low <= high
                    missed = not low == high == other_low == other_high
                else:
                    met = high >= other_low and low <= relation.latest(other_high)
                    missed = low < other_high or high > relation.latest(other_low)
                if met if related else missed:
                    return True
        return False

    def live(self, values: Domain, others: Domain) -> Cells:
        """The regions that hold at least one pair of values."""
        if values.is_point and others.is_point:
            first, second = self.value.live(values)[0], self.other.live(others)[0]
            return (self._number[first, second, self.relation.holds(values.low, others.low)],)
        found = []
        for first in self.value.live(values):
            a = values & self.value.domains[first]
            for second in self.other.live(others):
                b = others & self.other.domains[second]
                for related in (True, False):
                    if self._possible(a, b, related):
                        found.append(self._number[first, second, related])
        return tuple(sorted(found))

    def slices(self, position: int, values: Domain, others: Domain) -> list[Cells]:
        """The sets of regions that remain when one fact varies and the other keeps any one value."""
        found: dict[Cells, None] = {}
        for kept in self._kept_values(position, values, others):
            point = Domain.of(kept)
            found[self.live(values, point) if position == 0 else self.live(point, others)] = None
        return list(found)

    def _kept_values(self, position: int, values: Domain, others: Domain) -> set[int]:
        """Values of the fact that keeps its own, one for each way in which the other can vary beside it."""
        varying, kept = (values, others) if position == 0 else (others, values)
        varying_cells, kept_cells = (self.value, self.other) if position == 0 else (self.other, self.value)
        if self.relation.is_same:
            return {value for low, high in kept for value in range(low, high + 1)}
        turns = set()
        for low, high in varying_cells.cut(varying):
            turns |= self._turns_beside_value(low, high) if position == 0 else self._turns_beside_other(low, high)
        found = set()
        for low, high in kept_cells.cut(kept):
            found |= {low, *(turn for turn in turns if low < turn <= high)}
        return found

    def _turns_beside_value(self, low: int, high: int) -> set[int]:
        """Where the later fact lies in a span: the days of the earlier one on which something becomes (im)possible."""
        return {low + 1, high + 1, self.relation.earliest(low), self.relation.earliest(high)}

    def _turns_beside_other(self, low: int, high: int) -> set[int]:
        """Where the earlier fact lies in a span: the same days of the later one."""
        return {low, high, self.relation.latest(low) + 1, self.relation.latest(high) + 1}
