"""What a program asks: its facts, numbered into variables, and the cells of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from policy.catalogue import Catalogue
from policy.cells import FactCells, PairCells
from policy.condition import Condition, Criterion, Relation, criteria_in
from policy.domain import Domain
from policy.fact import ASKED_ON
from policy.formula import parse_formula
from policy.measure import AmountRange, Measure
from policy.pieces import in_pieces
from policy.reckoning import Reckoning
from policy.units import UNITS, Unit

RESULT_UNITS = {"CNY": UNITS["CNY"], "percent": UNITS["ratio"]}
FOREVER = Domain.between(date.min.toordinal(), date.max.toordinal())


def window(measure: Measure) -> Domain:
    """The days on which the measure's deciding date must lie."""
    first = measure.from_.toordinal() if measure.from_ else FOREVER.low
    last = measure.to.toordinal() if measure.to else FOREVER.high
    return Domain.between(first, last)


def reckoning(catalogue: Catalogue, measure: Measure, text: str, facts: Iterable[str], result: Unit) -> Reckoning:
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


class Variables:
    """The facts that some measures use, guards included, and the variables that ask them.

    A variable is one fact, or two facts that some rule compares. ``slots`` says for each fact which variable asks
    it, and at which position of a pair; ``mentions`` has the facts of each measure, ``single`` the fact and
    the cells of each variable that is no pair.
    """

    def __init__(self, catalogue: Catalogue, measures: Iterable[Measure]) -> None:
        self.catalogue = catalogue
        self.measures = list(measures)
        self.mentions = [self._mentioned_by(measure) for measure in in_pieces(self.measures)]
        self.facts = [name for name in catalogue.facts if any(name in mentioned for mentioned in self.mentions)]
        self.groups: list[tuple[str, ...]] = []
        self.cells: list[FactCells | PairCells] = []
        self.slots: dict[str, tuple[int, int]] = {}
        self._number()
        self.single = [
            (group[0], cells) if isinstance(cells, FactCells) else None
            for group, cells in zip(self.groups, self.cells, strict=True)
        ]

    def _mentioned_by(self, measure: Measure) -> set[str]:
        """Every fact that decides something in a measure, its guards included."""
        found: set[str] = set()
        waiting = [measure.dated_by]
        waiting += [name for condition in conditions_of(measure) for name in facts_of(condition)]
        waiting += [name for text in formulas_of(measure) for name in parse_formula(text).facts]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += facts_of(self.catalogue.facts[name].applies_when)
        return found

    def _number(self) -> None:
        cells = {name: FactCells(self._universe(name), tests) for name, tests in in_pieces(self._told_apart().items())}
        relations = {(relation.fact, relation.other): relation for relation in self._relations()}
        paired = {fact for pair in relations for fact in pair}
        singles = [(fact,) for fact in self.facts if fact not in paired]
        for group in self._in_order([*relations, *singles]):
            for position, fact in enumerate(group):
                self.slots[fact] = (len(self.groups), position)
            self.groups.append(group)
            if len(group) == 1:
                self.cells.append(cells[group[0]])
            else:
                value, other = group
                self.cells.append(PairCells(cells[value], cells[other], relations[value, other]))

    def _universe(self, fact: str) -> Domain:
        return FOREVER if fact == ASKED_ON else self.catalogue.facts[fact].universe

    def _in_order(self, groups: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """Guards before what they guard, amounts last, what occurs often first: small diagrams, early "no"."""
        occurrences = Counter(
            fact
            for measure in self.measures
            for fact in (measure.dated_by, *(f for c in conditions_of(measure) for f in facts_of(c)))
        )
        amounts = {
            fact for measure in self.measures for text in formulas_of(measure) for fact in parse_formula(text).facts
        }

        def rank(group: tuple[str, ...]) -> tuple[bool, int, int, str]:
            often = max(occurrences[fact] for fact in group)
            return not amounts.isdisjoint(group), max(map(self._depth, group)), -often, group[0]

        return sorted(groups, key=rank)

    def _depth(self, fact: str) -> int:
        guards = facts_of(self.catalogue.facts[fact].applies_when)
        return 1 + max(map(self._depth, guards)) if guards else 0

    def _relations(self) -> Iterator[Relation]:
        for measure in self.measures:
            for condition in conditions_of(measure):
                for criterion in criteria_in(condition):
                    if criterion.relation is not None:
                        yield criterion.relation

    def _told_apart(self) -> dict[str, list[Domain]]:
        """For each fact the domains by which some rule tells its values apart."""
        found: dict[str, list[Domain]] = {name: [] for name in self.facts}
        guards = [self.catalogue.facts[name].applies_when for name in self.facts]
        conditions = [condition for measure in self.measures for condition in conditions_of(measure)]
        for condition in in_pieces((*conditions, *guards)):
            for criterion in criteria_in(condition):
                if criterion.relation is None:
                    found[criterion.fact].append(criterion.accepted(self.catalogue.facts[criterion.fact]))
        for measure in in_pieces(self.measures):
            found[measure.dated_by].append(window(measure))
            for text in formulas_of(measure):
                facts = set(parse_formula(text).facts)
                if len(facts) == 1:
                    (name,) = facts
                    ready = reckoning(self.catalogue, measure, text, [name], RESULT_UNITS[measure.benefit.unit])
                    plateaus = ready.plateaus(self.catalogue.facts[name].universe)
                    found[name] += [Domain((span,)) for span in plateaus]
        return found

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


def conditions_of(measure: Measure) -> Iterator[Condition]:
    """The conditions that decide a measure's verdict and amount; its period is one more."""
    if measure.requires is not None:
        yield measure.requires
    for case in measure.benefit.cases:
        if case.when is not None:
            yield case.when


def facts_of(condition: Condition | None) -> list[str]:
    """Every fact that a condition mentions."""
    facts = []
    for criterion in criteria_in(condition):
        facts.append(criterion.fact)
        if criterion.relation is not None:
            facts.append(criterion.relation.other)
    return facts


def formulas_of(measure: Measure) -> Iterator[str]:
    """The formulas of a measure's amounts; parts are shown, they decide nothing."""
    for case in measure.benefit.all_cases:
        if isinstance(case.amount, AmountRange):
            yield case.amount.from_
            yield case.amount.to
        else:
            yield case.amount
