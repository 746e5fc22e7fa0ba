"""The live result: every measure of the topic, what is decided first, what is ruled out last with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from bot.reports.conditions import Line, condition_lines
from bot.web.desk.figures import amount_of, span
from dialogs.result import Outcome, Refusal
from policy.assessment import Assessment, Result
from policy.document import Document
from policy.measure import Citation, Measure
from policy.shape import Language

State = Literal["met", "open", "dormant", "out"]


class Cited(NamedTuple):
    """A place in a document, with the document."""

    citation: Citation
    document: Document


class Verdict:
    """One measure as a row: what it comes to now, and behind it every condition and source."""

    def __init__(self, result: Result, state: State, language: Language) -> None:
        self.result = result
        self.measure: Measure = result.measure
        self.state = state
        self._language = language

    @property
    def amount(self) -> str:
        return amount_of(self.result, self._language)

    @property
    def claim(self) -> str:
        """Whether it can still be claimed; empty where that goes without saying."""
        zh, apply = self._language == "zh", self.measure.apply
        if self.result.claim == "closed":
            return "已截止" if zh else "closed"
        if self.result.claim == "unknown":
            return "可能已截止" if zh else "may be closed"
        if apply.automatic:
            return "不用申请" if zh else "no application"
        if apply.until is not None:
            return f"{apply.until:%Y-%m-%d}{' 截止' if zh else ' at the latest'}"
        return "可申请" if zh else "claim open"

    @cached_property
    def conditions(self) -> list[Line]:
        return list(condition_lines(self.result, with_said=True, language=self._language))

    @property
    def counts(self) -> str:
        """How many conditions are met, not met and open, in words."""
        met = [line.met for line in self.conditions]
        words = ("满足 {}", "不满足 {}", "待定 {}") if self._language == "zh" else ("{} met", "{} not met", "{} open")
        counts = (met.count(True), met.count(False), met.count(None))
        return " · ".join(word.format(count) for word, count in zip(words, counts, strict=True) if count)

    @property
    def missing(self) -> list[str]:
        """The names of the facts that can still change it."""
        facts = self.result.assessment.catalogue.facts
        return [facts[name].name.in_language(self._language) for name in self.result.missing]

    @property
    def parts(self) -> Iterator[str]:
        """The figures shown beside the benefit: the tax, what is left to pay."""
        for part in self.result.parts:
            yield f"{part.title.in_language(self._language)} {span(part.bounds, self._language)}"

    @property
    def cited(self) -> list[Cited]:
        documents = self.result.assessment.catalogue.documents
        return [Cited(citation, documents[citation.document]) for citation in self.measure.citations]


class Ruled(NamedTuple):
    """A measure that does not apply, and why in a few words."""

    measure: Measure
    reason: str


class Verdicts:
    """All measures of an assessment, in the order in which they matter to the person."""

    def __init__(self, assessment: Assessment, language: Language) -> None:
        found = Outcome(assessment)
        self.met = [Verdict(result, "met", language) for result in found.eligible]
        self.open = [Verdict(result, "open", language) for result in found.depending]
        self.dormant = [Verdict(result, "dormant", language) for result in found.dormant]
        self.out = [_ruled(refusal, language) for refusal in found.refused]
        self.cards = found.cards


def _ruled(refusal: Refusal, language: Language) -> Ruled:
    """The first condition that failed: what was said, and what would have been needed."""
    measure = refusal.result.measure
    if not refusal.failed:
        return Ruled(measure, "条件不能同时满足" if language == "zh" else "the conditions exclude each other")
    reason = refusal.failed[0]
    name = refusal.result.assessment.catalogue.facts[reason.fact].name.in_language(language)
    said, needed = reason.said_text(language), reason.needed(language)
    if language == "zh":
        return Ruled(measure, f"{name}{f'是{said}' if said else '没有'}，要求{needed}")
    return Ruled(measure, f"{name}: {f'{said}, ' if said else ''}needed {needed}")
