"""The explanation of a verdict: every condition of a measure, met, not met or open, without short-circuiting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from policy.condition import All, AnyOf, Condition, Criterion, Not, Relation
from policy.derived import derived
from policy.diagram import NO, YES, Node
from policy.domain import Domain
from policy.fact import Fact
from policy.measure import Measure
from policy.program import Program
from policy.shape import Language
from policy.situation import Situation
from policy.variables import window


class Clause(NamedTuple):
    """One line of a measure's conditions, compiled: which cells of which variable meet it.

    Clauses with the same ``group`` are alternatives; those with the same ``alternative`` in it belong together.
    """

    fact: str
    needs: Domain | Relation
    negated: bool
    group: int | None
    alternative: int | None
    variable: int
    accepted: tuple[bool, ...]


class Reason(NamedTuple):
    """One condition as it stands now: ``met`` is None while it is open, ``said`` is what was answered."""

    clause: Clause
    met: bool | None
    said: Domain | None
    facts: Mapping[str, Fact]

    @property
    def fact(self) -> str:
        return self.clause.fact

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
        return self.facts[self.fact].say(needs, language)


def _needed_relation(relation: Relation, other: Fact, language: Language, *, negated: bool) -> str:
    name = other.name.in_language(language)
    if relation.is_same:
        words = ("与{}相同", "与{}不同") if language == "zh" else ("the same as {}", "different from {}")
    else:
        span = _span_of(relation, language)
        yes = f"在{{}}之后{span}内" if language == "zh" else f"within {span} after {{}}"
        words = (yes, ("不" if language == "zh" else "not ") + yes)
    return words[negated].format(name)


def _span_of(relation: Relation, language: Language) -> str:
    count, zh, en = (relation.days, "天", "day") if relation.years is None else (relation.years, "年", "year")
    return f"{count}{zh}" if language == "zh" else f"{count} {en}{'' if count == 1 else 's'}"


class Clauses:
    """The conditions of every measure of a program, numbered through, so that a turn settles them all at once.

    ``inside[variable][cell]`` has a bit for each clause about the variable that the cell meets, ``guarded[guard]``
    one for each clause about a fact that exists only where the guard is met.
    """

    def __init__(self, program: Program) -> None:
        self.of_measure: dict[str, tuple[int, list[Clause]]] = {}
        self.inside: list[list[int]] = [[0] * len(cells.all) for cells in program.variables.cells]
        self.guarded: dict[Node, int] = {}
        self.negated = 0
        self.count = 0
        for measure in program.measures:
            found = _clauses(program, measure)
            self.of_measure[measure.id] = (self.count, found)
            for clause in found:
                self._add(clause, program.guards[clause.fact], 1 << self.count)
                self.count += 1

    def _add(self, clause: Clause, guard: Node, bit: int) -> None:
        for cell, accept in enumerate(clause.accepted):
            if accept:
                self.inside[clause.variable][cell] |= bit
        if guard != YES:
            self.guarded[guard] = self.guarded.get(guard, 0) | bit
        if clause.negated:
            self.negated |= bit


@derived(128)
def clauses_of(program: Program) -> Clauses:
    """The numbered conditions of a program; made on first use and kept."""
    return Clauses(program)


def _clauses(program: Program, measure: Measure) -> list[Clause]:
    found = []
    if measure.from_ or measure.to:
        variable, accepted = program.variables.accepted_days(measure)
        dated = (measure.dated_by, window(measure), False, None, None)
        found.append(Clause(*dated, variable, tuple(accepted)))
    writer = _Writer(program)
    writer.write(measure.requires, negated=False, group=None, alternative=None)
    whens = [case.when for case in measure.benefit.cases]
    if all(when is not None for when in whens):
        writer.alternatives([when for when in whens if when is not None], negated=False)
    return found + writer.found


class Explanation:
    """Every condition as it stands in a situation: ``met[n]`` of the clause with number n is None while it is open."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.clauses = clauses_of(situation.program)
        certain = possible = 0
        for variable, inside in enumerate(self.clauses.inside):
            cells = situation.live[variable]
            if len(cells) == 1:
                certain |= inside[cells[0]]
            else:
                certain |= reduce(and_, [inside[cell] for cell in cells])
                possible |= reduce(or_, [inside[cell] for cell in cells])
        possible |= certain
        missing = self._about_nothing()
        negated = self.clauses.negated
        self.met = _met(certain & ~missing | missing & negated, possible & ~missing | missing & negated, self.clauses)

    def _about_nothing(self) -> int:
        """The clauses about facts that do not exist here, because their guard is known to be false."""
        situation = self.situation
        found = 0
        for guard, clauses in self.clauses.guarded.items():
            if situation.restrict(guard) == NO:
                found |= clauses
        return found

    def reasons(self, measure_id: str) -> list[Reason]:
        """The conditions of a measure, its period first."""
        first, its = self.clauses.of_measure[measure_id]
        facts, known = self.situation.program.catalogue.facts, self.situation.known
        return [
            Reason(clause, met, known.get(clause.fact), facts)
            for clause, met in zip(its, self.met[first : first + len(its)], strict=True)
        ]


def _met(certain: int, possible: int, clauses: Clauses) -> list[bool | None]:
    """The bits of the clauses that certainly, and possibly, are met, as a value for each clause."""
    width = f"0{clauses.count}b"
    pairs = zip(reversed(format(certain, width)), reversed(format(possible, width)), strict=True)
    return [True if surely == "1" else None if perhaps == "1" else False for surely, perhaps in pairs]


class _Writer:
    """Flattens a condition into lines; deeper alternatives stay within the outermost group."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.found: list[Clause] = []
        self._groups = 0

    def write(self, condition: Condition | None, *, negated: bool, group: int | None, alternative: int | None) -> None:
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

    def _criterion(self, criterion: Criterion, negated: bool, group: int | None, alternative: int | None) -> None:
        variable, accepted = self.program.variables.accepted_cells(criterion)
        needs: Domain | Relation
        if criterion.relation is not None:
            needs = criterion.relation
        else:
            fact = self.program.catalogue.facts[criterion.fact]
            needs = criterion.accepted(fact)
            needs = fact.universe - needs if negated else needs
        meets = tuple(accept != negated for accept in accepted)
        self.found.append(Clause(criterion.fact, needs, negated, group, alternative, variable, meets))


def failing(found: Sequence[Reason]) -> Iterator[Reason]:
    """The reasons for a "no": each condition not met, and of alternatives all that is not met if none can be."""
    hopeful = {(reason.group, reason.alternative) for reason in found if reason.group is not None} - {
        (reason.group, reason.alternative) for reason in found if reason.met is False
    }
    groups = {group for group, _ in hopeful}
    for reason in found:
        if reason.met is False and reason.group not in groups:
            yield reason
