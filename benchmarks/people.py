"""Random people: what they would answer, all of it or only some, exactly or roughly."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

from policy.assessment import Assessment, assess
from policy.catalogue import Catalogue
from policy.cells import FactCells
from policy.domain import Domain
from policy.fact import ASKED_ON
from policy.program import Program, program_for
from policy.scope import Scope

Known = dict[str, Domain]


def cells_of(program: Program, fact: str) -> FactCells:
    """The cells of one fact, be it compared with another or not."""
    variable, position = program.variables.slots[fact]
    cells = program.variables.cells[variable]
    return cells if isinstance(cells, FactCells) else (cells.value, cells.other)[position]


def complete_case(program: Program, chance: random.Random) -> Known:
    """An exact value for every fact: a cell first, each as likely as another, then a value in it."""
    known = {}
    for fact in program.variables.facts:
        if fact != ASKED_ON:
            spans = chance.choice(cells_of(program, fact).domains)
            known[fact] = Domain.of(chance.randint(*chance.choice(spans)))
    return known


def promising_case(program: Program, chance: random.Random) -> Known:
    """A complete case, moved step by step until some measure is granted, as those are who come to ask."""
    known = complete_case(program, chance)
    node = program.roots[chance.randrange(len(program.roots))]
    diagram = program.diagram
    while diagram.children[node]:
        ways = [cell for cell, child in enumerate(diagram.children[node]) if child]
        variable, cell = diagram.variable[node], chance.choice(ways)
        group, cells = program.variables.groups[variable], program.variables.cells[variable]
        if isinstance(cells, FactCells) and group[0] != ASKED_ON:
            known[group[0]] = Domain.of(chance.randint(*chance.choice(cells.domains[cell])))
        node = diagram.children[node][cell]
    return known


def topic_scopes(catalogue: Catalogue) -> Iterator[tuple[str, Scope, dict[str, int]]]:
    """Each topic by name, or each branch of one that begins by asking for it, with the answer that leads there."""
    for topic in catalogue.topics.values():
        if topic.guard is None:
            yield topic.id, Scope(topic.id), {}
            continue
        fact = catalogue.facts[topic.guard]
        for branch in fact.options:
            yield f"{topic.id} ({branch})", Scope(topic.id, frozenset({branch})), {topic.guard: fact.position(branch)}


def walks(catalogue: Catalogue, scope: Scope, asked_on: date, chance: random.Random, steps: int) -> Iterator[Known]:
    """What is known after each answer of random interviews, the empty beginning included.

    Half of the answers are exact; the others leave several cells open, or only part of one.
    """
    program = program_for(catalogue, scope)
    known: Known = {}
    for _ in range(steps):
        yield dict(known)
        left = [fact for fact in assess(catalogue, known, asked_on, scope).askable if fact not in known]
        if not left:
            known = {}
            continue
        fact = chance.choice(sorted(left))
        known[fact] = _answer(cells_of(program, fact), chance)


def _answer(cells: FactCells, chance: random.Random) -> Domain:
    if chance.random() < 0.5:
        return Domain.of(chance.randint(*chance.choice(chance.choice(cells.domains))))
    some = chance.sample(cells.domains, chance.randint(1, len(cells.domains)))
    spans = [span for domain in some for span in domain]
    if len(spans) == 1:
        low, high = spans[0]
        middle = chance.randint(low, high)
        return Domain.between(middle, chance.randint(middle, high))
    return Domain.union(spans)


def read_everything(assessment: Assessment) -> None:
    """Verdicts, bounds and the exact askable facts."""
    _ = assessment.decisions, assessment.askable
