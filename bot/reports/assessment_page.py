"""An assessment as a page that a person reads: what may be had first, what does not apply last."""

from __future__ import annotations

from functools import partial

from bot.reports.conditions import condition_lines
from bot.reports.page import page
from dialogs.interview import next_question
from policy.assessment import Assessment

_ORDER = ("eligible", "open", "ineligible")


def assessment_page(assessment: Assessment) -> str:
    """Every verdict with its amount, its conditions and its sources, as Markdown in Chinese."""
    decided = [result for result in assessment.results if result.verdict != "information"]
    return page(
        "assessment",
        assessment=assessment,
        results=sorted(decided, key=lambda result: _ORDER.index(result.verdict)),
        cards=[result.measure for result in assessment.results if result.verdict == "information"],
        conditions=partial(condition_lines, with_said=True),
        total=assessment.total,
        facts=assessment.catalogue.facts,
        documents=assessment.catalogue.documents,
        next=next_question(assessment),
    )
