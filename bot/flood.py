"""Whoever writes faster than anybody reads is asked once to slow down, then not answered until they have."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Literal

from bot.bucket import Buckets

AT_ONCE = 30
A_SECOND = 2.0
MOST_TOLD = 10_000

Judgement = Literal["welcome", "too_fast", "ignored"]


class Flood:
    """Judges each event of a person by how many came before it. Other people are not affected."""

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        self._buckets = Buckets(A_SECOND, AT_ONCE, seconds)
        self._told: set[str] = set()

    def judge(self, person: str) -> Judgement:
        """ "too_fast" is said once, and again only after half of the bucket was free in between."""
        bucket = self._buckets[person]
        if person in self._told and bucket.tokens >= AT_ONCE / 2:
            self._told.discard(person)
        if bucket.take():
            return "welcome"
        if person in self._told:
            return "ignored"
        if len(self._told) >= MOST_TOLD:
            self._told.clear()  # somebody may then be told twice
        self._told.add(person)
        return "too_fast"

    def forgive(self, person: str) -> None:
        """An event that was welcome does not count: it was no haste of the person's that brought it."""
        self._buckets[person].give_back()
