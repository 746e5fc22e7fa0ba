"""One topic in the middle of an interview: some answers exact, some rough, most not given yet."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from statistics import median

from benchmarks.people import Known, read_everything, topic_scopes, walks
from benchmarks.report import Row
from benchmarks.timing import microseconds
from dialogs.interview import next_question
from policy.assessment import Assessment, assess
from policy.catalogue import Catalogue
from policy.program import program_for
from policy.scope import Scope

ASKED_ON = date(2026, 4, 12)
SITUATIONS = 300


def rows(catalogue: Catalogue) -> Iterator[Row]:
    for name, scope, _ in topic_scopes(catalogue):
        if len(program_for(catalogue, scope).measures) > 1:
            yield from _topic(catalogue, name, scope)


def _topic(catalogue: Catalogue, name: str, scope: Scope) -> Iterator[Row]:
    known = list(walks(catalogue, scope, ASKED_ON, random.Random(name), SITUATIONS))

    def assessed(answers: Known) -> Assessment:
        assessment = assess(catalogue, answers, ASKED_ON, scope)
        read_everything(assessment)
        return assessment

    assessing = microseconds(assessed, known)
    yield Row(f"{name}: verdicts, bounds and askable facts, partly known, median", median(assessing), "µs", 100)
    yield Row(f"{name}: the same, worst of {SITUATIONS} random situations", max(assessing), "µs")
    choosing = microseconds(next_question, [assessed(answers) for answers in known])
    first = [time for time, answers in zip(choosing, known, strict=True) if not answers]
    later = [time for time, answers in zip(choosing, known, strict=True) if answers]
    yield Row(f"{name}: choice of the first question", median(first), "µs", 150)
    yield Row(f"{name}: choice of a later question, median", median(later), "µs", 150)
    yield Row(f"{name}: choice of a later question, worst", max(later), "µs")
