"""The worked examples of a catalogue, run: what an administrator promised, against what the rules say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policy.assessment import Bounds, Result, amount_text, assess
from policy.catalogue import Catalogue, Reading, read_catalogue
from policy.measure import AmountUnit, Example, Measure
from policy.problems import CatalogueError, Problem, RefusedValue, in_reading_order
from policy.references import check_references
from policy.scope import Scope
from policy.source import Source
from policy.variables import RESULT_UNITS
from policy.yamlfile import Route

Found = Iterator[tuple[Route, str, str]]


def check_catalogue(where: Path | Source) -> tuple[Catalogue | None, list[Problem]]:
    """Everything that is wrong with a catalogue; the catalogue itself if it could be loaded."""
    try:
        reading = read_catalogue(where)
    except CatalogueError as error:
        return None, error.problems
    if problems := check_references(reading):
        return None, in_reading_order(problems)
    return reading.catalogue, in_reading_order(run_examples(reading))


def run_examples(reading: Reading) -> list[Problem]:
    """The examples that do not come out as stated."""
    catalogue = reading.catalogue
    return [
        reading.problem("measures", measure.id, ("examples", index, *route), zh, en)
        for measure in catalogue.measures.values()
        for index, example in enumerate(measure.examples)
        for route, zh, en in _differences(catalogue, measure, example)
    ]


def example_result(catalogue: Catalogue, measure: Measure, example: Example) -> Result:
    """What the rules say of an example."""
    known = {fact: catalogue.facts[fact].parse(value) for fact, value in example.given.items()}
    return assess(catalogue, known, example.asked_on, Scope(measure.topic)).result(measure.id)


def _differences(catalogue: Catalogue, measure: Measure, example: Example) -> Found:
    result = example_result(catalogue, measure, example)
    if result.verdict != example.expect:
        failed = "；".join(
            f"{catalogue.facts[reason.fact].name.zh}要求{reason.needed('zh')}"
            for reason in result.reasons
            if reason.met is not True
        )
        zh = f"算出来是 {result.verdict}，不是 {example.expect}。{'未满足或未定：' + failed if failed else ''}"
        en = f"the rules say {result.verdict}, not {example.expect}; missing: {', '.join(result.missing) or 'nothing'}."
        yield ("expect",), zh, en
    if example.missing is not None and set(example.missing) != set(result.missing):
        zh = f"还需要问的是 [{', '.join(result.missing)}]。"
        en = f"still askable are [{', '.join(result.missing)}]."
        yield ("missing",), zh, en
    if example.claim is not None and example.claim != result.claim:
        yield ("claim",), f"算出来是 {result.claim}。", f"the rules say {result.claim}."
    if example.amount is not None:
        yield from _amount(("amount",), example.amount, result.amount, measure.benefit.unit)
    shown = {part.id: part.bounds for part in result.parts}
    for name, value in example.parts.items():
        yield from _amount(("parts", name), value, shown.get(name), "CNY")


def _amount(route: Route, stated: Any, found: Bounds | None, unit: AmountUnit) -> Found:
    pair = stated if isinstance(stated, list) else [stated, stated]
    try:
        counts = [None if bound is None else RESULT_UNITS[unit].count(bound) for bound in pair]
    except RefusedValue as error:
        yield route, error.zh, error.en
        return
    if found is None:
        yield route, "这项政策没有金额。", "this measure has no amount."
    elif counts != [found.low, found.high]:
        high = "null" if found.high is None else amount_text(found.high, unit)
        shown = f"[{amount_text(found.low, unit)}, {high}]"
        yield route, f"算出来是 {shown}。", f"the rules say {shown}."
