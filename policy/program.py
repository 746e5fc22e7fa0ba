"""A program: some measures compiled together, so that deciding them all is following numbers.

Compiling takes milliseconds and happens once for each scope; a program never changes afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import reduce
from math import inf

from policy.catalogue import Catalogue
from policy.cells import FactCells, PairCells
from policy.condition import All, AnyOf, Condition, Criterion, Not, Relation, criteria_in
from policy.diagram import NO, YES, Diagram, Node
from policy.domain import Domain
from policy.fact import ASKED_ON
from policy.formula import parse_formula
from policy.leaf import High, Leaf
from policy.measure import Amount, AmountRange, Measure
from policy.reckoning import At, Reckoning
from policy.units import UNITS, Unit

RESULT_UNITS = {"CNY": UNITS["CNY"], "percent": UNITS["ratio"]}
FOREVER = Domain.between(date(1900, 1, 1).toordinal(), date(2199, 12, 31).toordinal())


def window(measure: Measure) -> Domain:
    """The days on which the measure's deciding date must lie."""
    first = measure.from_.toordinal() if measure.from_ else FOREVER.low
    last = measure.to.toordinal() if measure.to else FOREVER.high
    return Domain.between(first, last)


def reckoning(
    catalogue: Catalogue, measure: Measure, text: str, facts: Iterable[str], result: Unit
) -> Reckoning:
    """A formula of a measure as a function of the counts of some facts, with the parameters of the measure's period."""
    formula = parse_formula(text)
    on = measure.from_ or measure.checked_on
    parameters = {}
    for name in formula.parameters:
        value = catalogue.parameter(name, on)
        assert value is not None, "references are checked when the catalogue is loaded"
        parameters[name] = parse_formula(value).value({})
    units = {fact: catalogue.facts[fact].measure for fact in facts}
    return Reckoning(formula, units, parameters, result)


