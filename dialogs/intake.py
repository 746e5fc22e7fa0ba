"""What somebody did: pressed a choice, or wrote an answer, a wish, a question, several facts at once."""

from __future__ import annotations

import re

from dialogs.commands import answer_question, follow
from dialogs.doubts import (
    ask_whether_meant,
    ask_which_holds,
    contradicted_by,
    day_alone,
    meant_of_another,
    offer_answers,
)
from dialogs.items import meet_another, names_another
from dialogs.likewise import likewise
from dialogs.masking import masked
from dialogs.revising import answer_named_in, change_as_said
from dialogs.turn import Turn
from dialogs.typed import as_shown, confirmed, labelled, named
from dialogs.understanding import (
    DONT_KNOW,
    Understanding,
    asks,
    find_faq,
    named_language,
    read_answer,
    read_command,
    understand,
)
from dialogs.understanding.lexicon import lexicon
from dialogs.understanding.outside import names_something_else
from dialogs.understanding.slashed import pressed_by, slashed
from dialogs.understanding.text import core, is_english, normalised
from dialogs.values import understood
from dialogs.wording import escaped
from policy.domain import Domain
from policy.fact import Fact
from policy.problems import RefusedValue

_LINES = ("thanks", "abuse", "injection")
"""Intents that are met with a line of their own."""

_WISHES = {
    "why": ":why", "so_far": ":so-far", "back": ":back", "change": ":change", "restart": ":restart",
    "handoff": ":handoff", "source": ":source", "forget": ":forget",
    "answers": ":answers", "topic": ":topics",
}  # fmt: skip
_CORRECTING = re.compile(
    r"不对|错了|说错|写错|记错|弄错|搞错|改成|改为|应该是|其实|更正|改主意|不是|wrong|sorry|actually|i meant|correct"
)
"""Said by somebody who knows that an earlier answer was another one."""

_AGREEING = """
    好 好的 行 可以 嗯 嗯嗯 哦 噢 知道 知道了 明白 明白了 收到 ok okay fine good great sure
"""
"""Said in agreement, where nothing is to be agreed to."""

_CHANGING = re.compile(r"改(?![造善])|错|\b(?:change|wrong|correct|edit)\b")

_ANY_TOPIC = "other"
"""The topic of answers that are not about one thing that people buy."""

_AS_GOOD = 0.8
_CERTAIN = 2.0
"""What the first measure of a message must score to be what the message is about."""

_LIKELY = 0.4
"""How certain the subject of a message must be for the nearest questions to be offered though it asks nothing."""

_CLEAR = 0.6
"""How certain the subject of a message must be for its branch to be taken as said."""


def press(turn: Turn, value: str) -> bool:
    """Apply a pressed choice; one that belongs to another question, or to nothing, only asks again: False."""
    if value.startswith(":"):
        if not (meant := follow(turn, value)):
            turn.say("stale")
        return meant
    fact = turn.asking
    try:
        domain = understood(fact, value.split(",")) if fact is not None else None
    except RefusedValue:
        domain = None
    if fact is None or domain is None:
        turn.say("stale")
        return False
    _take(turn, {fact.id: domain})
    return True


def hear(turn: Turn, text: str) -> None:
    """Apply a written message. The fact that is being asked wins over every guess."""
    text = text.strip()
    fact = turn.asking
    if (command := slashed(text)) is not None:
        press(turn, pressed_by(command, turn.catalogue.topics))
    elif fact is not None and (option := named(fact, text)) is not None:
        _take(turn, {fact.id: option})
    elif (shown := as_shown(turn, fact, text) or confirmed(turn, text)) is not None:
        press(turn, shown)
    elif (wish := read_command(text) or labelled(turn, text)) is not None and follow(turn, wish):
        return
    else:
        _read(turn, fact, text)


def _read(turn: Turn, fact: Fact | None, text: str) -> None:
    """Take what a message states, answer what it asks; what it may mean is asked, not assumed."""
    try:
        answer = read_answer(fact, text, turn.asked_on) if fact is not None else None
    except RefusedValue as error:
        reason = error.zh if turn.session.language == "zh" else error.en
        turn.say("refused", reason=escaped(reason))
        return
    if answer is DONT_KNOW:
        follow(turn, ":unknown")
        return
    asking = fact.id if fact is not None else None
    found = understand(turn.catalogue, _as_planned(turn, text), turn.asked_on, _topic_in_progress(turn), asking)
    if same := likewise(turn, text):
        turn.read_freely = True
        _take(turn, {**same, **found.facts})
    elif (name := _answer_to_change(turn, text, found)) is not None:
        change_as_said(turn, name, text)
    elif not (found.facts or found.doubtful) and (day := day_alone(turn, text)) is not None:
        ask_whether_meant(turn, *day, found.topic)
    elif found.intent in _LINES:
        turn.say(found.intent)
    elif found.intent == "out_of_scope" and asks(text):
        _leave_unanswered(turn, text)
    elif found.intent == "out_of_scope":
        _say_that_it_means_nothing(turn, fact, text)
    elif found.intent == "language":
        follow(turn, named_language(text))
    elif found.intent in _WISHES:
        if not follow(turn, _wish(turn, found)):
            turn.say("misunderstood", fact=fact)
    else:
        _serve(turn, fact, text, found)


def _as_planned(turn: Turn, text: str) -> str:
    """What is said after something that is still to come is said of a plan: 五月份 is the next May, not the last."""
    today = turn.asked_on.toordinal()
    stating = lexicon(turn.catalogue).by_fact.get(turn.session.asking or "")
    may_be_ahead = stating is not None and stating.usual is not None and stating.usual.high > today
    if not may_be_ahead or not any(one.kind == "date" and domain.low > today for one, domain in turn.given):
        return text
    return f"{'planned ' if is_english(normalised(text)) else '打算'}{text}"


