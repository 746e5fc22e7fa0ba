"""Every way to a benefit, as boxes of cells, stored so that one machine operation looks at all of them at once.

A path of a diagram from its root to an outcome that is not "no" is a box: for each variable the cells that it allows.
``inside[variable][cell]`` is a number with a bit for each box that allows the cell, ``depending[variable]`` one for
those that do not allow every cell or whose amount the variable moves. What an answer would leave open is then read off
with a few ``and`` and ``or``, for a hundred measures as for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import and_

from policy.derived import derived
from policy.diagram import LEAF, NO, Node
from policy.program import Program

Bits = int


class Boxes:
    """The boxes of a program, numbered measure by measure."""

    def __init__(self, program: Program) -> None:
        self.inside: list[list[Bits]] = [[0] * len(cells.all) for cells in program.variables.cells]
        self.measures: list[Bits] = []
        self.owner: list[int] = []
        self.moved_by: dict[int, Bits] = {}
        for position, root in enumerate(program.roots):
            first = len(self.owner)
            for box, leaf in _paths(program, root):
                self._add(program, position, box, leaf)
            self.measures.append(((1 << len(self.owner)) - 1) ^ ((1 << first) - 1))
        every = (1 << len(self.owner)) - 1
        self.depending: list[Bits] = [
            every & ~reduce(and_, cells) | self.moved_by.get(variable, 0) for variable, cells in enumerate(self.inside)
        ]

    def _add(self, program: Program, position: int, box: dict[int, tuple[int, ...]], leaf: Node) -> None:
        bit = 1 << len(self.owner)
        self.owner.append(position)
        for variable, cells in enumerate(program.variables.cells):
            for cell in box.get(variable, cells.all):
                self.inside[variable][cell] |= bit
        moving = program.diagram.support[leaf]
        for variable in range(len(program.variables.cells)):
            if moving >> variable & 1:
                self.moved_by[variable] = self.moved_by.get(variable, 0) | bit


def _paths(program: Program, root: Node) -> Iterator[tuple[dict[int, tuple[int, ...]], Node]]:
    """Paths to outcomes; cells that lead to the same child travel together."""
    diagram = program.diagram
    waiting: list[tuple[Node, dict[int, tuple[int, ...]]]] = [(root, {})]
    while waiting:
        node, box = waiting.pop()
        variable = diagram.variable[node]
        if variable == LEAF:
            if node != NO:
                yield box, node
            continue
        groups: dict[Node, list[int]] = {}
        for cell, child in enumerate(diagram.children[node]):
            if child != NO:
                groups.setdefault(child, []).append(cell)
        waiting += [(child, {**box, variable: tuple(cells)}) for child, cells in groups.items()]


@derived(128)
def boxes_of(program: Program) -> Boxes:
    """The boxes of a program; made on first use and kept."""
    return Boxes(program)
