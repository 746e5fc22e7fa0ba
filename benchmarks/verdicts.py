"""All verdicts and bounds of the shipped catalogue when everything is known, beside two rule engines.

What is counted for us: from a mapping of every fact to its value (a whole number as a domain of one value) to the
verdict and the amount of every measure that can be decided; explained, also to met, not met or open for every one of
their conditions. For the others: from a mapping of every fact to the same
whole number to the verdicts alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from statistics import median

from benchmarks.peers import Decide, Values, json_logic_rules, rule_engine_rules, values_for_peers
from benchmarks.people import Known, complete_case, promising_case
from benchmarks.report import Row
from benchmarks.timing import microseconds
from policy.assessment import assess
from policy.catalogue import Catalogue
from policy.program import program_for
from policy.scope import EVERYTHING

ASKED_ON = date(2026, 4, 12)
CASES = 200


def rows(catalogue: Catalogue) -> Iterator[Row]:
    program = program_for(catalogue, EVERYTHING)
    measures = program.measures
    chance = random.Random(1)
    cases = [(complete_case, promising_case)[turn % 2](program, chance) for turn in range(CASES)]
    values = [values_for_peers(catalogue, measures, known, ASKED_ON.toordinal()) for known in cases]
    peers = {
        "rule-engine": rule_engine_rules(catalogue, measures),
        "json-logic-qubit": json_logic_rules(catalogue, measures),
    }
    for rules in peers.values():
        same_verdicts(catalogue, rules, cases, values)

    def decide(known: Known) -> None:
        _ = assess(catalogue, known, ASKED_ON).decisions

    def explain(known: Known) -> None:
        assessment = assess(catalogue, known, ASKED_ON)
        _ = assessment.decisions, assessment.explanation.met

    def explain_fully(known: Known) -> None:
        assessment = assess(catalogue, known, ASKED_ON)
        _ = assessment.decisions, [assessment.explanation.reasons(measure.id) for measure in measures]

    per_hundred = 100 / len(measures)
    verdicts = median(microseconds(decide, cases)) * per_hundred
    yield Row("all verdicts and bounds, everything known, per 100 measures", verdicts, "µs", 50)
    explained = median(microseconds(explain, cases)) * per_hundred
    yield Row("the same with every condition explained, per 100 measures", explained, "µs", 150)
    with_reasons = median(microseconds(explain_fully, cases)) * per_hundred
    yield Row("the same with an object for each condition, to be put into words, per 100 measures", with_reasons, "µs")
    for name, rules in peers.items():

        def run(case: Values, rules: list[Decide] = rules) -> None:
            for rule in rules:
                rule(case)

        taken = median(microseconds(run, values, rounds=3)) * per_hundred
        yield Row(f"{name}: the verdicts alone, per 100 measures", taken, "µs")
        yield Row(f"{name} takes so many times as long as we do", taken / verdicts, "×", 10, "at least")


def same_verdicts(catalogue: Catalogue, rules: list[Decide], cases: list[Known], values: list[Values]) -> None:
    """Stop unless the rules of another engine come to our verdict in every case."""
    measures = program_for(catalogue, EVERYTHING).measures
    for known, its in zip(cases, values, strict=True):
        ours = [verdict == "eligible" for verdict, _, _ in assess(catalogue, known, ASKED_ON).decisions]
        theirs = [bool(rule(its)) for rule in rules]
        if ours != theirs:
            differing = [measure.id for measure, a, b in zip(measures, ours, theirs, strict=True) if a != b]
            raise AssertionError(f"different verdicts for {differing} of {known}")
