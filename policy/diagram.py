"""Frozen decision diagrams: one node a question, one child a cell, equal sub-diagrams stored once.

Nodes are numbers; ``variable[node]`` is what the node asks (variables are asked in ascending order on every path),
``children[node]`` has a node for each cell. Leaves have the variable ``LEAF``; leaf ``NO`` is "not met". Because
diagrams are ordered and reduced, two diagrams are the same function exactly when they are the same number, and a
diagram depends on exactly the variables in its ``support``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Node = int
Children = tuple[Node, ...]

LEAF = 1 << 30
NO: Node = 0
YES: Node = 1


class Diagram:
    """A growing store of nodes. ``widths[variable]`` is the number of cells of each variable."""

    def __init__(self, widths: Sequence[int]) -> None:
        self.widths = list(widths)
        self.variable: list[int] = []
        self.children: list[Children] = []
        self.support: list[int] = []
        self.unique: dict[tuple[int, Children], Node] = {}
        self._chosen: dict[tuple[Node, Node, Node], Node] = {}
        self.leaf()  # NO
        self.leaf()  # YES

    def leaf(self, support: int = 0) -> Node:
        """A new leaf; ``support`` are the variables that can still move an amount within it, as bits."""
        return self._add(LEAF, (), support)

    def node(self, variable: int, children: Children) -> Node:
        """The node with these children; no node at all where all children agree."""
        if children.count(children[0]) == len(children):
            return children[0]
        key = (variable, children)
        found = self.unique.get(key)
        if found is None:
            support = 1 << variable
            for child in children:
                support |= self.support[child]
            found = self.unique[key] = self._add(variable, children, support)
        return found

    def _add(self, variable: int, children: Children, support: int) -> Node:
        self.variable.append(variable)
        self.children.append(children)
        self.support.append(support)
        return len(self.variable) - 1

    def test(self, variable: int, accepted: Iterable[bool]) -> Node:
        """YES in the accepted cells of a variable, NO in the others."""
        return self.node(variable, tuple(YES if accept else NO for accept in accepted))

    def choose(self, condition: Node, then: Node, otherwise: Node) -> Node:
        """``then`` where the condition is YES, ``otherwise`` where it is NO."""
        if condition == YES or then == otherwise:
            return then
        if condition == NO:
            return otherwise
        key = (condition, then, otherwise)
        found = self._chosen.get(key)
        if found is None:
            top = min(self.variable[node] for node in key)
            cells = range(self.widths[top])
            found = self._chosen[key] = self.node(
                top, tuple(self.choose(*(self._follow(node, top, cell) for node in key)) for cell in cells)
            )
        return found

    def _follow(self, node: Node, variable: int, cell: int) -> Node:
        return self.children[node][cell] if self.variable[node] == variable else node

    def both(self, first: Node, second: Node) -> Node:
        return self.choose(first, second, NO)

    def either(self, first: Node, second: Node) -> Node:
        return self.choose(first, YES, second)

    def opposite(self, condition: Node) -> Node:
        return self.choose(condition, NO, YES)

    def freeze(self) -> None:
        """Forget what only building needed."""
        self._chosen.clear()