def _answer_to_change(turn: Turn, text: str, found: Understanding) -> str | None:
    """The answer that a message wants to change and does not say how: 我想改一下车价."""
    if found.facts or found.doubtful or asks(text) or not _CHANGING.search(text):
        return None
    return answer_named_in(turn, text)


def _wish(turn: Turn, found: Understanding) -> str:
    """What a wish presses, which may be for one topic."""
    names_one = found.intent == "topic" and found.topic in turn.catalogue.topics
    return f":topic:{found.topic}" if names_one else _WISHES[found.intent]


def _serve(turn: Turn, fact: Fact | None, text: str, found: Understanding) -> None:
    """Keep the facts of a message, then answer its question, if it has one that they do not answer."""
    turn.wants_to_know = asks(text)
    turn.is_about = next((name for name, _, score in found.measures[:1] if score >= _CERTAIN), None)
    if found.facts:
        turn.read_freely = fact is None or set(found.facts) != {fact.id}
        corrects = _CORRECTING.search(text) is not None
        if not corrects and (item := names_another(turn, found.facts)) is not None:
            meet_another(turn, item, found.facts, text)
            return
        contradicted = None if corrects else contradicted_by(turn, found)
        if contradicted is not None and (meant := meant_of_another(turn, contradicted, text)) is not None:
            _take(turn, meant, found.topic)
            return
        kept = {name: domain for name, domain in found.facts.items() if name != contradicted}
        answers = fact is not None and fact.id in kept  # 10% answers what is asked, whatever else it is the name of
        _take(turn, kept if answers else {**_branch(turn, found), **kept}, None if answers else found.topic)
        if contradicted is not None:
            ask_which_holds(turn, contradicted, found.facts[contradicted])
            return
    if found.doubtful:
        if not ask_whether_meant(turn, *next(iter(found.doubtful.items())), found.topic):
            _say_that_it_means_nothing(turn, fact, text)
        return
    if found.intent != "facts" and (answer := _answer_of_the_topic(turn, found, find_faq(turn.catalogue, text))):
        answer_question(turn, answer)
    elif not found.facts and found.faq and asks(text):
        offer_answers(turn, text, found)
    elif not found.facts and _names_a_topic(turn, found):
        turn.change(unanswered=masked(text) if asks(text) else None)
        _take(turn, _branch(turn, found), found.topic)
    elif not found.facts and found.faq and found.confidence >= _LIKELY:
        offer_answers(turn, text, found)
    elif not found.facts:
        turn.change(unanswered=masked(text))
        _say_that_it_means_nothing(turn, fact, text)


def _names_a_topic(turn: Turn, found: Understanding) -> bool:
    """Whether a message says nothing but what it is about, while a topic is being chosen: something to be reckoned."""
    if _topic_in_progress(turn) is not None or found.confidence < _CLEAR or not found.measures:
        return False
    return turn.catalogue.measures[found.measures[0][0]].benefit.kind != "none"


def _leave_unanswered(turn: Turn, text: str) -> None:
    """Say that a question is none of ours; one that may be about what is talked of is only not answered yet."""
    turn.change(unanswered=masked(text))
    if _topic_in_progress(turn) is not None and not names_something_else(turn.catalogue, text):
        turn.say("unanswered")
    else:
        turn.say("out_of_scope", topics=list(turn.catalogue.topics.values()))


def _say_that_it_means_nothing(turn: Turn, fact: Fact | None, text: str) -> None:
    """Unless it is only said in agreement, 嗯 or ok, which needs no answer but the question that is pending."""
    said = normalised(text).rstrip("。.!！~ ")
    if said not in _AGREEING.split() and core(said) not in _AGREEING.split():
        turn.say("misunderstood", fact=fact)


def _answer_of_the_topic(turn: Turn, found: Understanding, answers: list[tuple[str, float]]) -> str | None:
    """The best answer, or one that is about as good and of the topic in progress.

    A message that names no subject of its own is about that topic: an answer of another one would be beside the point.
    """
    current, faq = _topic_in_progress(turn), turn.catalogue.faq
    best = answers[0][1] if answers else 0.0
    ours = [name for name, score in answers if score >= _AS_GOOD * best and faq[name].topic == current]
    if ours or not answers:
        return ours[0] if ours else None
    if found.topic == current:
        return next((name for name, _ in answers if faq[name].topic in (current, _ANY_TOPIC)), None)
    return answers[0][0]


def _branch(turn: Turn, found: Understanding) -> dict[str, Domain]:
    """The branch of the topic that a message is clearly about, so that the person is not asked for it."""
    guard = turn.catalogue.topics[found.topic].guard
    if guard is None or turn.answered(guard) is not None or found.confidence < _CLEAR or not found.measures:
        return {}
    branches = turn.catalogue.measures[found.measures[0][0]].branch
    return {guard: turn.catalogue.facts[guard].parse(branches[0])} if len(branches) == 1 else {}


def _take(turn: Turn, found: dict[str, Domain], about: str | None = None) -> None:
    """Keep the facts and go on. Facts that come before any topic, or are about another one, choose it."""
    current = _topic_in_progress(turn)
    topic = about or current or turn.topic_of(found)
    if topic is None:
        turn.say("misunderstood", fact=None)
        return
    revisited = turn.session.asking if turn.session.revisiting and turn.session.asking not in found else None
    turn.record(found)
    if topic != current:
        turn.begin(topic)
    elif revisited is not None:  # which of two answers holds, say, is still to be answered
        turn.revisit(revisited)
    else:
        turn.advance()


def _topic_in_progress(turn: Turn) -> str | None:
    """The topic that is talked about; None while another one is being chosen."""
    return None if turn.session.place == "topic" else turn.session.topic
