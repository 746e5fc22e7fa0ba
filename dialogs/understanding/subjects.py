"""Which measures a text is about: by the words of their subjects, by the frequent questions it resembles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from dialogs.understanding.lexicon import phrases
from dialogs.understanding.retrieval import similar_faq
from dialogs.understanding.searching import Phrases, widest
from policy.catalogue import Catalogue
from policy.condition import criteria_in
from policy.derived import derived
from policy.domain import Domain
from policy.holding import holds
from policy.measure import Measure
from policy.pieces import in_pieces
from policy.scope import CITY, Scope

_CLEAR, _PER_CHARACTER, _WORD = 1.0, 0.15, 0.35
_MOST_CLEAR, _MOST_WORDS = 2.6, 0.7
_QUESTION = 2.2
"""How much a measure gains from a frequent question that cites it and is the same as the text."""

_IN_FORCE, _DATED, _OTHER_DATE = 0.1, 0.5, -0.6
_OF_THE_CITY, _OF_ANOTHER_CITY = 0.2, -1.0
_PER_FACT, _MOST_FACTS = 0.4, 0.6
_RULED_OUT = -0.6

Scores = dict[str, float]


class About(NamedTuple):
    """Scores of measures, the highest of what was found by clear words alone, and how like each FAQ entry a text is."""

    scores: Scores
    clear: float
    faq: Scores


def subjects_of(catalogue: Catalogue, sentence: str, ours: str) -> About:
    """How much a sentence speaks of each measure it speaks of.

    ``ours`` is the sentence without what speaks of something else.
    """
    scores: Scores = {}
    clearest = 0.0
    searched = _searched(catalogue)
    clear = [subject.clear.places(ours) for subject in searched]
    not_inside_another = set(widest(place for own in clear for place in own))
    for subject, own in zip(searched, clear, strict=True):
        found = {ours[place.start : place.end] for place in own if place in not_inside_another}
        weak = {ours[place.start : place.end] for place in subject.words.places(ours)}
        strong = min(sum(_CLEAR + _PER_CHARACTER * (len(one) - 2) for one in found), _MOST_CLEAR)
        clearest = max(clearest, strong)
        score = strong + min(_WORD * len(weak), _MOST_WORDS)
        for measure in subject.measures if score else ():
            scores[measure] = max(scores.get(measure, 0.0), score)
    faq = similar_faq(catalogue, sentence)
    for measure, likeness in _likeness(catalogue, faq).items():
        scores[measure] = scores.get(measure, 0.0) + _QUESTION * likeness
    return About(scores, clearest, faq)


def is_a_subject(catalogue: Catalogue, text: str) -> bool:
    """Whether a text is a word of a subject and nothing else: 公积金."""
    return any(found.is_all_of(text) for own in _searched(catalogue) for found in (own.clear, own.words))


def in_the_light_of(
    catalogue: Catalogue, scores: Mapping[str, float], facts: Mapping[str, Domain], asked_on: date
) -> Scores:
    """Scores after what is known: of like measures those of the person's day, city and facts come first.

    What the facts rule out comes after the other measures of its article.
    """
    measures = catalogue.measures
    found = {name: score + _fit(catalogue, measures[name], facts, asked_on) for name, score in scores.items()}
    ruled_out = {name for name in scores if _is_ruled_out(catalogue, measures[name], facts)}
    still_possible = {measures[name].article for name in scores.keys() - ruled_out}
    for name in ruled_out:
        if measures[name].article in still_possible:
            found[name] += _RULED_OUT
    return found


def _is_ruled_out(catalogue: Catalogue, measure: Measure, facts: Mapping[str, Domain]) -> bool:
    return measure.requires is not None and holds(measure.requires, catalogue.facts, facts) is False


def _fit(catalogue: Catalogue, measure: Measure, facts: Mapping[str, Domain], asked_on: date) -> float:
    fit = _IN_FORCE if _holds(measure, asked_on.toordinal(), asked_on.toordinal()) else 0.0
    if days := facts.get(measure.dated_by):
        fit += _DATED if _holds(measure, days.low, days.high) else _OTHER_DATE
    telling = _telling(catalogue)
    fit += min(sum(telling[name] for name in _facts_of(catalogue, measure.id).intersection(facts)), _MOST_FACTS)
    city = facts.get(CITY)
    if city is not None and city.is_point:
        name = list(catalogue.facts[CITY].options)[city.low]
        if not Scope(city=name).holds(catalogue, measure):
            fit += _OF_ANOTHER_CITY
        elif CITY in _facts_of(catalogue, measure.id):
            fit += _OF_THE_CITY
    return fit


def _holds(measure: Measure, first: int, last: int) -> bool:
    """Whether the measure is in force on any of the days."""
    begins = measure.from_ is None or measure.from_.toordinal() <= last
    return begins and (measure.to is None or first <= measure.to.toordinal())


@derived()
def _telling(catalogue: Catalogue) -> dict[str, float]:
    """How much a fact tells of which article is meant: less, the more of them ask for it."""
    articles: dict[str, set[object]] = {}
    for name, measure in catalogue.measures.items():
        for fact in _facts_of(catalogue, name):
            articles.setdefault(fact, set()).add(measure.article)
    return {fact: _PER_FACT / len(found) for fact, found in articles.items()}


@derived(1024)
def _facts_of(catalogue: Catalogue, measure_id: str) -> frozenset[str]:
    return frozenset(criterion.fact for criterion in criteria_in(catalogue.measures[measure_id].requires))


def _likeness(catalogue: Catalogue, similar: Mapping[str, float]) -> Scores:
    """For each measure the likeness, up to 1, of the frequent question most like the text among those that cite it."""
    found: Scores = {}
    cited = _cited(catalogue)
    for faq, likeness in similar.items():
        for measure in cited[faq]:
            if likeness > found.get(measure, 0.0):
                found[measure] = likeness
    return found


@derived()
def _cited(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """The measures that each frequent question cites."""
    return {
        name: tuple(dict.fromkeys(reference.measure for reference in faq.citations if reference.measure))
        for name, faq in catalogue.faq.items()
    }


def best_first(catalogue: Catalogue, scores: Mapping[str, float], most: int) -> list[tuple[str, int | None, float]]:
    """Measures with their article and score; the best one of each article comes before the second of any."""
    ranked = sorted(scores.items(), key=lambda entry: -entry[1])
    leading: dict[object, tuple[str, int | None, float]] = {}
    others: list[tuple[str, int | None, float]] = []
    for name, score in ranked:
        article = catalogue.measures[name].article
        entry = (name, article, round(score, 3))
        if (key := name if article is None else article) in leading:
            others.append(entry)
        else:
            leading[key] = entry
    first = list(leading.values())[:3]
    rest = sorted((*list(leading.values())[3:], *others), key=lambda entry: -entry[2])
    return [*first, *rest][:most]


class _Searched(NamedTuple):
    measures: tuple[str, ...]
    clear: Phrases
    words: Phrases


@derived()
def _searched(catalogue: Catalogue) -> list[_Searched]:
    return [
        _Searched(tuple(subject.measures), phrases(catalogue, subject.clear), phrases(catalogue, subject.words))
        for subject in in_pieces(catalogue.speech.subjects.values())
    ]


def topic_of(catalogue: Catalogue, measures: Iterable[tuple[str, int | None, float]]) -> str | None:
    """The topic of the first measure."""
    return next((catalogue.measures[name].topic for name, _, _ in measures), None)
