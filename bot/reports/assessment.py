"""An assessment as data for programs and as a page for people."""

from __future__ import annotations

from typing import Any

from dialogs.interview import next_question
from policy.assessment import Assessment, Bounds, Result, amount_text
from policy.catalogue import Catalogue
from policy.measure import Citation


def assessment_as_data(assessment: Assessment) -> dict[str, Any]:
    """What `jinhui assess --json` prints. Money is text with two decimals; a high that nobody attains is None."""
    total = assessment.total
    return {
        "asked_on": assessment.asked_on.isoformat(),
        "catalogue": assessment.catalogue.version,
        "measures": [_result(result) for result in assessment.results],
        "total": {**money_as_data(total.low, total.high), "exact": total.exact},
        "ignored": assessment.ignored,
        "next": next_question(assessment),
    }


def money_as_data(low: int, high: int | None) -> dict[str, str | None]:
    """Bounds in fen, as yuan."""
    return {"low": amount_text(low, "CNY"), "high": None if high is None else amount_text(high, "CNY")}


def _result(result: Result) -> dict[str, Any]:
    measure, catalogue = result.measure, result.assessment.catalogue
    return {
        "id": measure.id,
        "article": measure.article,
        "topic": measure.topic,
        "audience": measure.audience,
        "verdict": result.verdict,
        "claim": result.claim,
        "kind": measure.benefit.kind,
        "amount": _bounds(result.amount),
        "parts": [{"id": part.id, "title": part.title.zh, "amount": _bounds(part.bounds)} for part in result.parts],
        "reasons": [
            {
                "fact": reason.fact,
                "met": reason.met,
                "said": reason.said_text("zh"),
                "needed": reason.needed("zh"),
            }
            for reason in result.reasons
        ],
        "missing": result.missing,
        "reserved": [reserved.say.zh for reserved in result.reserved],
        "citations": [_citation(catalogue, citation) for citation in measure.citations],
    }


def _bounds(bounds: Bounds | None) -> dict[str, str | None] | None:
    if bounds is None:
        return None
    high = None if bounds.high is None else amount_text(bounds.high, bounds.unit)
    return {"low": amount_text(bounds.low, bounds.unit), "high": high, "unit": bounds.unit}


def _citation(catalogue: Catalogue, citation: Citation) -> dict[str, str | None]:
    document = catalogue.documents[citation.document]
    return {
        "document": document.id,
        "title": document.title,
        "number": document.number,
        "grade": document.grade,
        "clause": citation.clause,
        "quote": citation.quote,
    }
