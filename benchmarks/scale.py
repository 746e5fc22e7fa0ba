"""Ten thousand invented measures: does a turn still cost only what its own topic and city cost?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from statistics import median
from time import perf_counter

from benchmarks.people import Known, read_everything
from benchmarks.report import Row
from benchmarks.synthetic import CITIES, TOPICS, synthetic_catalogue
from benchmarks.timing import microseconds
from dialogs.interview import next_question
from policy.assessment import Assessment, assess
from policy.catalogue import Catalogue
from policy.domain import Domain
from policy.program import program_for
from policy.scope import CITY, Scope

ASKED_ON = date(2026, 4, 12)
MEASURES = 10_000
TOPIC, HERE = TOPICS[0], CITIES[0]
INTERVIEWS = 12


def rows(catalogue: Catalogue) -> Iterator[Row]:
    every = [(topic, city) for topic in TOPICS for city in CITIES]
    share, rest = divmod(MEASURES, len(every))
    sizes = {bucket: share + (number < rest) for number, bucket in enumerate(every)}
    whole = synthetic_catalogue(sizes)
    alone = synthetic_catalogue({(TOPIC, HERE): sizes[TOPIC, HERE]})
    start = perf_counter()
    next_question(_assess(whole, {}))
    yield Row("10 000 measures: the first question of a topic and city, compiled on the way", _since(start), "ms")
    known = list(_interviews(whole))
    among, by_itself = _together(whole, alone, known)
    yield Row("10 000 measures: one turn, topic and city known", among, "µs")
    yield Row("the same topic and city alone", by_itself, "µs")
    yield Row("the one over the other", among / by_itself, "×", 1.2)

    large, small = (synthetic_catalogue({(TOPIC, HERE): size}) for size in (1500, 30))
    slow, quick = _choice(large), _choice(small)
    yield Row("choice of the next question among 1 500 measures of one city", slow, "µs")
    yield Row("choice of the next question among 30", quick, "µs")
    yield Row("the one over the other", slow / quick, "×", 3)


def _since(start: float) -> float:
    return (perf_counter() - start) * 1000


def _assess(catalogue: Catalogue, known: Known) -> Assessment:
    return assess(catalogue, known, ASKED_ON, Scope(TOPIC, None, HERE))


def _interviews(catalogue: Catalogue) -> Iterator[Known]:
    """What is known at each step of random interviews that answer what is asked."""
    chance = random.Random(4)
    city = {CITY: Domain.of(catalogue.facts[CITY].position(HERE))}
    for _ in range(INTERVIEWS):
        known: Known = dict(city)
        while (fact := next_question(_assess(catalogue, known))) is not None:
            yield dict(known)
            universe = catalogue.facts[fact].universe
            low, high = universe.low, universe.high
            if catalogue.facts[fact].kind == "date":
                low, high = date(2023, 1, 1).toordinal(), date(2026, 12, 31).toordinal()
            known[fact] = Domain.of(chance.randint(low, high))


def _together(whole: Catalogue, alone: Catalogue, known: list[Known]) -> tuple[float, float]:
    """The median time of a turn in each catalogue, measured in turns so that a disturbance meets both."""

    def turn(case: tuple[Catalogue, Known]) -> None:
        assessment = _assess(*case)
        read_everything(assessment)
        next_question(assessment)

    times = microseconds(turn, [(catalogue, answers) for answers in known for catalogue in (whole, alone)])
    return median(times[::2]), median(times[1::2])


def _choice(catalogue: Catalogue) -> float:
    assessments = [_assess(catalogue, answers) for answers in _interviews(catalogue)]
    for assessment in assessments:
        read_everything(assessment)
    assert len(program_for(catalogue, Scope(TOPIC, None, HERE)).measures) == len(catalogue.measures)
    return median(microseconds(next_question, assessments))
