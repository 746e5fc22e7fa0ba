"""A program: some measures compiled together, so that deciding them all is following numbers.

Compiling takes milliseconds and happens once for each scope; a program never changes afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from math import inf

from policy.catalogue import Catalogue
from policy.cells import FactCells
from policy.condition import All, AnyOf, Condition, Criterion, Not
from policy.derived import derived
from policy.diagram import NO, YES, Diagram, Node
from policy.domain import Domain
from policy.formula import parse_formula
from policy.leaf import High, Leaf
from policy.measure import Amount, AmountRange, Measure
from policy.pieces import in_pieces
from policy.reckoning import At, Reckoning
from policy.scope import Scope, measures_in
from policy.variables import RESULT_UNITS, Variables, reckoning

# Of a node: the variables that it depends on, as bits; least and greatest amount; whether "no" is possible.
Summary = tuple[int, int, High, bool]


class Program:
    """Compiled measures of a catalogue.

    ``measures`` are those that can be decided (all but information); ``roots[position]`` is the diagram of each,
    ``guards[fact]`` the diagram of whether a fact exists at all.
    """

    def __init__(self, catalogue: Catalogue, measures: Iterable[Measure]) -> None:
        self.catalogue = catalogue
        self.measures = [measure for measure in measures if measure.benefit.kind != "none"]
        self.variables = Variables(catalogue, self.measures)
        self.diagram = Diagram([len(cells.all) for cells in self.variables.cells])
        self.leaves: dict[Node, Leaf] = {}
        self.constants: dict[tuple[int, High], Node] = {}
        self._values: dict[Node, tuple[int, High]] = {NO: (0, 0), YES: (0, 0)}
        self._pieces_made: dict[object, Node] = {}
        self.guards: dict[str, Node] = {}
        for fact in self.variables.facts:
            self._guard(fact)
        self.roots = [self._root(measure) for measure in in_pieces(self.measures)]
        self.diagram.freeze()
        self.summaries = self._summarized()

    # ---- diagrams

    def _guard(self, fact: str) -> Node:
        """Where the fact exists at all."""
        if fact not in self.guards:
            self.guards[fact] = self._condition(self.catalogue.facts[fact].applies_when)
        return self.guards[fact]

    def _condition(self, condition: Condition | None) -> Node:
        diagram = self.diagram
        if condition is None:
            return YES
        if isinstance(condition, All):
            return reduce(diagram.both, map(self._condition, condition.all))
        if isinstance(condition, AnyOf):
            return reduce(diagram.either, map(self._condition, condition.any))
        if isinstance(condition, Not):
            return diagram.opposite(self._condition(condition.not_))
        return self._criterion(condition)

    def _criterion(self, criterion: Criterion) -> Node:
        variable, accepted = self.variables.accepted_cells(criterion)
        node = self.diagram.test(variable, accepted)
        facts = self.variables.groups[variable] if criterion.relation else (criterion.fact,)
        for fact in facts:
            node = self.diagram.both(self._guard(fact), node)
        return node

    def _root(self, measure: Measure) -> Node:
        diagram = self.diagram
        dated = diagram.both(self._guard(measure.dated_by), diagram.test(*self.variables.accepted_days(measure)))
        outcome = self._constant(0, 0)
        if cases := measure.benefit.all_cases:
            outcome = NO
            for case in reversed(cases):
                outcome = diagram.choose(self._condition(case.when), self._amount(measure, case.amount), outcome)
        return diagram.choose(diagram.both(dated, self._condition(measure.requires)), outcome, NO)

    # ---- leaves

    def _constant(self, low: int, high: High) -> Node:
        if (low, high) not in self.constants:
            node = self.constants[low, high] = self.diagram.leaf()
            self._values[node] = (low, high)
        return self.constants[low, high]

    def _amount(self, measure: Measure, amount: Amount) -> Node:
        """A diagram over the amount's own facts, whose leaves are pieces of its formula."""
        low_text, high_text = (amount.from_, amount.to) if isinstance(amount, AmountRange) else (amount, amount)
        if measure.benefit.kind == "up_to":
            low_text = "0"
        names = {*parse_formula(low_text).facts, *parse_formula(high_text).facts}
        facts = tuple(sorted(names, key=lambda name: self.variables.slots[name]))
        unit = RESULT_UNITS[measure.benefit.unit]
        low, high = (reckoning(self.catalogue, measure, text, facts, unit) for text in (low_text, high_text))
        guard = reduce(self.diagram.both, (self._guard(fact) for fact in facts), YES)
        return self.diagram.choose(guard, self._pieces(facts, low, high, ()), NO)

    def _pieces(self, facts: tuple[str, ...], low: Reckoning, high: Reckoning, chosen: tuple[Domain, ...]) -> Node:
        if len(chosen) == len(facts):
            return self._piece(facts, low, high, chosen)
        variable, _ = self.variables.slots[facts[len(chosen)]]
        cells = self.variables.cells[variable]
        assert isinstance(cells, FactCells), "only choices and dates are compared, never amounts"
        return self.diagram.node(
            variable, tuple(self._pieces(facts, low, high, (*chosen, domain)) for domain in cells.domains)
        )

    def _piece(self, facts: tuple[str, ...], low: Reckoning, high: Reckoning, domains: tuple[Domain, ...]) -> Node:
        key = (low.key(), high.key(), domains)
        if key in self._pieces_made:
            return self._pieces_made[key]
        at_most = _fastest(high, domains)
        leaf = Leaf(
            formula=key[:2],
            facts=facts,
            variables=tuple(self.variables.slots[fact][0] for fact in facts),
            domains=domains,
            universes=tuple(self.catalogue.facts[fact].universe for fact in facts),
            low=at_most if key[0] == key[1] else _fastest(low, domains),
            high=at_most,
            growing=high.growing(domains),
        )
        least, greatest, moving = leaf.bounds({})
        if not moving:
            node = self._constant(least, greatest)
        else:
            node = self.diagram.leaf(support=moving)
            self.leaves[node] = leaf
            self._values[node] = (least, greatest)
        self._pieces_made[key] = node
        return node

    def _summarized(self) -> list[Summary]:
        """The summary of every node when nothing is known."""
        found: list[Summary] = []
        for node, (support, children) in enumerate(zip(self.diagram.support, self.diagram.children, strict=True)):
            if children:
                _, lows, highs, failing = zip(*(found[child] for child in children), strict=True)
                found.append((support, min(lows), max(highs), any(failing)))
            else:
                low, high = self._values.get(node, (0, inf))
                found.append((support, low, high, node == NO))
        return found


def _fastest(ready: Reckoning, domains: Sequence[Domain]) -> At:
    if len(domains) == 1 and len(domains[0]) == 1:
        return ready.line(domains[0][0]) or ready.at
    return ready.at


@derived(512)
def program_for(catalogue: Catalogue, scope: Scope) -> Program:
    """The compiled measures of a scope; compiled on first use and kept. Scopes with the same measures share them."""
    return _compiled(catalogue, measures_in(catalogue, scope))


@derived(128)
def _compiled(catalogue: Catalogue, measures: tuple[Measure, ...]) -> Program:
    return Program(catalogue, measures)
