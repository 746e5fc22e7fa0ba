"""A second, naive reading of the rules: one completion at a time, no cells, no diagrams.

It shares with the engine only the shapes that were loaded and the parsing of single values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product
from math import prod

from policy.catalogue import Catalogue
from policy.condition import All, AnyOf, Condition, Criterion, Not, criteria_in
from policy.domain import Domain
from policy.fact import ASKED_ON
from policy.formula import parse_formula
from policy.measure import AmountRange, Measure
from policy.units import UNITS

Completion = Mapping[str, int]
Outcome = tuple[int, int] | None  # None is "no"


@dataclass
class Oracle:
    """Decides one measure by looking at every condition for one completion."""

    catalogue: Catalogue
    measure: Measure
    asked_on: date

    def __post_init__(self) -> None:
        self.facts = self._facts()

    def outcome(self, completion: Completion) -> Outcome:
        """None for "no", else the least and greatest amount that the text leaves."""
        measure = self.measure
        if not self._dated(completion) or not self._holds(measure.requires, completion):
            return None
        if not measure.benefit.all_cases:
            return 0, 0
        for case in measure.benefit.all_cases:
            if self._holds(case.when, completion):
                return self._amount(case.amount, completion)
        return None

    def _dated(self, completion: Completion) -> bool:
        name = self.measure.dated_by
        day = self.asked_on if name == ASKED_ON else date.fromordinal(completion[name])
        starts = self.measure.from_ is None or self.measure.from_ <= day
        ends = self.measure.to is None or day <= self.measure.to
        return starts and ends and self._exists(name, completion)

    def _exists(self, name: str, completion: Completion) -> bool:
        return self._holds(self.catalogue.facts[name].applies_when, completion)

    def _holds(self, condition: Condition | None, completion: Completion) -> bool:
        match condition:
            case None:
                return True
            case All():
                return all(self._holds(part, completion) for part in condition.all)
            case AnyOf():
                return any(self._holds(part, completion) for part in condition.any)
            case Not():
                return not self._holds(condition.not_, completion)
            case Criterion():
                return self._meets(condition, completion)

    def _meets(self, criterion: Criterion, completion: Completion) -> bool:
        name, relation = criterion.fact, criterion.relation
        if not self._exists(name, completion):
            return False
        if relation is None:
            value = self.asked_on.toordinal() if name == ASKED_ON else completion[name]
            return criterion.accepted(self.catalogue.facts[name]).holds(value)
        other = completion[relation.other]
        return self._exists(relation.other, completion) and relation.holds(completion[name], other)

    def _amount(self, amount: str | AmountRange, completion: Completion) -> Outcome:
        texts = (amount.from_, amount.to) if isinstance(amount, AmountRange) else (amount, amount)
        if any(not self._exists(name, completion) for text in texts for name in parse_formula(text).facts):
            return None
        low, high = (self._count(text, completion) for text in texts)
        return (0, high) if self.measure.benefit.kind == "up_to" else (low, high)

    def _count(self, text: str, completion: Completion) -> int:
        formula = parse_formula(text)
        on = self.measure.from_ or self.measure.checked_on
        values = {name: Fraction(completion[name], self.catalogue.facts[name].measure.scale) for name in formula.facts}
        for name in formula.parameters:
            period = self.catalogue.parameter(name, on)
            assert period is not None
            values[name] = parse_formula(period).value({})
        scale = UNITS["CNY"].scale if self.measure.benefit.unit == "CNY" else UNITS["ratio"].scale
        exact = formula.value(values) * scale
        return int(exact + Fraction(1, 2)) if exact >= 0 else -int(-exact + Fraction(1, 2))

    # ---- completions

    def _facts(self) -> list[str]:
        """The facts that the measure's verdict or amount mentions, with their guards."""
        measure = self.measure
        conditions = [measure.requires, *(case.when for case in measure.benefit.cases)]
        waiting = [measure.dated_by]
        for case in measure.benefit.all_cases:
            amount = case.amount
            texts = (amount.from_, amount.to) if isinstance(amount, AmountRange) else (amount,)
            waiting += [name for text in texts for name in parse_formula(text).facts]
        found: list[str] = []
        while conditions or waiting:
            for criterion in criteria_in(conditions.pop()) if conditions else ():
                waiting.append(criterion.fact)
                if criterion.relation:
                    waiting.append(criterion.relation.other)
            while waiting:
                name = waiting.pop()
                if name not in found and name != ASKED_ON:
                    found.append(name)
                    conditions.append(self.catalogue.facts[name].applies_when)
        return found

    def pieces(self, name: str) -> list[Domain]:
        """The values of a fact between the thresholds that the measure itself names."""
        fact = self.catalogue.facts[name]
        cuts = {fact.universe.low}
        for domain in self._domains(name):
            for low, high in domain:
                cuts.update((low, high + 1))
        starts = sorted(cut for cut in cuts if fact.universe.low <= cut <= fact.universe.high)
        ends = [start - 1 for start in starts[1:]] + [fact.universe.high]
        return [Domain.between(low, high) for low, high in zip(starts, ends, strict=True)]

    def _domains(self, name: str) -> Iterator[Domain]:
        fact = self.catalogue.facts[name]
        measure = self.measure
        conditions = [measure.requires, *(case.when for case in measure.benefit.cases)]
        conditions += [self.catalogue.facts[each].applies_when for each in self.facts]
        for condition in conditions:
            for criterion in criteria_in(condition):
                if criterion.fact == name and criterion.relation is None:
                    yield criterion.accepted(fact)
        if measure.dated_by == name:
            first = measure.from_.toordinal() if measure.from_ else fact.universe.low
            last = measure.to.toordinal() if measure.to else fact.universe.high
            yield Domain.between(first, last)

    def values(self, known: Mapping[str, Domain]) -> dict[str, list[int]]:
        """For each fact the values worth trying: both ends of every piece, and days on which a relation turns."""
        tried = {
            name: sorted(
                {
                    end
                    for piece in self.pieces(name)
                    for span in piece & known.get(name, self.catalogue.facts[name].universe)
                    for end in span
                }
            )
            for name in self.facts
        }
        for name, values in tried.items():
            if self.catalogue.facts[name].kind == "amount":  # what two formulas make of both ends may be the same
                within = known.get(name, self.catalogue.facts[name].universe)
                powers = {digit * 10**power for power in range(13) for digit in (1, 5)}
                tried[name] = sorted({*values, *(count for count in powers if within.holds(count))})
        for criterion in criteria_in(self.measure.requires):
            relation = criterion.relation
            if relation is None or relation.is_same:
                continue
            possible = known.get(relation.fact, self.catalogue.facts[relation.fact].universe)
            turns = {
                turn
                for other in tried[relation.other]
                for day in (other, relation.latest(other))
                for turn in (day - 1, day, day + 1)
                if possible.holds(turn)
            }
            tried[relation.fact] = sorted({*tried[relation.fact], *turns})
            possible = known.get(relation.other, self.catalogue.facts[relation.other].universe)
            back = {
                turn
                for value in tried[relation.fact]
                for turn in (value - 366, value - 365, value - 364, value, value + 1)
                if possible.holds(turn)
            }
            tried[relation.other] = sorted({*tried[relation.other], *back})
        return tried

    def completions(self, known: Mapping[str, Domain]) -> Iterator[dict[str, int]]:
        tried = self.values(known)
        for combination in product(*tried.values()):
            yield dict(zip(tried, combination, strict=True))

    def count(self, known: Mapping[str, Domain]) -> int:
        return prod(len(values) for values in self.values(known).values())
