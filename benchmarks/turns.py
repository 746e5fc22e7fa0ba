"""One step of the conversation: understand a button, assess, choose, put it into words."""

from __future__ import annotations

import random
from collections.abc import Iterator
from statistics import median
from time import perf_counter_ns

from benchmarks.conversations import Step, conversation
from benchmarks.report import Row
from benchmarks.timing import NANOSECONDS, percentile
from dialogs.machine import step
from policy.catalogue import Catalogue

CONVERSATIONS = 400


def rows(catalogue: Catalogue) -> Iterator[Row]:
    chance = random.Random(3)
    steps = [each for _ in range(CONVERSATIONS) for each in conversation(catalogue, chance)]
    presses = [each for each in steps if each[1].kind == "choose"]
    times = [_time(catalogue, press) for press in presses]
    yield Row(f"one step, median of {len(presses)} presses of a button", median(times), "µs", 400)
    yield Row("one step, 99 of 100 take at most", percentile(times, 0.99), "µs", 2000)


def _time(catalogue: Catalogue, press: Step) -> float:
    """One single run, as it comes, with the garbage collector; everything has run once before."""
    start = perf_counter_ns()
    step(catalogue, *press)
    return (perf_counter_ns() - start) / NANOSECONDS