class Program:
    """Compiled measures of a catalogue.

    ``measures`` are those that can be decided (all but information); ``roots[position]`` is the diagram of each.
    ``slots`` says for each fact which variable asks it, and at which position of a compared pair.
    """

    def __init__(self, catalogue: Catalogue, measures: Iterable[Measure]) -> None:
        self.catalogue = catalogue
        self.measures = [measure for measure in measures if measure.benefit.kind != "none"]
        self.facts = self._used_facts()
        self.variables: list[tuple[str, ...]] = []
        self.cells: list[FactCells | PairCells] = []
        self.slots: dict[str, tuple[int, int]] = {}
        self._number_variables()
        self.diagram = Diagram([len(cells.all) for cells in self.cells])
        self.leaves: dict[Node, Leaf] = {}
        self.constants: dict[tuple[int, High], Node] = {}
        self.values: dict[Node, tuple[int, High]] = {NO: (0, 0), YES: (0, 0)}
        self._leaf_keys: dict[object, Node] = {}
        self.guards: dict[str, Node] = {}
        for fact in self.facts:
            self._guard(fact)
        self.roots = [self._root(measure) for measure in self.measures]
        self.diagram.freeze()
        self.low, self.high, self.fails = self._tables()

    # ---- facts and variables

    def conditions(self, measure: Measure) -> Iterator[Condition]:
        """The conditions that decide a measure's verdict and amount; its period is one more."""
        if measure.requires is not None:
            yield measure.requires
        for case in measure.benefit.cases:
            if case.when is not None:
                yield case.when

    def _used_facts(self) -> list[str]:
        """Every fact that decides something, its guards included, in the order of the catalogue."""
        used: set[str] = set()
        waiting = [measure.dated_by for measure in self.measures]
        for measure in self.measures:
            waiting += [name for condition in self.conditions(measure) for name in _facts_of(condition)]
            waiting += [name for text in _formula_texts(measure) for name in parse_formula(text).facts]
        while waiting:
            name = waiting.pop()
            if name not in used:
                used.add(name)
                waiting += _facts_of(self.catalogue.facts[name].applies_when)
        return [name for name in self.catalogue.facts if name in used]

    def _number_variables(self) -> None:
        cells = {name: FactCells(self._universe(name), tests) for name, tests in self._told_apart().items()}
        pairs = {(relation.fact, relation.other): relation for relation in self._relations()}
        paired = {fact for pair in pairs for fact in pair}
        groups: list[tuple[str, ...]] = [*pairs, *((fact,) for fact in self.facts if fact not in paired)]
        for group in sorted(groups, key=self._order()):
            for position, fact in enumerate(group):
                self.slots[fact] = (len(self.variables), position)
            self.variables.append(group)
            single = cells[group[0]]
            self.cells.append(PairCells(single, cells[group[1]], pairs[group]) if group in pairs else single)  # type: ignore[index]

    def _universe(self, fact: str) -> Domain:
        return FOREVER if fact == ASKED_ON else self.catalogue.facts[fact].universe

    def _order(self):  # type: ignore[no-untyped-def]
        """Guards before what they guard, amounts last, what occurs often first."""
        occurrences = Counter(
            name
            for measure in self.measures
            for name in (measure.dated_by, *(f for c in self.conditions(measure) for f in _facts_of(c)))
        )
        amounts = {
            name
            for measure in self.measures
            for text in _formula_texts(measure)
            for name in parse_formula(text).facts
        }

        def depth(fact: str) -> int:
            guards = _facts_of(self.catalogue.facts[fact].applies_when)
            return 1 + max(map(depth, guards)) if guards else 0

        def key(group: tuple[str, ...]) -> tuple[bool, int, int, str]:
            return (
                any(fact in amounts for fact in group),
                max(map(depth, group)),
                -max(occurrences[fact] for fact in group),
                group[0],
            )

        return key

    def _relations(self) -> Iterator[Relation]:
        for measure in self.measures:
            for condition in self.conditions(measure):
                for criterion in criteria_in(condition):
                    if criterion.relation is not None:
                        yield criterion.relation

    def _told_apart(self) -> dict[str, list[Domain]]:
        """For each fact the domains by which some rule tells its values apart."""
        found: dict[str, list[Domain]] = {name: [] for name in self.facts}
        guards = [self.catalogue.facts[name].applies_when for name in self.facts]
        conditions = [condition for measure in self.measures for condition in self.conditions(measure)]
        for condition in (*conditions, *guards):
            for criterion in criteria_in(condition):
                if criterion.relation is None:
                    found[criterion.fact].append(criterion.accepted(self.catalogue.facts[criterion.fact]))
        for measure in self.measures:
            found[measure.dated_by].append(window(measure))
            for text in _formula_texts(measure):
                facts = set(parse_formula(text).facts)
                if len(facts) == 1:
                    (name,) = facts
                    ready = reckoning(
                        self.catalogue, measure, text, [name], RESULT_UNITS[measure.benefit.unit]
                    )
                    plateaus = ready.plateaus(self.catalogue.facts[name].universe)
                    found[name] += [Domain((span,)) for span in plateaus]
        return found

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
        variable, accepted = self.accepted_cells(criterion)
        node = self.diagram.test(variable, accepted)
        facts = self.variables[variable] if criterion.relation else (criterion.fact,)
        for fact in facts:
            node = self.diagram.both(self._guard(fact), node)
        return node

    def accepted_cells(self, criterion: Criterion) -> tuple[int, list[bool]]:
        """The variable that a criterion tests, and for each of its cells whether the criterion is met there."""
        variable, position = self.slots[criterion.fact]
        cells = self.cells[variable]
        if criterion.relation is not None:
            assert isinstance(cells, PairCells)
            return variable, cells.related()
        accepted = criterion.accepted(self.catalogue.facts[criterion.fact])
        return variable, self._accepting(variable, position, accepted)

    def accepted_days(self, measure: Measure) -> tuple[int, list[bool]]:
        """The same for a measure's period and the fact that decides its date."""
        variable, position = self.slots[measure.dated_by]
        return variable, self._accepting(variable, position, window(measure))

    def _accepting(self, variable: int, position: int, domain: Domain) -> list[bool]:
        cells = self.cells[variable]
        return cells.accepted(position, domain) if isinstance(cells, PairCells) else cells.accepted(domain)

    def _root(self, measure: Measure) -> Node:
        diagram = self.diagram
        dated = diagram.both(self._guard(measure.dated_by), diagram.test(*self.accepted_days(measure)))
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
            self.values[node] = (low, high)
        return self.constants[low, high]

    def _amount(self, measure: Measure, amount: Amount) -> Node:
        """A diagram over the amount's own facts, whose leaves are pieces of its formula."""
        low_text, high_text = (
            (amount.from_, amount.to) if isinstance(amount, AmountRange) else (amount, amount)
        )
        if measure.benefit.kind == "up_to":
            low_text = "0"
        names = {*parse_formula(low_text).facts, *parse_formula(high_text).facts}
        facts = tuple(sorted(names, key=lambda name: self.slots[name]))
        unit = RESULT_UNITS[measure.benefit.unit]
        low, high = (reckoning(self.catalogue, measure, text, facts, unit) for text in (low_text, high_text))
        guard = reduce(self.diagram.both, (self._guard(fact) for fact in facts), YES)
        return self.diagram.choose(guard, self._pieces(facts, low, high, ()), NO)

    def _pieces(self, facts: tuple[str, ...], low: Reckoning, high: Reckoning, chosen: tuple[Domain, ...]) -> Node:
        if len(chosen) == len(facts):
            return self._piece(facts, low, high, chosen)
        variable, _ = self.slots[facts[len(chosen)]]
        cells = self.cells[variable]
        assert isinstance(cells, FactCells), "only choices and dates are compared, never amounts"
        return self.diagram.node(
            variable, tuple(self._pieces(facts, low, high, (*chosen, domain)) for domain in cells.domains)
        )

    def _piece(
        self, facts: tuple[str, ...], low: Reckoning, high: Reckoning, domains: tuple[Domain, ...]
    ) -> Node:
        key = (low.key(), high.key(), domains)
        if key in self._leaf_keys:
            return self._leaf_keys[key]
        leaf = Leaf(
            facts=facts,
            variables=tuple(self.slots[fact][0] for fact in facts),
            domains=domains,
            universes=tuple(self.catalogue.facts[fact].universe for fact in facts),
            low=_fastest(low, domains),
            high=_fastest(high, domains),
            growing=high.growing(domains),
        )
        least, greatest, moving = leaf.bounds({})
        if not moving:
            node = self._constant(least, greatest)
        else:
            node = self.diagram.leaf(support=moving)
            self.leaves[node] = leaf
            self.values[node] = (least, greatest)
        self._leaf_keys[key] = node
        return node

    def _tables(self) -> tuple[list[int], list[High], list[bool]]:
        """For every node, when nothing is known: least and greatest amount, and whether "no" is possible."""
        low: list[int] = []
        high: list[High] = []
        fails: list[bool] = []
        for node, children in enumerate(self.diagram.children):
            if children:
                low.append(min(low[child] for child in children))
                high.append(max(high[child] for child in children))
                fails.append(any(fails[child] for child in children))
            else:
                least, greatest = self.values.get(node, (0, inf))
                low.append(least)
                high.append(greatest)
                fails.append(node == NO)
        return low, high, fails


def _fastest(ready: Reckoning, domains: Sequence[Domain]) -> At:
    if len(domains) == 1 and len(domains[0]) == 1:
        return ready.line(domains[0][0]) or ready.at
    return ready.at


def _facts_of(condition: Condition | None) -> list[str]:
    facts = []
    for criterion in criteria_in(condition):
        facts.append(criterion.fact)
        if criterion.relation is not None:
            facts.append(criterion.relation.other)
    return facts


def _formula_texts(measure: Measure) -> Iterator[str]:
    """The formulas of a measure's amounts; parts are shown, they decide nothing."""
    for case in measure.benefit.all_cases:
        if isinstance(case.amount, AmountRange):
            yield case.amount.from_
            yield case.amount.to
        else:
            yield case.amount
