"""The cells that are still possible for each variable, given what is known."""

from __future__ import annotations

from collections.abc import Mapping

from policy.cells import Cells, FactCells
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

    def __missing__(self, variable: int) -> Cells:
        cells, group, known = self.variables.cells[variable], self.variables.groups[variable], self.known
        if isinstance(cells, FactCells):
            domain = known.get(group[0])
            found = cells.all if domain is None else cells.live(domain)
        elif known.keys().isdisjoint(group):
            found = cells.all
        else:
            facts = self.variables.catalogue.facts
            value, other = (known.get(fact) or facts[fact].universe for fact in group)
            found = cells.live(value, other)
        self[variable] = found
        return found

    @lazy
    def narrowed(self) -> int:
        """The variables about which anything is known, as bits."""
        slots = self.variables.slots
        bits = 0
        for fact in self.known:
            if fact in slots:
                bits |= 1 << slots[fact][0]
        return bits
