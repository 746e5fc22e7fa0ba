"""Whether conversations leave anything behind in memory."""

from __future__ import annotations

import gc
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.conversations import AT, conversation
from benchmarks.people import topic_scopes
from benchmarks.report import Row
from dialogs.interview import next_question
from policy.assessment import assess
from policy.catalogue import Catalogue
from policy.scope import CITY

CONVERSATIONS = 10_000
WARM_UP = 5_000


def rows(catalogue: Catalogue) -> Iterator[Row]:
    """Live blocks and resident memory before and after, once the bounded caches are nearly full.

    A conversation that left a single object behind would show as one block or more for each.
    """
    _compile_every_scope(catalogue)
    chance = random.Random(6)
    _talk(catalogue, chance, WARM_UP)
    blocks, before = _blocks(), resident()
    _talk(catalogue, chance, CONVERSATIONS)
    grown = _blocks() - blocks
    yield Row(
        f"live blocks of memory more after {CONVERSATIONS} conversations, for each", grown / CONVERSATIONS, "", 0.25
    )
    yield Row("resident memory more after them", (resident() - before) / 1024, "MiB", 1)
    yield Row("resident memory then", resident() / 1024, "MiB")


def _compile_every_scope(catalogue: Catalogue) -> None:
    for _, scope, _ in topic_scopes(catalogue):
        for city in (None, *catalogue.facts[CITY].options):
            assessment = assess(catalogue, {}, AT.date(), scope._replace(city=city))
            _ = assessment.explanation, next_question(assessment)


def _talk(catalogue: Catalogue, chance: random.Random, times: int) -> None:
    for _ in range(times):
        for _ in conversation(catalogue, chance):
            pass


def _blocks() -> int:
    gc.collect()
    return sys.getallocatedblocks()


def resident() -> int:
    """Resident memory of this process in KiB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0])
