"""Which question next: the one whose answer is expected to leave the fewest questions, and never one too many.

How many are left is guessed from the facts that are open. One on which alone some way to a benefit depends is certain
to be asked and counts as a question; any other may yet turn out to be needless and counts as half of one. Where more
ways are open than are worth the counting, every fact is taken to be needed and the ways count instead.
docs/adr/0026-certain-questions-first.md says why.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from math import log2
from operator import and_, or_

from policy.assessment import Assessment
from policy.boxes import Bits, boxes_of
from policy.cells import FactCells
from policy.diagram import YES

LOGARITHM = [log2(1 + halves / 2) for halves in range(512)]
MANY = 128  # open ways to a benefit beyond which they are counted themselves; the shipped topics have fewer


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
        self.boxes = boxes_of(self.program)
        self.alive = self._alive()
        facts = self.program.variables.facts
        self.open = {fact: bits for fact in facts if fact not in closed and (bits := self._open_boxes(fact))}

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
        domain = self.assessment.known.get(fact)
        if domain is not None and domain.is_point:
            return 0
        variable, _ = self.program.variables.slots[fact]
        inside, cells = self.boxes.inside[variable], self.situation.live[variable]
        if len(cells) == len(inside):
            return self.alive & self.boxes.depending[variable]
        everywhere = reduce(and_, [inside[cell] for cell in cells])
        return self.alive & (~everywhere | self.boxes.moved_by.get(variable, 0))

    def exists(self, fact: str) -> bool:
        """Whether what the fact depends on is known to be so."""
        return self.situation.restrict(self.program.guards[fact]) == YES

    def may_ask(self, fact: str) -> bool:
        """Whether the fact exists for certain and some completion shows that it matters; exact."""
        if fact not in self.open or not self.exists(fact):
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
        """The open facts that exist, first where log2(1 + questions left) is expected to drop most for its cost."""
        existing = [fact for fact in self.open if self.exists(fact)]
        if len(existing) < 2:
            return existing
        every, facts = list(self.open.values()), self.assessment.catalogue.facts
        some, alone, in_twos = self._how_open()
        boxes = some.bit_count()
        now = _guess_from_many(len(every), boxes) if boxes > MANY else _guess(every, some, alone)
        gains = {}
        for position, (fact, own) in enumerate(self.open.items()):
            if fact in existing:
                others = every[:position] + every[position + 1 :]
                left = self._left(fact, others, some, alone & ~own | in_twos & own)
                gains[fact] = (now - left) / facts[fact].cost
        return sorted(gains, key=lambda fact: -gains[fact])

    def _how_open(self) -> tuple[Bits, Bits, Bits]:
        """The boxes that are open on some fact, on one alone, and on just two."""
        once = twice = thrice = 0
        for bits in self.open.values():
            thrice |= twice & bits
            twice |= once & bits
            once |= bits
        return once, once & ~twice, twice & ~thrice

    def _left(self, fact: str, others: list[Bits], some: Bits, alone: Bits) -> float:
        """What an answer is expected to leave of the others; answers that leave the same few are reckoned once."""
        answers = self._answers(fact)
        expected = 0.0
        times: dict[Bits, int] = {}
        for answer in answers:
            left = some & answer
            if (boxes := left.bit_count()) > MANY:
                expected += _guess_from_many(len(others), boxes)
            else:
                times[left] = times.get(left, 0) + 1
        return (expected + sum([_guess(others, left, alone) * count for left, count in times.items()])) / len(answers)

    def _answers(self, fact: str) -> list[Bits]:
        """For each cell that the fact can still have, the boxes that such an answer would leave."""
        variable, position = self.program.variables.slots[fact]
        inside, cells = self.boxes.inside[variable], self.program.variables.cells[variable]
        live = self.situation.live[variable]
        if isinstance(cells, FactCells):
            return [inside[cell] for cell in live]
        groups: dict[int, Bits] = {}
        for region in live:
            cell = cells.regions[region][position]
            groups[cell] = groups.get(cell, 0) | inside[region]
        return list(groups.values())


def _guess(facts: list[Bits], left: Bits, alone: Bits) -> float:
    """log2(1 + questions left), by the boxes left open and those of each fact; ``alone`` are open on a single fact."""
    if not left:
        return 0.0
    still_open = [bits for bits in facts if bits & left]
    halves = len(still_open)
    if certain := left & alone:
        halves += len([1 for bits in still_open if bits & certain])
    return LOGARITHM[halves]


def _guess_from_many(facts: int, boxes: int) -> float:
    """The same where more boxes are left than are worth looking at."""
    return log2(1 + facts + boxes / MANY)
