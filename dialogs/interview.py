"""Which question next: the one whose answer is expected to leave the fewest questions, and never one too many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from functools import reduce
from math import log2
from operator import and_, or_

from policy.assessment import Assessment
from policy.boxes import Bits, boxes_of
from policy.cells import FactCells
from policy.diagram import YES
from policy.fact import ASKED_ON

LOGARITHM = [log2(1 + count) for count in range(256)]


def next_question(assessment: Assessment, closed: Collection[str] = ()) -> str | None:
    """The best next fact to ask, None when no question can change anything that matters.

    Only facts that exist (their guard holds) and that can exactly be shown to matter are asked; facts in ``closed``
    were answered as well as they can be. An author's pins come first, among those.
    """
    candidates = _Candidates(assessment, closed)
    topic = assessment.catalogue.topics.get(assessment.scope.topic or "")
    for fact in topic.pins if topic else ():
        if candidates.may_ask(fact):
            return fact
    for fact in candidates.best_first():
        if candidates.may_ask(fact):
            return fact
    return None


class _Candidates:
    """The facts that could be asked now, judged by what their answers would leave open."""

    def __init__(self, assessment: Assessment, closed: Collection[str]) -> None:
        self.assessment = assessment
        self.situation = assessment.situation
        self.program = assessment.program
        self.closed = closed
        self.boxes = boxes_of(self.program)
        self.alive = self._alive()
        self.open = {
            fact: bits
            for fact in self.program.variables.facts
            if fact not in closed and fact != ASKED_ON and (bits := self._open_boxes(fact))
        }

    def _alive(self) -> Bits:
        """The boxes, of measures that matter, that no answer has ruled out."""
        alive = (1 << len(self.boxes.owner)) - 1
        if not all(self.assessment.mattering):
            for bits, matters in zip(self.boxes.measures, self.assessment.mattering, strict=True):
                if not matters:
                    alive &= ~bits
        for variable, inside in enumerate(self.boxes.inside):
            cells = self.situation.live[variable]
            if len(cells) < len(inside):
                alive &= reduce(or_, [inside[cell] for cell in cells])
        return alive

    def _open_boxes(self, fact: str) -> Bits:
        """The living boxes that some answer about this fact would rule out, or whose amount it would move."""
        variable, _ = self.program.variables.slots[fact]
        inside = self.boxes.inside[variable]
        everywhere = reduce(and_, [inside[cell] for cell in self.situation.live[variable]])
        bits = self.alive & ~everywhere
        moved = self.boxes.moved_by.get(variable)
        if moved and not self.situation.domain(fact).is_point:
            bits |= self.alive & moved
        return bits

    def may_ask(self, fact: str) -> bool:
        """Whether the fact exists for certain and some completion shows that it matters; exact."""
        if fact not in self.open:
            return False
        guard = self.program.guards[fact]
        if self.situation.restrict(guard) != YES:
            return False
        waiting = self.open[fact]
        while waiting:
            box = (waiting & -waiting).bit_length() - 1
            measure = self.boxes.owner[box]
            if self.situation.matters(self.situation.root(measure), fact):
                return True
            waiting &= ~self.boxes.measures[measure]
        return False

    def best_first(self) -> list[str]:
        """The open facts, the largest expected drop of log2(1 + open facts) per cost first."""
        scores = {fact: self._gain(fact) for fact in self.open}
        return sorted(scores, key=lambda fact: -scores[fact])

    def _gain(self, fact: str) -> float:
        """The expected drop; answers that leave the same boxes are reckoned once."""
        own, every = self.open[fact], list(self.open.values())
        answers = Counter([self.alive & answer for answer in self._answers(fact)])
        left = 0.0
        for bits, times in answers.items():
            others = len([1 for its in every if its & bits]) - bool(own & bits)
            left += LOGARITHM[others] * times
        cost = self.assessment.catalogue.facts[fact].cost
        return (LOGARITHM[len(every)] - left / answers.total()) / cost

    def _answers(self, fact: str) -> Iterator[Bits]:
        """For each cell that the fact can still have, the boxes that such an answer would leave."""
        variable, position = self.program.variables.slots[fact]
        inside, cells = self.boxes.inside[variable], self.program.variables.cells[variable]
        live = self.situation.live[variable]
        if isinstance(cells, FactCells):
            for cell in live:
                yield inside[cell]
            return
        groups: dict[int, Bits] = {}
        for region in live:
            cell = cells.regions[region][position]
            groups[cell] = groups.get(cell, 0) | inside[region]
        yield from groups.values()
