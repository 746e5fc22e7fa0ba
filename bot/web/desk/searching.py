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
    return Found(
        _faq_for(catalogue, text, language),
        _likest(text, catalogue.measures.values(), lambda one: _words_of_measure(one, language)),
        _likest(text, standing.questions, lambda one: _words_of_fact(one, language)),
    )


def _faq_for(catalogue: Catalogue, text: str, language: Language) -> list[Faq]:
    """What is asked alike, then what the words stand in: an agent types a question, or only what it is about."""
    scores = similar_faq(catalogue, text)
    alike = [catalogue.faq[name] for name in sorted(scores, key=lambda name: -scores[name])[:MOST]]
    found = [one for one in alike if scores[one.id] >= _LIKE_ENOUGH]
    with_words = _likest(text, catalogue.faq.values(), lambda one: _words_of_faq(one, language))
    return [*found, *(one for one in with_words if one not in found)][:MOST]


def _words_of_faq(entry: Faq, language: Language) -> str:
    return f"{entry.asked_in(language)} {' '.join(entry.also)}"


def _words_of_measure(measure: Measure, language: Language) -> str:
    article = f"第{measure.article}条 article {measure.article} " if measure.article else ""
    return f"{article}{measure.title.in_language(language)} {measure.summary.in_language(language)} {measure.id}"


def _words_of_fact(fact: Fact, language: Language) -> str:
    return f"{fact.name.in_language(language)} {fact.question.in_language(language)} {' '.join(fact.also)}"


def _likest(text: str, things: Iterable[Thing], words: Callable[[Thing], str]) -> list[Thing]:
    """The things in whose words most pairs of characters of the text stand; none that has less than half of them."""
    wanted = _pairs(text)
    scores = [(_share(wanted, normalised(words(thing))), thing) for thing in things] if wanted else []
    found = sorted((one for one in scores if one[0] >= _HALF), key=lambda one: -one[0])
    return [thing for _, thing in found[:MOST]]


def _share(wanted: frozenset[str], words: str) -> float:
    return sum(pair in words for pair in wanted) / len(wanted)


def _pairs(text: str) -> frozenset[str]:
    """Neighbouring characters, and a single one where there is no more."""
    plain = normalised(text)
    return frozenset(map("".join, pairwise(plain))) or frozenset(plain)
