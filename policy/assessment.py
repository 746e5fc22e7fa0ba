"""assess(): what somebody is entitled to, as far as the answers tell. Pure: the date is an argument."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from policy.catalogue import Catalogue
from policy.derived import derived
from policy.diagram import NO, Node
from policy.domain import Domain
from policy.explanation import Explanation, Reason
from policy.fact import ASKED_ON
from policy.formula import parse_formula
from policy.holding import holds
from policy.lazy import lazy
from policy.leaf import High, Leaf
from policy.measure import AmountUnit, Claim, Measure, Part, Reserved, Verdict
from policy.program import Program, program_for
from policy.scope import EVERYTHING, Scope, measures_in
from policy.shape import Label
from policy.situation import Situation
from policy.total import Payment, Total, total
from policy.variables import RESULT_UNITS, reckoning, window


@dataclass(frozen=True)
class Bounds:
    """Least and greatest amount as counts: fen, or thousandths of a percent. ``high`` None: nobody attains it."""

    low: int
    high: int | None
    unit: AmountUnit


@dataclass(frozen=True)
class PartBounds:
    """A figure shown beside a benefit: the tax, what is left to pay."""

    id: str
    title: Label
    bounds: Bounds


def amount_text(count: int, unit: AmountUnit) -> str:
    """A count as plain digits: "17699.12" yuan always with two decimals, "2.1" percent."""
    if unit == "percent":
        return RESULT_UNITS["percent"].plain(count)
    return f"{count // 100}.{count % 100:02}"


def claim(measure: Measure, asked_on: date) -> Claim | None:
    """Whether a measure can still be claimed on a day; None for what pays nobody."""
    if measure.benefit.kind == "none":
        return None
    if measure.status and measure.status.since <= asked_on:
        return "closed" if measure.status.state == "exhausted" else "unknown"
    apply = measure.apply
    if apply.automatic:
        return "open"
    if apply.until is not None:
        return "open" if asked_on <= apply.until else "closed"
    certain_until = apply.certain_until or measure.to
    return "open" if certain_until is None or asked_on <= certain_until else "unknown"


def assess(catalogue: Catalogue, known: Mapping[str, Domain], asked_on: date, scope: Scope = EVERYTHING) -> Assessment:
    """Assess what is known on a day. Facts that no measure of the scope uses make no difference."""
    return Assessment(catalogue, known, asked_on, scope)


class Assessment:
    """Verdicts, amounts, reasons and totals; each is computed when it is first read."""

    def __init__(self, catalogue: Catalogue, known: Mapping[str, Domain], asked_on: date, scope: Scope) -> None:
        self.catalogue = catalogue
        self.asked_on = asked_on
        self.scope = scope
        self.known = {**known, ASKED_ON: Domain.of(asked_on.toordinal())}
        self.program = program_for(catalogue, scope)
        self.situation = Situation(self.program, self.known)

    # ---- verdicts

    @lazy
    def nodes(self) -> list[Node]:
        """The restricted diagram of each measure that can be decided, in the order of ``program.measures``."""
        return self.situation.roots()

    @property
    def decisions(self) -> list[tuple[Verdict, int, High]]:
        """Verdict, least and greatest amount of each measure that can be decided."""
        found: list[tuple[Verdict, int, High]] = []
        for node in self.nodes:
            if node == NO:
                found.append(("ineligible", 0, 0))
            else:
                _, low, high, fails = self.situation.summary(node)
                found.append(("open" if fails else "eligible", low, high))
        return found

    @lazy
    def results(self) -> list[Result]:
        """A result for every measure of the scope, in catalogue order."""
        measures = measures_in(self.catalogue, self.scope)
        return [Result(self, measure) for measure in measures]

    def result(self, measure_id: str) -> Result:
        return Result(self, self.catalogue.measures[measure_id])

    @lazy
    def explanation(self) -> Explanation:
        """Every condition of every measure, met, not met or open."""
        return Explanation(self.situation)

    # ---- what still matters

    @lazy
    def mattering(self) -> list[bool]:
        """For each measure that can be decided, whether it steers the questions.

        One that can no longer be claimed, or perhaps not, does so only if its deciding date is known to fit.
        """
        known = self.known
        return [
            need is None or (need[0] in known and known[need[0]].within(need[1]))
            for need in _needed_to_matter(self.program, self.asked_on)
        ]

    @lazy
    def askable(self) -> frozenset[str]:
        """The facts that can still change a verdict or an amount that matters; exact."""
        nodes = {position: self.nodes[position] for position, matters in enumerate(self.mattering) if matters}
        return frozenset(self.situation.askable(nodes))

    @lazy
    def ignored(self) -> list[str]:
        """Known facts that do not exist, because what they depend on is known not to be so."""
        guards = self.program.guards
        return [fact for fact in self.known if fact in guards and self.situation.restrict(guards[fact]) == NO]

    # ---- the sum

    @lazy
    def total(self) -> Total:
        """Bounds of what the consumer measures of the scope give together, if their claim is open."""
        claims = _claims(self.program, self.asked_on)
        payments = [
            Payment(measure.id, node, frozenset(measure.excludes))
            for measure, node, its in zip(self.program.measures, self.nodes, claims, strict=True)
            if its == "open"
            and measure.audience == "consumer"
            and measure.benefit.kind in ("fixed", "formula", "up_to")
            and node != NO
        ]
        return total(self.situation, payments)


@dataclass(frozen=True, eq=False)
class Result:
    """One measure in an assessment."""

    assessment: Assessment
    measure: Measure

    @lazy
    def position(self) -> int | None:
        """The place among the measures that can be decided; None for information."""
        return _positions(self.assessment.program).get(self.measure.id)

    @lazy
    def node(self) -> Node | None:
        """The restricted diagram; None for information."""
        return None if self.position is None else self.assessment.nodes[self.position]

    @lazy
    def verdict(self) -> Verdict:
        if self.node is None:
            return "information"
        if self.node == NO:
            return "ineligible"
        return "open" if self.assessment.situation.fails(self.node) else "eligible"

    @property
    def claim(self) -> Claim | None:
        return claim(self.measure, self.assessment.asked_on)

    @property
    def matters(self) -> bool:
        return self.position is not None and self.assessment.mattering[self.position]

    @property
    def amount(self) -> Bounds | None:
        """Bounds of the amount over everything that is still open; None where no figure is known."""
        if self.node is None or not self.measure.benefit.all_cases:
            return None
        situation = self.assessment.situation
        return _bounds(situation.low(self.node), situation.high(self.node), self.measure.benefit.unit)

    @lazy
    def parts(self) -> list[PartBounds]:
        """The figures shown beside the benefit; none where there is no benefit."""
        if self.verdict == "ineligible":
            return []
        catalogue, known = self.assessment.catalogue, self.assessment.known
        possible: dict[str, list[Part]] = {}
        settled: set[str] = set()
        for part in self.measure.benefit.parts:
            met = part.when is None or holds(part.when, catalogue.facts, known)
            if met is not False and part.id not in settled:
                possible.setdefault(part.id, []).append(part)
            if met:
                settled.add(part.id)
        return [self._spanned(parts) for parts in possible.values()]

    def _spanned(self, parts: Sequence[Part]) -> PartBounds:
        """One figure out of all that it may still be."""
        catalogue, known = self.assessment.catalogue, self.assessment.known
        bounds = [_part_leaf(catalogue, self.measure, part).bounds(known) for part in parts]
        low, high = min(low for low, _, _ in bounds), max(high for _, high, _ in bounds)
        return PartBounds(parts[0].id, parts[0].title, _bounds(low, high, "CNY"))

    @lazy
    def missing(self) -> list[str]:
        """The facts that can still change this verdict or amount, in catalogue order; exact."""
        if self.position is None:
            return []
        found = self.assessment.situation.askable({self.position: self.assessment.nodes[self.position]})
        return [fact for fact in self.assessment.program.variables.facts if fact in found]

    @lazy
    def reasons(self) -> list[Reason]:
        """Every condition, the period first."""
        if self.node is None:
            return []
        return self.assessment.explanation.reasons(self.measure.id)

    @property
    def reserved(self) -> list[Reserved]:
        """What the text leaves unclear and is certain to concern this person."""
        facts, known = self.assessment.catalogue.facts, self.assessment.known
        return [
            reserved
            for reserved in self.measure.reserved
            if reserved.when is None or holds(reserved.when, facts, known)
        ]


def _bounds(low: int, high: High, unit: AmountUnit) -> Bounds:
    return Bounds(low, None if high == inf else int(high), unit)


@derived(256)
def _claims(program: Program, asked_on: date) -> list[Claim | None]:
    return [claim(measure, asked_on) for measure in program.measures]


@derived(256)
def _needed_to_matter(program: Program, asked_on: date) -> list[tuple[str, Domain] | None]:
    """For each measure the fact that must be known to lie within some days, None if it matters whatever is known."""
    facts = program.catalogue.facts
    return [
        None if its == "open" or facts[one.dated_by].universe.within(window(one)) else (one.dated_by, window(one))
        for one, its in zip(program.measures, _claims(program, asked_on), strict=True)
    ]


@derived(128)
def _positions(program: Program) -> dict[str, int]:
    return {measure.id: position for position, measure in enumerate(program.measures)}


@derived(1024)
def _part_leaf(catalogue: Catalogue, measure: Measure, part: Part) -> Leaf:
    """A part of a benefit as an amount over everything that its facts can be."""
    facts = tuple(dict.fromkeys(parse_formula(part.amount).facts))
    universes = tuple(catalogue.facts[fact].universe for fact in facts)
    ready = reckoning(catalogue, measure, part.amount, facts, RESULT_UNITS["CNY"])
    return Leaf(
        formula=ready.key(),
        facts=facts,
        variables=tuple(range(len(facts))),
        domains=universes,
        universes=universes,
        low=ready.at,
        high=ready.at,
        growing=ready.growing(universes),
    )
