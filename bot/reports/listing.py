"""What the catalogue holds, as lists for programs and for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from policy.catalogue import Catalogue
from policy.fact import ASKED_ON, Fact
from policy.measure import Measure
from policy.shape import Text


def facts_as_data(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Every fact that may be asked, with the values that it accepts."""
    return [_fact(fact) for fact in _askable(catalogue)]


def facts_as_text(catalogue: Catalogue) -> str:
    rows = [(fact.id, _values(fact), f"{fact.name.zh} / {fact.name.en}") for fact in _askable(catalogue)]
    return _aligned(rows)


def measures_as_data(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Every measure, without its conditions."""
    return [_measure(measure) for measure in catalogue.measures.values()]


def measures_as_text(catalogue: Catalogue) -> str:
    rows = [
        (
            measure.id,
            measure.topic,
            "-" if measure.article is None else str(measure.article),
            measure.benefit.kind,
            f"{measure.from_ or ''}..{measure.to or ''}",
            f"{measure.title.zh} / {measure.title.en}",
        )
        for measure in catalogue.measures.values()
    ]
    return _aligned(rows)


def _askable(catalogue: Catalogue) -> Iterable[Fact]:
    return (fact for fact in catalogue.facts.values() if fact.id != ASKED_ON)


def _both(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"zh": text.zh, "en": text.in_language("en")}


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "kind": fact.kind,
        "name": _both(fact.name),
        "question": _both(fact.question),
        "why": _both(fact.why),
        "proof": _both(fact.proof),
        "plainer": _both(fact.plainer),
        "options": [{"value": value, **(_both(option) or {})} for value, option in fact.options.items()],
        "unit": fact.unit if fact.kind == "amount" else None,
        "plausible": None if fact.plausible is None else [str(bound) for bound in fact.plausible],
    }


def _values(fact: Fact) -> str:
    """What may be given, in one word: "choice(scrapped|transferred|none)", "date", "amount(CNY)"."""
    if fact.kind == "choice":
        return f"choice({'|'.join(fact.options)})"
    return f"amount({fact.unit})" if fact.kind == "amount" else fact.kind


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "id": measure.id,
        "article": measure.article,
        "topic": measure.topic,
        "audience": measure.audience,
        "kind": measure.benefit.kind,
        "title": _both(measure.title),
        "summary": _both(measure.summary),
        "dated_by": measure.dated_by,
        "from": None if measure.from_ is None else measure.from_.isoformat(),
        "to": None if measure.to is None else measure.to.isoformat(),
        "checked_on": measure.checked_on.isoformat(),
        "documents": [citation.document for citation in measure.citations],
    }


def _aligned(rows: Sequence[tuple[str, ...]]) -> str:
    """Rows with their columns aligned; the last one, which may be Chinese, is as wide as it is."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)][:-1]
    widths = [min(width, 40) for width in widths]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]) for row in rows
    )
