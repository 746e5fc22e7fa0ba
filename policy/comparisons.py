"""Comparisons of two facts: pairs only, over the whole catalogue.

The engine decides two compared facts together, as one variable. A fact that is compared in a second way, with a third
fact or by another period, would need a larger variable; treating the two comparisons as independent would be wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policy.condition import Relation, criteria_at
from policy.measure import Measure
from policy.yamlfile import Route


def chained_comparisons(measures: Iterable[Measure]) -> Iterator[tuple[str, Route, tuple[str, str]]]:
    """Comparisons that touch a fact which is already compared otherwise: measure, place and what is wrong."""
    compared: dict[str, Relation] = {}
    for measure in measures:
        for route, relation in _comparisons(measure):
            for fact in (relation.fact, relation.other):
                earlier = compared.setdefault(fact, relation)
                if earlier != relation:
                    zh = f"{fact} 已经另外比较过（{earlier.fact} 与 {earlier.other}）；一个事实只能有一种比较。"
                    en = f"{fact} is already compared ({earlier.fact} with {earlier.other}): one comparison a fact."
                    yield measure.id, route, (zh, en)
                    break


def _comparisons(measure: Measure) -> Iterator[tuple[Route, Relation]]:
    whens = [(("benefit", "cases", index, "when"), case.when) for index, case in enumerate(measure.benefit.cases)]
    for start, condition in [(("requires",), measure.requires), *whens]:
        for route, criterion in criteria_at(condition, start):
            if criterion.relation is not None:
                yield route, criterion.relation
