"""A situation: what is known in one turn, applied to a program.

Diagrams are restricted to the cells that are still possible. A restricted diagram is again reduced, so everything
can be read off it exactly: it is a leaf if all completions agree, and it depends on just the variables that some
completion still lets matter. All of it is thrown away with the turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policy.cells import PairCells
from policy.diagram import LEAF, Children, Node
from policy.domain import Domain
from policy.leaf import High
from policy.live import Live
from policy.program import Program, Summary


class Situation:
    """The restricted diagrams of a program. ``live[variable]`` are the cells that are still possible."""

    def __init__(self, program: Program, known: Mapping[str, Domain]) -> None:
        self.program = program
        self.known = known
        self.live = Live(program.variables, known)
        self._restricted: dict[Node, Node] = {}
        self._unique: dict[tuple[int, Children], Node] = {}
        self._constants: dict[tuple[int, High], Node] = {}
        self._origin: dict[Node, Node] = {}
        # Nodes of this turn are numbered on from those of the program; these lists continue its tables.
        self._first = len(program.diagram.variable)
        self._variable: list[int] = []
        self._children: list[Children] = []
        self._summaries: list[Summary] = []

    def domain(self, fact: str) -> Domain:
        """What is still possible for a fact."""
        return self.known.get(fact) or self.program.catalogue.facts[fact].universe

    # ---- reading a node

    def variable(self, node: Node) -> int:
        first = self._first
        return self.program.diagram.variable[node] if node < first else self._variable[node - first]

    def children(self, node: Node) -> Children:
        """A child for each live cell of the node's variable; none for a leaf."""
        first = self._first
        return self.program.diagram.children[node] if node < first else self._children[node - first]

    def summary(self, node: Node) -> Summary:
        first = self._first
        return self.program.summaries[node] if node < first else self._summaries[node - first]

    def support(self, node: Node) -> int:
        return self.summary(node)[0]

    def low(self, node: Node) -> int:
        return self.summary(node)[1]

    def high(self, node: Node) -> High:
        return self.summary(node)[2]

    def fails(self, node: Node) -> bool:
        return self.summary(node)[3]

    def outcome(self, node: Node) -> object:
        """Equal for two nodes that decide the same: pieces of one formula are told apart by where they hold only."""
        leaf = self.program.leaves.get(self._origin.get(node, node))
        return node if leaf is None else leaf.formula

    # ---- restricting

    def roots(self) -> list[Node]:
        """The restricted diagrams of all measures of the program."""
        diagram, live = self.program.diagram, self.live
        support, variables, children = diagram.support, diagram.variable, diagram.children
        found = []
        for root in self.program.roots:
            node = root
            while len(cells := live[variables[node]]) == 1:
                node = children[node][cells[0]]
            if support[node]:
                node = self.restrict(node) if cells else self._restrict_leaf(node)
            found.append(node)
        return found

    def root(self, position: int) -> Node:
        """The restricted diagram of the measure at a position of the program."""
        return self.restrict(self.program.roots[position])

    def restrict(self, node: Node) -> Node:
        """The node that is left of a diagram when only live cells remain."""
        diagram, live, narrowed = self.program.diagram, self.live, self.live.narrowed
        support, variables, children = diagram.support, diagram.variable, diagram.children
        while support[node] & narrowed:
            variable = variables[node]
            if variable == LEAF:
                return self._restrict_leaf(node)
            cells = live[variable]
            if len(cells) == 1:
                node = children[node][cells[0]]
                continue
            found = self._restricted.get(node)
            if found is None:
                its, restrict = children[node], self.restrict
                parts = [its[cell] for cell in cells]
                parts = [restrict(part) if support[part] & narrowed else part for part in parts]
                found = self._restricted[node] = self._node(variable, tuple(parts))
            return found
        return node

    def _node(self, variable: int, children: Children) -> Node:
        if children.count(children[0]) == len(children):
            return children[0]
        key = (variable, children)
        if not self.live.narrowed >> variable & 1:
            found = self.program.diagram.unique.get(key)
            if found is not None:
                return found
        found = self._unique.get(key)
        if found is None:
            support, low, high, fails = self.summary(children[0])
            support |= 1 << variable
            for child in set(children):
                its_support, its_low, its_high, its_fails = self.summary(child)
                support |= its_support
                low = its_low if its_low < low else low
                high = its_high if its_high > high else high
                fails = fails or its_fails
            found = self._unique[key] = self._add(variable, children, (support, low, high, fails))
        return found

    def _restrict_leaf(self, node: Node) -> Node:
        found = self._restricted.get(node)
        if found is None:
            leaf = self.program.leaves[node]
            if self.known.keys().isdisjoint(leaf.facts):
                return node
            low, high, moving = leaf.bounds(self.known)
            if moving:
                found = self._add(LEAF, (), (moving, low, high, False))
                self._origin[found] = node
            else:
                found = self.program.constants.get((low, high)) or self._constants.get((low, high))
                if found is None:
                    found = self._constants[low, high] = self._add(LEAF, (), (0, low, high, False))
            self._restricted[node] = found
        return found

    def _add(self, variable: int, children: Children, summary: Summary) -> Node:
        self._variable.append(variable)
        self._children.append(children)
        self._summaries.append(summary)
        return self._first + len(self._variable) - 1

    # ---- which facts can still matter

    def askable(self, nodes: Mapping[int, Node]) -> set[str]:
        """The facts of which some completion can still change what some measures decide; exact.

        ``nodes`` are their restricted diagrams by their positions in the program.
        """
        support = 0
        for node in nodes.values():
            support |= self.support(node)
        mentions = self.program.variables.mentions
        found: set[str] = set()
        for variable, facts in enumerate(self.program.variables.groups):
            if support >> variable & 1:
                if len(facts) == 1:
                    found.update(facts)
                else:
                    found.update(
                        fact
                        for fact in facts
                        if any(fact in mentions[position] and self.matters(nodes[position], fact) for position in nodes)
                    )
        return found

    def matters(self, node: Node, fact: str) -> bool:
        """Whether one fact is askable because of one restricted diagram."""
        variable, _ = self.program.variables.slots[fact]
        if not self.support(node) >> variable & 1:
            return False
        return len(self.program.variables.groups[variable]) == 1 or self._pair_fact_matters(node, variable, fact)

    def _pair_fact_matters(self, node: Node, variable: int, fact: str) -> bool:
        """Whether the fact changes something while the other fact of its pair keeps some one value."""
        if self.domain(fact).is_point:
            return False
        value, other = self.program.variables.groups[variable]
        cells = self.program.variables.cells[variable]
        assert isinstance(cells, PairCells)
        slices = cells.slices(0 if fact == value else 1, self.domain(value), self.domain(other))
        number = {cell: index for index, cell in enumerate(self.live[variable])}
        for inner in self.nodes_asking(node, variable):
            children = self.children(inner)
            if any(len({children[number[cell]] for cell in cells}) > 1 for cells in slices):
                return True
        return False

    def nodes_asking(self, node: Node, variable: int) -> Iterator[Node]:
        """Every node of a restricted diagram that asks a variable."""
        waiting, seen = [node], {node}
        while waiting:
            inner = waiting.pop()
            if self.variable(inner) == variable:
                yield inner
            for child in self.children(inner):
                if child not in seen and self.support(child) >> variable & 1:
                    seen.add(child)
                    waiting.append(child)
