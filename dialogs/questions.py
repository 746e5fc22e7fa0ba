"""What a message asks, or what it can mean where it states nothing: an answer, the nearest questions, or neither."""

from __future__ import annotations

from dialogs.commands import answer_question
from dialogs.doubts import offer_answers
from dialogs.masking import masked
from dialogs.taking import CLEAR, branch, take, topic_in_progress
from dialogs.turn import Turn
from dialogs.understanding import Understanding, asks, find_faq
from dialogs.understanding.outside import names_something_else
from dialogs.understanding.text import core, normalised
from policy.fact import Fact

_AGREEING = """
    好 好的 行 可以 嗯 嗯嗯 哦 噢 知道 知道了 明白 明白了 收到 ok okay fine good great sure
"""
"""Said in agreement, where nothing is to be agreed to."""

_ANY_TOPIC = "other"
"""The topic of answers that are not about one thing that people buy."""

_AS_GOOD = 0.8
_LIKELY = 0.4
"""How certain the subject of a message must be for the nearest questions to be offered though it asks nothing."""


def answer_what_is_asked(turn: Turn, fact: Fact | None, text: str, found: Understanding) -> None:
    """Answer the question of a message, if it has one that its facts do not answer."""
    if found.intent != "facts" and (answer := _answer_of_the_topic(turn, found, find_faq(turn.catalogue, text))):
        answer_question(turn, answer)
    elif not found.facts and found.faq and asks(text):
        offer_answers(turn, text, found)
    elif not found.facts and _names_a_topic(turn, found):
        turn.change(unanswered=masked(text) if asks(text) else None)
        take(turn, branch(turn, found), found.topic)
    elif not found.facts and found.faq and found.confidence >= _LIKELY:
        offer_answers(turn, text, found)
    elif not found.facts:
        turn.change(unanswered=None if _agrees(text) else masked(text))
        say_that_it_means_nothing(turn, fact, text)


def _names_a_topic(turn: Turn, found: Understanding) -> bool:
    """Whether a message says nothing but what it is about, while a topic is being chosen: something to be reckoned."""
    if topic_in_progress(turn) is not None or found.confidence < CLEAR or not found.measures:
        return False
    return turn.catalogue.measures[found.measures[0][0]].benefit.kind != "none"


def leave_unanswered(turn: Turn, text: str) -> None:
    """Say that a question is none of ours; one that may be about what is talked of is only not answered yet."""
    turn.change(unanswered=masked(text))
    if topic_in_progress(turn) is not None and not names_something_else(turn.catalogue, text):
        turn.say("unanswered")
    else:
        turn.say("out_of_scope", topics=list(turn.catalogue.topics.values()))


def say_that_it_means_nothing(turn: Turn, fact: Fact | None, text: str) -> None:
    """Unless it is only said in agreement, 嗯 or ok, which needs no answer but the question that is pending."""
    if not _agrees(text):
        turn.say("misunderstood", fact=fact)


def _agrees(text: str) -> bool:
    said = normalised(text).rstrip("。.!！~ ")
    return not {said, core(said)}.isdisjoint(_AGREEING.split())


def _answer_of_the_topic(turn: Turn, found: Understanding, answers: list[tuple[str, float]]) -> str | None:
    """The best answer, or one that is about as good and of the topic in progress.

    A message that names no subject of its own is about that topic: an answer of another one would be beside the point.
    """
    current, faq = topic_in_progress(turn), turn.catalogue.faq
    best = answers[0][1] if answers else 0.0
    ours = [name for name, score in answers if score >= _AS_GOOD * best and faq[name].topic == current]
    if ours or not answers:
        return ours[0] if ours else None
    if found.topic == current:
        return next((name for name, _ in answers if faq[name].topic in (current, _ANY_TOPIC)), None)
    return answers[0][0]
