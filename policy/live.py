"""The cells that are still possible for each variable, given what is known."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from policy.cells import Cells, PairCells
from policy.diagram import LEAF
from policy.domain import Domain
from policy.lazy import lazy
from policy.variables import Variables


class Live(dict[int, Cells]):
    """``live[variable]``, worked out when it is first looked at: most verdicts fall before most facts matter."""

    def __init__(self, variables: Variables, known: Mapping[str, Domain]) -> None:
        super().__init__({LEAF: ()})  # nothing is asked at a leaf
        self.variables = variables
        self.known = known
        self._single = variables.single

    def __missing__(self, variable: int) -> Cells:
        single = self._single[variable]
        if single is None:
            found = self._pair(variable)
        else:
            fact, cells = single
            domain = self.known.get(fact)
            if domain is None:
                found = cells.all
            elif len(domain) == 1 and domain[0][0] == domain[0][1]:  # as in FactCells.live, without the call
                found = cells.points[bisect_right(cells.starts, domain[0][0])]
            else:
                found = cells.live(domain)
        self[variable] = found
        return found

    def _pair(self, variable: int) -> Cells:
        cells, group, known = self.variables.cells[variable], self.variables.groups[variable], self.known
        if known.keys().isdisjoint(group):
            return cells.all
        assert isinstance(cells, PairCells)
        value, other = (known.get(fact) or self.variables.catalogue.facts[fact].universe for fact in group)
        return cells.live(value, other)

    @lazy
    def narrowed(self) -> int:
        """The variables about which anything is known, as bits."""
        slots = self.variables.slots
        bits = 0
        for fact in self.known:
            if fact in slots:
                bits |= 1 << slots[fact][0]
        return bits
