"""Diagrams as answers come in, kept for good: equal remainders are equal numbers, whatever answers led to them.

The engine restricts diagrams for one turn and throws them away; to look ahead over all interviews at once they have
to be comparable between turns. Only exact answers are restricted to here: one value of one fact.
"""

from __future__ import annotations

from policy.cells import Cells, PairCells
from policy.diagram import LEAF, Children, Node
from policy.domain import Domain
from policy.leaf import High
from policy.program import Program

Answer = tuple[str, int]


class Residuals:
    """A growing store that begins with the diagrams of a program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        diagram = program.diagram
        self.variable = list(diagram.variable)
        self.children: list[Children] = list(diagram.children)
        self.support = list(diagram.support)
        self.cells: list[Cells] = [
            program.variables.cells[variable].all if variable != LEAF else () for variable in diagram.variable
        ]
        self._unique = {
            (variable, cells, children): node
            for node, (variable, cells, children) in enumerate(
                zip(self.variable, self.cells, self.children, strict=True)
            )
            if variable != LEAF
        }
        self._said_at: dict[Node, tuple[Node, frozenset[Answer]]] = {}
        self._leaves: dict[tuple[Node, frozenset[Answer]], Node] = {}
        self._constants: dict[tuple[int, High], Node] = dict(program.constants)
        self._after: dict[tuple[Node, Answer, Cells], Node] = {}

    def live(self, fact: str, value: int, partner: int | None) -> Cells:
        """The cells of a fact's variable that an answer leaves; ``partner`` answers the fact it is paired with."""
        variables = self.program.variables
        variable, position = variables.slots[fact]
        cells = variables.cells[variable]
        if not isinstance(cells, PairCells):
            return (cells.cell(value),)
        other = variables.groups[variable][1 - position]
        domains = [Domain.of(value), self.program.catalogue.facts[other].universe]
        if partner is not None:
            domains[1] = Domain.of(partner)
        return cells.live(domains[position], domains[1 - position])

    def after(self, node: Node, answer: Answer, live: Cells) -> Node:
        """What is left of a diagram after an answer that leaves these cells of its variable."""
        variable = self.program.variables.slots[answer[0]][0]
        if not self.support[node] >> variable & 1:
            return node
        key = (node, answer, live)
        found = self._after.get(key)
        if found is None:
            found = self._after[key] = self._restricted(node, variable, answer, live)
        return found

    def asking(self, node: Node, variable: int) -> set[Node]:
        """Every node of a diagram that asks a variable."""
        waiting, seen = [node], {node}
        while waiting:
            for child in self.children[waiting.pop()]:
                if child not in seen and self.support[child] >> variable & 1:
                    seen.add(child)
                    waiting.append(child)
        return {inner for inner in seen if self.variable[inner] == variable}

    def _restricted(self, node: Node, variable: int, answer: Answer, live: Cells) -> Node:
        if self.variable[node] == LEAF:
            return self._leaf(node, answer)
        cells, children = self.cells[node], self.children[node]
        if self.variable[node] == variable:
            cells, children = live, tuple(children[cells.index(cell)] for cell in live)
        return self._node(self.variable[node], cells, tuple(self.after(child, answer, live) for child in children))

    def _node(self, variable: int, cells: Cells, children: Children) -> Node:
        if len(set(children)) == 1:
            return children[0]
        key = (variable, cells, children)
        found = self._unique.get(key)
        if found is None:
            support = 1 << variable
            for child in children:
                support |= self.support[child]
            found = self._unique[key] = self._add(variable, cells, children, support)
        return found

    def _leaf(self, node: Node, answer: Answer) -> Node:
        origin, said = self._said_at.get(node, (node, frozenset[Answer]()))
        key = (origin, said | {answer})
        found = self._leaves.get(key)
        if found is None:
            known = {fact: Domain.of(value) for fact, value in key[1]}
            low, high, moving = self.program.leaves[origin].bounds(known)
            if moving:
                found = self._add(LEAF, (), (), moving)
                self._said_at[found] = key
            else:
                found = self._constant(low, high)
            self._leaves[key] = found
        return found

    def _constant(self, low: int, high: High) -> Node:
        if (low, high) not in self._constants:
            self._constants[low, high] = self._add(LEAF, (), (), 0)
        return self._constants[low, high]

    def _add(self, variable: int, cells: Cells, children: Children, support: int) -> Node:
        self.variable.append(variable)
        self.cells.append(cells)
        self.children.append(children)
        self.support.append(support)
        return len(self.variable) - 1
