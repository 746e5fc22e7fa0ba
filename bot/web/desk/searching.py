"""What an agent's search finds, best first: frequent questions, measures, and questions of the script."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import NamedTuple, TypeVar

from dialogs.standing import Standing
from dialogs.understanding.retrieval import similar_faq
from dialogs.understanding.text import normalised
from policy.catalogue import Catalogue
from policy.document import Faq
from policy.fact import Fact
from policy.measure import Measure
from policy.shape import Language

MOST = 8
_LIKE_ENOUGH, _HALF = 0.12, 0.5

Thing = TypeVar("Thing")


class Found(NamedTuple):
    faq: list[Faq]
    measures: list[Measure]
    questions: list[Fact]


def found_for(catalogue: Catalogue, standing: Standing, text: str, language: Language) -> Found:
    """The best of each kind; for an empty text the measures of the topic in progress."""
    if not text:
        topic = standing.session.topic
        return Found([], [one for one in catalogue.measures.values() if one.topic == topic], [])
    scores = similar_faq(catalogue, text)
    best = sorted(scores, key=lambda name: -scores[name])[:MOST]
    return Found(
        [catalogue.faq[name] for name in best if scores[name] >= _LIKE_ENOUGH],
        _likest(text, catalogue.measures.values(), lambda one: _words_of_measure(one, language)),
        _likest(text, standing.questions, lambda one: _words_of_fact(one, language)),
    )


def _words_of_measure(measure: Measure, language: Language) -> str:
    article = f"第{measure.article}条 article {measure.article} " if measure.article else ""
    return f"{article}{measure.title.in_language(language)} {measure.summary.in_language(language)} {measure.id}"


def _words_of_fact(fact: Fact, language: Language) -> str:
    return f"{fact.name.in_language(language)} {fact.question.in_language(language)} {' '.join(fact.also)}"


def _likest(text: str, things: Iterable[Thing], words: Callable[[Thing], str]) -> list[Thing]:
    """The things whose words share most pairs of characters with the text; none that shares less than half."""
    wanted = _pairs(text)
    scores = [(len(wanted & _pairs(words(thing))) / len(wanted), thing) for thing in things] if wanted else []
    found = sorted((one for one in scores if one[0] >= _HALF), key=lambda one: -one[0])
    return [thing for _, thing in found[:MOST]]


def _pairs(text: str) -> frozenset[str]:
    """Neighbouring characters, and a single one where there is no more."""
    plain = normalised(text)
    return frozenset(map("".join, pairwise(plain))) or frozenset(plain)
