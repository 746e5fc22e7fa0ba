"""A slip of the pen in a measure is refused, with file, line and reason, or changes nothing that anybody is told.

Two measures give the same verdicts and amounts if and only if their diagrams, compiled together, are one and the same
node: that is what "changes no verdict" is proven by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.checking import check_whole
from policy.assessment import claim
from policy.catalogue import Catalogue, Reading, load_catalogue
from policy.check import run_examples
from policy.measure import Measure
from policy.problems import Problem
from policy.program import Program
from policy.reader import read_file, remembering
from policy.references import check_references
from policy.source import Source
from tests.conftest import SHIPPED
from tests.policy.mutations import Mutation, mutations

SOURCE = Source.in_folder(SHIPPED)
CATALOGUE = load_catalogue(SOURCE)
PROSE = {"title", "summary", "told", "reserved", "checked_on", "responsible", "article", "audience", "topic", "branch"}
SAMPLED = 80
"""Of every so many mutations one is tried by `make test`; `make test-long` tries them all."""


def path_of(measure: Measure) -> str:
    return f"measures/{measure.topic}/{measure.id}.yaml"


def mutated(measure: Measure) -> Iterator[Mutation]:
    return mutations(CATALOGUE, SOURCE.files[path_of(measure)].decode())


def problems_of(measure: Measure, mutation: Mutation) -> tuple[list[Problem], Catalogue | None]:
    """What the check of the whole says, looking only at what a change of this file can touch."""
    path = path_of(measure)
    piece = read_file(mutation.text.encode(), SOURCE.shown(path), Measure, measure.id)
    if piece.problems:
        return list(piece.problems), None
    [(_, changed, origin)] = piece.entries
    catalogue = replace(CATALOGUE, measures={**CATALOGUE.measures, measure.id: changed})
    if changed.id != measure.id or changed.topic != measure.topic:
        return [origin.problem(("id",), "", "the id must be the file's name")], None
    if found := check_references(Reading(catalogue, {("measures", measure.id): origin})):
        return found, None
    alone = replace(catalogue, measures={measure.id: changed})
    return run_examples(Reading(alone, {("measures", measure.id): origin})), catalogue


def tells_the_same(measure: Measure, changed: Measure, catalogue: Catalogue) -> bool:
    """Verdict, amount and claim, for everybody and on every day."""
    kinds = {measure.benefit.kind, changed.benefit.kind}
    if "none" in kinds:
        return len(kinds) == 1
    twin = changed.model_copy(update={"id": "twin"})
    one, other = Program(catalogue, [measure, twin]).roots
    return one == other and measure.benefit.kind == changed.benefit.kind and claims_alike(measure, changed)


def claims_alike(measure: Measure, changed: Measure) -> bool:
    ends = [
        day
        for one in (measure, changed)
        for day in (one.to, one.apply.until, one.apply.certain_until, one.status and one.status.since)
        if day
    ]
    days = [date(1980, 1, 1), *(end + timedelta(days=shift) for end in ends for shift in (0, 1))]
    return all(claim(measure, day) == claim(changed, day) for day in days)


def only_prose(measure: Measure, changed: Measure) -> bool:
    """Whether the two differ in words alone, from which no verdict is made."""
    aside = {name: getattr(measure, name) for name in (*PROSE, "source", "rules", "examples", "excludes")}
    apply = changed.apply.model_copy(update={"where": measure.apply.where, "bring": measure.apply.bring})
    return changed.model_copy(update={**aside, "apply": apply}) == measure


def outcome(measure: Measure, mutation: Mutation) -> str:
    problems, catalogue = problems_of(measure, mutation)
    if problems:
        assert all(one.path == SOURCE.shown(path_of(measure)) and one.line and one.zh + one.en for one in problems)
        return "refused"
    assert catalogue is not None
    changed = catalogue.measures[measure.id]
    if only_prose(measure, changed) or tells_the_same(measure, changed, catalogue):
        return "no verdict changed"
    return "survived"


def shown(measure: Measure, mutation: Mutation) -> str:
    return f"{path_of(measure)}:{mutation.line} {'.'.join(map(str, mutation.route))}: {mutation.what}"


@pytest.mark.parametrize("measure", CATALOGUE.measures.values(), ids=lambda measure: measure.id)
def test_a_slip_is_refused_or_changes_no_verdict(measure: Measure) -> None:
    start = sum(map(ord, measure.id)) % SAMPLED
    tried = [one for number, one in enumerate(mutated(measure)) if number % SAMPLED == start]
    assert [shown(measure, one) for one in tried if outcome(measure, one) == "survived"] == []


@pytest.mark.long
def test_every_slip_in_every_field_of_every_measure_is_refused_or_changes_no_verdict() -> None:
    counts: Counter[str] = Counter()
    survivors = []
    for measure in CATALOGUE.measures.values():
        for one in mutated(measure):
            found = outcome(measure, one)
            counts[found] += 1
            if found == "survived":
                survivors.append(shown(measure, one))
    print(dict(counts))
    assert sum(counts.values()) >= 2000
    assert survivors == []


def test_the_check_of_the_whole_says_the_same() -> None:
    """What is looked at here, to be fast, is what `jinhui check` finds."""
    read = remembering()
    for name in ("car-renewal-2026-scrap", "home-swap-refund", "prize-invoices-taiyuan-2026"):
        measure = CATALOGUE.measures[name]
        for mutation in list(mutated(measure))[::250]:
            whole = check_whole(SOURCE.overlaid({path_of(measure): mutation.text.encode()}), read).problems
            ours = problems_of(measure, mutation)[0]
            assert bool(ours) <= bool(whole), shown(measure, mutation)
            places = {(one.path, one.line) for one in whole}
            assert not ours or {(one.path, one.line) for one in ours} & places, shown(measure, mutation)
