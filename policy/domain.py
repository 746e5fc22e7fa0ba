"""A set of possible values.

Every value of every fact is an integer in its smallest unit: fen, a day's ordinal, hundredths of a
square metre, the position of an option. So one shape serves them all: sorted, disjoint, inclusive spans.
An answer narrows a domain; nothing is ever treated as zero because it is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

Span = tuple[int, int]


class Domain(tuple[Span, ...]):
    """Sorted, disjoint, non-adjacent spans ``(low, high)``, both ends included."""

    __slots__ = ()

    @classmethod
    def of(cls, *values: int) -> Self:
        """Exactly these values."""
        if len(values) == 1:
            return cls(((values[0], values[0]),))
        return cls.union((value, value) for value in values)

    @classmethod
    def between(cls, low: int, high: int) -> Self:
        """All values from low to high; empty if low is above high."""
        return cls(((low, high),)) if low <= high else cls()

    @classmethod
    def union(cls, spans: Iterable[Span]) -> Self:
        """All values of any of the spans, which may overlap or touch."""
        merged: list[Span] = []
        for low, high in sorted(spans):
            if merged and low <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
            else:
                merged.append((low, high))
        return cls(merged)

    @property
    def low(self) -> int:
        return self[0][0]

    @property
    def high(self) -> int:
        return self[-1][1]

    @property
    def is_point(self) -> bool:
        """Whether exactly one value is left."""
        return len(self) == 1 and self[0][0] == self[0][1]

    def __and__(self, other: Domain) -> Domain:
        return Domain((max(a, c), min(b, d)) for a, b in self for c, d in other if max(a, c) <= min(b, d))

    def __or__(self, other: Domain) -> Domain:
        return Domain.union((*self, *other))

    def __sub__(self, other: Domain) -> Domain:
        left: list[Span] = []
        for low, high in self:
            start = low
            for cut_low, cut_high in other:
                if cut_low <= high and cut_high >= start:
                    if cut_low > start:
                        left.append((start, cut_low - 1))
                    start = cut_high + 1
            if start <= high:
                left.append((start, high))
        return Domain(left)

    def holds(self, value: int) -> bool:
        """Whether the value is possible."""
        return any(low <= value <= high for low, high in self)

    def within(self, other: Domain) -> bool:
        """Whether every value here is possible there too."""
        return not self - other
