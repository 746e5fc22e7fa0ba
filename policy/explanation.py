"""The explanation of a verdict: every condition of a measure, met, not met or open, without short-circuiting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policy.calendar import show_day, show_days
from policy.condition import All, AnyOf, Condition, Criterion, Not, Relation
from policy.diagram import NO
from policy.domain import Domain
from policy.fact import Fact
from policy.measure import Measure
from policy.program import FOREVER, Program, window
from policy.shape import Language
from policy.situation import Situation


@dataclass(frozen=True)
class Clause:
    """One line of a measure's conditions, compiled: which cells of which variable meet it.

    Clauses with the same ``group`` are alternatives; those with the same ``alternative`` in it belong together.
    """

    fact: str
    needs: Domain | Relation
    negated: bool
    group: int | None
    alternative: int | None
    variable: int
    accepted: int


@dataclass(frozen=True)
class Reason:
    """One condition as it stands now: ``met`` is None while it is open, ``said`` is what was answered."""

    fact: str
    met: bool | None
    said: Domain | None
    clause: Clause
    facts: Mapping[str, Fact]

    @property
    def group(self) -> int | None:
        return self.clause.group

    @property
    def alternative(self) -> int | None:
        return self.clause.alternative

    def said_text(self, language: Language) -> str | None:
        """What was answered, in words; None if nothing was."""
        return None if self.said is None else self.facts[self.fact].say(self.said, language)

    def needed(self, language: Language) -> str:
        """What the condition asks for, in words."""
        needs = self.clause.needs
        if isinstance(needs, Relation):
            return _needed_relation(needs, self.facts[needs.other], language, negated=self.clause.negated)
        fact = self.facts[self.fact]
        if fact.kind == "date" and len(needs) == 1:
            return _needed_days(needs, fact, language)
        return fact.say(needs, language)


def _needed_days(days: Domain, fact: Fact, language: Language) -> str:
    earliest, latest = min(fact.universe.low, FOREVER.low), max(fact.universe.high, FOREVER.high)
    starts, ends = days.low > fact.universe.low, days.high < fact.universe.high
    if starts and ends:
        return show_days(days.low, days.high, language)
    if starts:
        return f"{show_day(days.low, language)}起" if language == "zh" else f"from {show_day(days.low, language)}"
    if ends:
        return f"不晚于{show_day(days.high, language)}" if language == "zh" else f"by {show_day(days.high, language)}"
    return show_days(earliest, latest, language)


def _needed_relation(relation: Relation, other: Fact, language: Language, *, negated: bool) -> str:
    name = other.name.in_language(language)
    if relation.is_same:
        words = ("与{}相同", "与{}不同") if language == "zh" else ("the same as {}", "different from {}")
    else:
        amount = f"{relation.years}年" if relation.years is not None else f"{relation.days}天"
        english = f"{relation.years} year(s)" if relation.years is not None else f"{relation.days} days"
        words = (
            (f"在{{}}之后{amount}内", f"不在{{}}之后{amount}内")
            if language == "zh"
            else (f"within {english} after {{}}", f"not within {english} after {{}}")
        )
    return words[negated].format(name)


def clauses(program: Program, measure: Measure) -> list[Clause]:
    """Every condition of a measure, its period first, ready to be looked up."""
    variable, accepted = program.accepted_days(measure)
    found = []
    if measure.from_ or measure.to:
        found.append(Clause(measure.dated_by, window(measure), False, None, None, variable, _bits(accepted)))
    writer = _Writer(program)
    writer.write(measure.requires, negated=False, group=None, alternative=None)
    cases = measure.benefit.cases
    if cases and all(case.when is not None for case in cases):
        writer.alternatives([case.when for case in cases if case.when is not None], negated=False)
    return found + writer.found


def _bits(accepted: Sequence[bool]) -> int:
    return sum(1 << cell for cell, accept in enumerate(accepted) if accept)


class _Writer:
    """Flattens a condition into lines; deeper alternatives stay within the outermost group."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.found: list[Clause] = []
        self._groups = 0

    def write(
        self, condition: Condition | None, *, negated: bool, group: int | None, alternative: int | None
    ) -> None:
        if isinstance(condition, Not):
            self.write(condition.not_, negated=not negated, group=group, alternative=alternative)
        elif isinstance(condition, All | AnyOf):
            parts = condition.all if isinstance(condition, All) else condition.any
            together = isinstance(condition, All) != negated
            if together or group is not None:
                for part in parts:
                    self.write(part, negated=negated, group=group, alternative=alternative)
            else:
                self.alternatives(parts, negated=negated)
        elif condition is not None:
            self._criterion(condition, negated, group, alternative)

    def alternatives(self, parts: Sequence[Condition], *, negated: bool) -> None:
        """Conditions of which one suffices."""
        if len(parts) == 1:
            self.write(parts[0], negated=negated, group=None, alternative=None)
            return
        self._groups += 1
        group = self._groups
        for number, part in enumerate(parts):
            self.write(part, negated=negated, group=group, alternative=number)

    def _criterion(
        self, criterion: Criterion, negated: bool, group: int | None, alternative: int | None
    ) -> None:
        variable, accepted = self.program.accepted_cells(criterion)
        needs: Domain | Relation
        if criterion.relation is not None:
            needs = criterion.relation
        else:
            fact = self.program.catalogue.facts[criterion.fact]
            needs = criterion.accepted(fact)
            needs = fact.universe - needs if negated else needs
        meets = _bits([accept != negated for accept in accepted])
        self.found.append(Clause(criterion.fact, needs, negated, group, alternative, variable, meets))


def reasons(situation: Situation, its_clauses: Sequence[Clause]) -> list[Reason]:
    """The clauses of a measure as they stand in a situation."""
    facts = situation.program.catalogue.facts
    known = situation.known
    return [
        Reason(clause.fact, met(situation, clause), known.get(clause.fact), clause, facts)
        for clause in its_clauses
    ]


def met(situation: Situation, clause: Clause) -> bool | None:
    """Whether one clause is met, not met (also where its fact does not exist), or open."""
    live = situation.mask(clause.variable)
    if not live & clause.accepted:
        return False
    if situation.restrict(situation.program.guards[clause.fact]) == NO:
        return clause.negated
    return None if live & ~clause.accepted else True


def failing(found: Sequence[Reason]) -> Iterator[Reason]:
    """The reasons for a "no": each condition not met, and of alternatives all that is not met if none can be."""
    hopeful = {
        (reason.group, reason.alternative) for reason in found if reason.group is not None
    } - {(reason.group, reason.alternative) for reason in found if reason.met is False}
    groups = {group for group, _ in hopeful}
    for reason in found:
        if reason.met is False and reason.group not in groups:
            yield reason
