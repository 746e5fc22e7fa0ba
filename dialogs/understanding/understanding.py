"""What a message means: its intent, its topic, the facts it states, the measures and answers it is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from dialogs.understanding.amounts import meant_in_ten_thousands
from dialogs.understanding.answers import read_answer
from dialogs.understanding.choices import answered, said_in_words
from dialogs.understanding.clauses import with_commas
from dialogs.understanding.commands import named_topic
from dialogs.understanding.date_words import written_out
from dialogs.understanding.elsewhere import speaks_of_another
from dialogs.understanding.english_numbers import in_figures
from dialogs.understanding.festivals import in_solar_days
from dialogs.understanding.lexicon import lexicon, phrases
from dialogs.understanding.outside import CLEARLY_OURS, ENOUGH, is_outside, without_the_rest
from dialogs.understanding.retrieval import asks
from dialogs.understanding.searching import Phrases
from dialogs.understanding.spelling import well_spelt
from dialogs.understanding.statements import Sentence, Stated, read_statements
from dialogs.understanding.subjects import About, best_first, in_the_light_of, subjects_of, topic_of
from dialogs.understanding.text import normalised
from dialogs.understanding.wishes import whole_wish, wish_in
from dialogs.understanding.yes_no import says_plainly
from policy.catalogue import Catalogue
from policy.derived import derived
from policy.domain import Domain
from policy.problems import RefusedValue
from policy.scope import CITY

OUTSIDE = "other"
OUT_OF_SCOPE, FACTS, QUESTION, BOTH = "out_of_scope", "facts", "question", "both"
MOST_MEASURES, MOST_ANSWERS = 5, 3
_CLEAR_ENOUGH = 1.5
"""Above this, the words of a subject tell the topic whatever facts are stated."""

_PER_FACT, _TOLD_BY_FACTS = 0.6, 0.1
_BY_ITS_THING = 0.6
"""How much the thing that a topic is about tells beside a fact: 车 in 去年买的车."""

_ANSWER_AT_LEAST = 0.2
_CERTAIN = 3.0


class Understanding(NamedTuple):
    """``measures`` are (id, article, score) and ``faq`` (id, score), best first. ``doubtful`` is to be asked, never
    assumed. A message that is none of our business has the topic "other" and no measures.
    """

    intent: str
    topic: str
    facts: dict[str, Domain]
    measures: list[tuple[str, int | None, float]]
    faq: list[tuple[str, float]]
    confidence: float
    doubtful: dict[str, Domain]


def understand(
    catalogue: Catalogue, text: str, asked_on: date, topic: str | None = None, asking: str | None = None
) -> Understanding:
    """What a message says. ``topic`` is the one in progress, ``asking`` the fact that the person is being asked.

    Whoever is asked about a fact of one topic only is talking about that. Never raises, whatever the text; an answer
    that is certainly wrong counts as not given.
    """
    topic = topic or _only_topic_of(catalogue, asking)
    sentence = plain(catalogue, text, asked_on)
    answer = _answer(catalogue, sentence, asked_on, asking)
    if not answer.facts and not answer.doubtful and (wish := whole_wish(sentence)):
        return _only(*wish)
    if intent := wish_in(catalogue, sentence, anywhere=True):
        return _only(intent)
    about = subjects_of(catalogue, sentence, without_the_rest(catalogue, sentence, in_progress=topic is not None))
    chosen = _topic_meant(catalogue, about, topic) or OUTSIDE
    named = Sentence(sentence, asked_on)
    stated = read_statements(catalogue, named, chosen, in_progress=chosen == topic)
    says_nothing_clear = about.clear < CLEARLY_OURS and not answer.facts
    intent = wish_in(catalogue, sentence, anywhere=False) if says_nothing_clear else None
    says_what_is_right = intent == "change" and topic is not None and (stated.facts or stated.doubtful)
    if intent is not None and not says_what_is_right:
        return _only(intent, named_topic(sentence) or OUTSIDE if intent == "topic" else OUTSIDE)
    if topic is None and about.clear < _CLEAR_ENOUGH:
        chosen, stated = _told_by_facts(catalogue, named, about) or (chosen, stated)
    may_be_outside = asking is None or (asks(sentence) and not answer.facts)
    if may_be_outside and is_outside(catalogue, sentence, about, stated, in_progress=topic is not None):
        return _only(OUT_OF_SCOPE)
    if asking is not None and _answers_another(catalogue, asking, stated, sentence):
        answer = Stated({}, {})
    facts = {**_beside_the_answer(catalogue, stated.facts, answer), **answer.facts}
    doubtful = {**_beside_the_answer(catalogue, stated.doubtful, answer), **answer.doubtful}
    if asking is not None and answer.facts and catalogue.facts[asking].kind == "amount":  # 2 is children, not yuan
        doubtful = {name: domain for name, domain in doubtful.items() if catalogue.facts[name].kind != "amount"}
    of_the_topic = _within(catalogue, about.scores, about.clear, chosen)
    scores = in_the_light_of(catalogue, of_the_topic, facts, asked_on)
    measures = best_first(catalogue, _within(catalogue, scores, about.clear, chosen), MOST_MEASURES)
    similar = sorted(about.faq.items(), key=lambda entry: -entry[1])
    return Understanding(
        _intent(sentence, facts, answered=bool(answer.facts)),
        chosen if topic else topic_of(catalogue, measures) or OUTSIDE,
        facts,
        measures,
        [(name, round(score, 3)) for name, score in similar[:MOST_ANSWERS] if score >= _ANSWER_AT_LEAST],
        round(min(measures[0][2] / _CERTAIN, 1.0), 2) if measures else 0.0,
        {name: domain for name, domain in doubtful.items() if name not in facts},
    )


def plain(catalogue: Catalogue, text: str, asked_on: date) -> str:
    """A text in the form in which facts are read: one spelling, and every day in the solar calendar."""
    speech = catalogue.speech
    spelt = in_figures(with_commas(well_spelt(normalised(text), speech.spelling)))
    return written_out(in_solar_days(spelt, asked_on, speech.almanac))


def _only(intent: str, topic: str = OUTSIDE) -> Understanding:
    """A message that is nothing but a wish, or none of our business."""
    return Understanding(intent, topic, {}, [], [], 1.0, {})


def _topic_meant(catalogue: Catalogue, about: About, topic: str | None) -> str | None:
    """The topic of the best measure; that in progress as long as the message speaks of it nearly as much."""
    best = topic_of(catalogue, best_first(catalogue, about.scores, 1))
    if topic is None or best is None or best == topic or about.clear < CLEARLY_OURS:
        return topic or best
    return topic if _best_score(catalogue, about.scores, topic) >= CLEARLY_OURS else best


def _only_topic_of(catalogue: Catalogue, asking: str | None) -> str | None:
    """The topic in which a fact is spoken of, or which it routes; None where there are several."""
    stating = lexicon(catalogue).by_fact.get(asking or "")
    topics = {name for name, topic in catalogue.topics.items() if asking is not None and topic.guard == asking}
    topics.update(stating.statement.topics if stating is not None else ())
    return topics.pop() if len(topics) == 1 else None


def _best_score(catalogue: Catalogue, scores: Mapping[str, float], topic: str) -> float:
    return max((score for name, score in scores.items() if catalogue.measures[name].topic == topic), default=0.0)


def _answer(catalogue: Catalogue, sentence: str, asked_on: date, asking: str | None) -> Stated:
    """What is said about the fact that is being asked."""
    if asking is None or speaks_of_another(catalogue, sentence, asking):
        return Stated({}, {})
    stating = lexicon(catalogue).by_fact.get(asking)
    fact = catalogue.facts[asking]
    in_words = said_in_words(stating, sentence) if stating is not None and fact.kind == "amount" else None
    try:
        found = in_words or read_answer(fact, sentence, asked_on)
    except RefusedValue:
        return Stated({}, {})
    is_wish = wish_in(catalogue, sentence, anywhere=False)
    if found is None and stating is not None and not asks(sentence) and is_wish is None:
        found = answered(stating, sentence)
    if not isinstance(found, Domain):
        return Stated({}, {})
    if stating is not None and (larger := meant_in_ten_thousands(stating, sentence, found)):
        return Stated({}, {asking: larger})
    if fact.kind == "date" and stating is not None and _is_unusual(stating.usual, found):
        return Stated({}, {asking: found})
    return Stated({asking: found}, {})


def _is_unusual(usual: Domain | None, found: Domain) -> bool:
    """Whether a year or a month is far from when people ask about: 零八年 dates the old car's plates, not its end.

    A day that somebody knows exactly is what it is.
    """
    return usual is not None and not found.is_point and not usual & found


def _answers_another(catalogue: Catalogue, asking: str, stated: Stated, sentence: str) -> bool:
    """Whether what sounds like yes or no belongs to another such fact alone: 没中 is of the lottery."""
    if catalogue.facts[asking].kind != "yes_no" or asking in stated.facts or says_plainly(sentence):
        return False
    return any(catalogue.facts[name].kind == "yes_no" for name in stated.facts)


def _beside_the_answer(catalogue: Catalogue, stated: Mapping[str, Domain], answer: Stated) -> dict[str, Domain]:
    """What else is stated: not what the words of the answer would mean if nothing had been asked."""
    said = answer.facts or answer.doubtful
    if not said:
        return dict(stated)
    [(asking, domain)] = said.items()
    asked, by_fact = catalogue.facts[asking], lexicon(catalogue).by_fact
    shared = asking in by_fact and by_fact[asking].shares_words

    def is_the_answer(name: str) -> bool:
        same_words = asked.kind in ("date", "amount") and stated[name] == domain
        return catalogue.facts[name].kind == asked.kind and (same_words or (shared and by_fact[name].shares_words))

    return {name: stated[name] for name in stated if not is_the_answer(name)}


def _intent(sentence: str, facts: dict[str, Domain], *, answered: bool) -> str:
    if not facts:
        return QUESTION
    return BOTH if asks(sentence) and not answered else FACTS


def _within(catalogue: Catalogue, scores: Mapping[str, float], clear: float, topic: str) -> Mapping[str, float]:
    """The scores, those of the topic first that the facts told: unless words are clear, facts say more."""
    lead = max(scores.values(), default=0.0) - _best_score(catalogue, scores, topic)
    if clear >= _CLEAR_ENOUGH or topic == OUTSIDE:
        return scores
    ours = [name for name, measure in catalogue.measures.items() if measure.topic == topic]
    raised = {name: scores.get(name, 0.0) + max(lead, 0.0) + _TOLD_BY_FACTS for name in ours}
    return {**raised, **{name: score for name, score in scores.items() if name not in raised}}


def _told_by_facts(catalogue: Catalogue, sentence: Sentence, about: About) -> tuple[str, Stated] | None:
    """The topic of which a sentence states most facts, and those; None if it states none but a city.

    A sum alone does not tell what it is the price of, so it is doubtful; beside the thing itself it does: 12.8万的车.
    """
    best: tuple[float, str, Stated] | None = None
    for topic, things in _things(catalogue).items():
        stated = read_statements(catalogue, sentence, topic)
        count = len(stated.facts.keys() - {CITY}) + len(stated.doubtful) / 2
        score = _PER_FACT * count + _best_score(catalogue, about.scores, topic)
        if things.found_in(sentence.text):
            score += _BY_ITS_THING
        if (count or about.clear >= CLEARLY_OURS) and (best is None or score > best[0]):
            best = (score, topic, stated)
    if best is None:
        return None
    score, topic, stated = best
    only_amounts = all(catalogue.facts[name].kind == "amount" for name in stated.facts)
    says_of_what = _things(catalogue)[topic].found_in(sentence.text)
    tells_nothing_else = only_amounts and not says_of_what and score < _PER_FACT + ENOUGH
    return topic, Stated({}, {**stated.facts, **stated.doubtful}) if tells_nothing_else else stated


@derived()
def _things(catalogue: Catalogue) -> dict[str, Phrases]:
    """What the facts of each topic are about."""
    return {name: phrases(catalogue, topic.things) for name, topic in catalogue.topics.items()}
