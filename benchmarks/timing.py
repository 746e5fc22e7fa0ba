"""Timing of small functions: warm, without the garbage collector, medians over many repetitions."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter_ns
from typing import TypeVar

NANOSECONDS = 1000  # in a microsecond

Case = TypeVar("Case")


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Keep the collector from running in between; it runs once before, so that it has nothing left to do."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def microseconds(work: Callable[[Case], object], cases: Iterable[Case], rounds: int = 7) -> list[float]:
    """For each case the median time of the work, in microseconds.

    Every round goes through all cases, so that a disturbance of the machine spreads over the cases; the first round
    only warms up.
    """
    prepared = list(cases)
    taken: list[list[int]] = [[] for _ in prepared]
    with no_garbage_collection():
        for case in prepared:
            work(case)
        for _ in range(rounds):
            for case, times in zip(prepared, taken, strict=True):
                start = perf_counter_ns()
                work(case)
                times.append(perf_counter_ns() - start)
    return [median(times) / NANOSECONDS for times in taken]


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which a share of them lies: 0.99 for the 99th percentile."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
