"""The ranges of a date or an amount that make a difference now, to be offered as buttons."""

from __future__ import annotations

from collections.abc import Iterator

from policy.assessment import Assessment
from policy.cells import PairCells
from policy.domain import Domain

MOST_RANGES = 6


def ranges(assessment: Assessment, fact_id: str) -> list[Domain]:
    """The ranges that the thresholds in force make distinct, at most six, ascending.

    They cover what is still possible. Empty where no range differs from another: then only the value itself helps.
    """
    if fact_id not in assessment.program.variables.slots:
        return []
    distinct = _Distinct(assessment, fact_id)
    found: list[tuple[Domain, object]] = []
    for piece in distinct.pieces():
        effect = distinct.effect(piece)
        if found and found[-1][1] == effect:
            found[-1] = (found[-1][0] | piece, effect)
        else:
            found.append((piece, effect))
    domains = [domain for domain, _ in found]
    while len(domains) > MOST_RANGES:  # the later thresholds are those in force: join the oldest
        domains[:2] = [domains[0] | domains[1]]
    return domains if len(domains) > 1 else []


class _Distinct:
    """Tells the pieces of one fact apart by what they would leave of the measures that matter."""

    def __init__(self, assessment: Assessment, fact_id: str) -> None:
        variables, situation = assessment.program.variables, assessment.situation
        self.variable, self.position = variables.slots[fact_id]
        self.cells = variables.cells[self.variable]
        self.group = variables.groups[self.variable]
        self.situation = situation
        self.possible = situation.domain(fact_id)
        self.number = {cell: index for index, cell in enumerate(situation.live[self.variable])}
        self.children = [
            situation.children(inner)
            for node, matters in zip(assessment.nodes, assessment.mattering, strict=True)
            if matters
            for inner in situation.nodes_asking(node, self.variable)
        ]

    def pieces(self) -> Iterator[Domain]:
        """What is still possible, cut at every threshold."""
        cells = self.cells
        single = (cells.value, cells.other)[self.position] if isinstance(cells, PairCells) else cells
        cuts = {*single.starts, *self._turns()}
        for low, high in self.possible:
            starts = sorted({low, *(cut for cut in cuts if low < cut <= high)})
            for start, following in zip(starts, [*starts[1:], high + 1], strict=True):
                yield Domain.between(start, following - 1)

    def _turns(self) -> Iterator[int]:
        """Where the comparison with another date turns, if that date is known."""
        if not isinstance(self.cells, PairCells) or self.cells.relation.is_same or self.position == 1:
            return
        other = self.situation.domain(self.group[1])
        if other.is_point:
            yield other.low
            yield self.cells.relation.latest(other.low) + 1

    def effect(self, piece: Domain) -> object:
        """Equal for two pieces exactly when nothing that matters tells them apart."""
        if isinstance(self.cells, PairCells):
            other = self.situation.domain(self.group[1 - self.position])
            pair = (piece, other) if self.position == 0 else (other, piece)
            live = self.cells.live(*pair)
        else:
            live = self.cells.live(piece)
        indexes = [self.number[cell] for cell in live]
        return tuple(frozenset(its[index] for index in indexes) for its in self.children)
