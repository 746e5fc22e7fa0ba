"""A formula made ready to be computed: parameters filled in, rounding fixed, exact and fast.

Facts come in and amounts go out as whole counts of their smallest unit. Between its caps a formula of one fact is a
straight line almost always; then integer arithmetic gives the same result as fractions, ten times faster.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise, product

from policy.domain import Domain, Span
from policy.formula import Formula, Rounding
from policy.units import Unit

At = Callable[[Sequence[int]], int]


class Reckoning:
    """A formula as a function of counts.

    ``units`` names the facts that it is called with, in order, and their units; ``result`` is the unit of the outcome.
    Without rounding of its own the outcome is rounded half up to the result's smallest part.
    """

    def __init__(
        self, formula: Formula, units: Mapping[str, Unit], parameters: Mapping[str, Fraction], result: Unit
    ) -> None:
        root = formula.root
        if not isinstance(root, Rounding):
            root = Rounding("round", root, Fraction(1, result.scale))
        self.root = root
        self.units = dict(units)
        self.parameters = {name: parameters[name] for name in formula.parameters}
        self.scale = result.scale

    def key(self) -> tuple[object, ...]:
        """Equal keys, equal functions."""
        return self.root, tuple(self.units), tuple(sorted(self.parameters.items())), self.scale

    def _values(self, counts: Sequence[int]) -> dict[str, Fraction]:
        values = dict(self.parameters)
        for (fact, unit), count in zip(self.units.items(), counts, strict=True):
            values[fact] = Fraction(count, unit.scale)
        return values

    def at(self, counts: Sequence[int]) -> int:
        """The outcome for these counts, in the order of ``units``."""
        return round(self.root.evaluate(self._values(counts)) * self.scale)

    def plateaus(self, domain: Domain) -> Iterator[Span]:
        """For one fact: the spans at either end of its domain where a cap or a floor keeps the outcome constant.

        Found by bisection, so the very count from which rounding reaches the cap is found too.
        """
        low, high = domain.low, domain.high
        reach = 1000 * max(abs(low), abs(high), 1)
        top, bottom = self.at([high]), self.at([low])
        if self.at([high + reach]) == top:
            yield _first(lambda count: self.at([count]) == top, low, high), high
        if self.at([low - reach]) == bottom and top != bottom:
            yield low, _first(lambda count: self.at([count]) != bottom, low, high) - 1

    def line(self, span: Span) -> At | None:
        """Integer arithmetic that equals the formula of one fact on a span, if it is a straight line there."""
        low, high = span
        third = max((high - low) // 3, 1)
        heights = [self._steps(low + third * times) for times in range(4)]
        rises = {after - before for before, after in pairwise(heights)}
        step = self.root.step * self.scale
        if len(rises) != 1 or step.denominator != 1:
            return None
        slope = rises.pop() / third
        start = heights[0] - slope * low
        if self._steps(high) != slope * high + start:
            return None
        divisor = slope.denominator * start.denominator
        return _ROUNDED[self.root.how](int(slope * divisor), int(start * divisor), divisor, int(step))

    def _steps(self, count: int) -> Fraction:
        """The formula of one fact before it is rounded, in rounding steps."""
        return self.root.part.evaluate(self._values([count])) / self.root.step

    def growing(self, domains: Sequence[Domain]) -> frozenset[int]:
        """Positions of the facts whose growth beyond the plausible would raise the outcome: no cap holds it."""
        found = set()
        for position, domain in enumerate(domains):
            for corner in product(*((one.low, one.high) for one in domains)):
                edge, beyond = [*corner], [*corner]
                edge[position] = domain.high
                beyond[position] = 1000 * max(domain.high, 1)
                if self.at(beyond) > self.at(edge):
                    found.add(position)
        return frozenset(found)


def _first(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The first count from which a monotone statement holds."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _half_up(factor: int, constant: int, divisor: int, step: int) -> At:
    return lambda counts: (2 * (factor * counts[0] + constant) + divisor) // (2 * divisor) * step


def _up(factor: int, constant: int, divisor: int, step: int) -> At:
    return lambda counts: -((-factor * counts[0] - constant) // divisor) * step


def _down(factor: int, constant: int, divisor: int, step: int) -> At:
    return lambda counts: (factor * counts[0] + constant) // divisor * step


_ROUNDED = {"round": _half_up, "round_up": _up, "round_down": _down}
