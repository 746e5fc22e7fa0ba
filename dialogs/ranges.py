"""The ranges of a date or an amount that make a difference now, to be offered as buttons."""

from __future__ import annotations

from collections.abc import Iterator

from policy.assessment import Assessment
from policy.cells import PairCells
from policy.condition import criteria_in
from policy.derived import derived
from policy.domain import Domain
from policy.program import Program
from policy.variables import conditions_of

MOST_RANGES = 6
Effect = tuple[frozenset[object], ...]


def ranges(assessment: Assessment, fact_id: str) -> list[Domain]:
    """The ranges that the thresholds in force make distinct, at most six, ascending.

    They cover what is still possible. Empty where no range differs from another: then only the value itself helps.
    """
    if fact_id not in assessment.program.variables.slots:
        return []
    distinct = _Distinct(assessment, fact_id)
    cuts: list[int] = []
    before: Effect | None = None
    for piece in distinct.pieces():
        effect = distinct.effect(piece)
        if before is not None and effect != before:
            stated = distinct.is_date or piece.low in _stated(assessment.program, fact_id)
            cuts.append(piece.low if stated else _round_up(piece.low))
        before = effect
    if distinct.is_date:  # what happened lately, or is planned soon, is asked about in the finest steps
        cuts.sort(key=lambda cut: abs(cut - assessment.asked_on.toordinal()))
    cuts = sorted(list(dict.fromkeys(cuts))[: MOST_RANGES - 1])
    starts = [distinct.possible.low, *cuts]
    ends = [*(cut - 1 for cut in cuts), distinct.possible.high]
    found = [distinct.possible & Domain.between(low, high) for low, high in zip(starts, ends, strict=True)]
    found = [domain for domain in found if domain]
    return found if len(found) > 1 else []


def _round_up(count: int) -> int:
    """Up to three significant digits: where a cap begins to hold, people are shown 339000, not 338999.95."""
    step = int(10 ** max(len(str(count)) - 3, 0))
    return -(-count // step) * step


@derived(1024)
def _stated(program: Program, fact_id: str) -> frozenset[int]:
    """Where a rule itself names a threshold, which is shown to the last part; where a cap bites is none of these."""
    fact = program.catalogue.facts[fact_id]
    return frozenset(
        cut
        for measure in program.measures
        for condition in conditions_of(measure)
        for criterion in criteria_in(condition)
        if criterion.fact == fact_id and criterion.relation is None
        for low, high in criterion.accepted(fact)
        for cut in (low, high + 1)
    )


class _Distinct:
    """Tells the pieces of one fact apart by what they would leave of the measures that matter."""

    def __init__(self, assessment: Assessment, fact_id: str) -> None:
        variables, situation = assessment.program.variables, assessment.situation
        self.variable, self.position = variables.slots[fact_id]
        self.cells = variables.cells[self.variable]
        self.group = variables.groups[self.variable]
        self.is_date = assessment.catalogue.facts[fact_id].kind == "date"
        self.situation = situation
        self.possible = situation.domain(fact_id)
        self.number = {cell: index for index, cell in enumerate(situation.live[self.variable])}
        self.children = [
            [situation.outcome(child) for child in situation.children(inner)]
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

    def effect(self, piece: Domain) -> Effect:
        """Equal for two pieces exactly when nothing that matters tells them apart."""
        if isinstance(self.cells, PairCells):
            other = self.situation.domain(self.group[1 - self.position])
            pair = (piece, other) if self.position == 0 else (other, piece)
            live = self.cells.live(*pair)
        else:
            live = self.cells.live(piece)
        indexes = [self.number[cell] for cell in live]
        return tuple(frozenset(its[index] for index in indexes) for its in self.children)
