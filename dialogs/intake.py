"""What somebody did: pressed a choice, or wrote an answer, a wish, a question, several facts at once."""

from __future__ import annotations

import re

from dialogs.commands import follow
from dialogs.doubts import (
    ask_whether_meant,
    ask_which_holds,
    contradicted_by,
    day_alone,
    meant_of_another,
)
from dialogs.items import meet_another, names_another
from dialogs.likewise import likewise
from dialogs.questions import answer_what_is_asked, leave_unanswered, say_that_it_means_nothing
from dialogs.revising import answer_named_in, change_as_said
from dialogs.taking import branch, chosen, take, topic_in_progress
from dialogs.turn import Turn
from dialogs.typed import as_shown, confirmed, labelled, named
from dialogs.understanding import (
    DONT_KNOW,
    Understanding,
    asks,
    named_language,
    read_answer,
    read_command,
    understand,
)
from dialogs.understanding.lexicon import lexicon
from dialogs.understanding.slashed import pressed_by, slashed
from dialogs.understanding.text import is_english, normalised
from dialogs.wording import escaped
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

_CHANGING = re.compile(r"改(?![造善])|错|\b(?:change|wrong|correct|edit)\b")

_CERTAIN = 2.0
"""What the first measure of a message must score to be what the message is about."""


def press(turn: Turn, value: str) -> bool:
    """Apply a pressed choice; one that belongs to another question, or to nothing, only asks again: False."""
    if value.startswith(":"):
        if not (meant := follow(turn, value)):
            turn.say("stale")
        return meant
    if not (found := chosen(turn, value)):
        turn.say("stale")
        return False
    take(turn, found)
    return True


def hear(turn: Turn, text: str) -> None:
    """Apply a written message. The fact that is being asked wins over every guess."""
    text = text.strip()
    fact = turn.asking
    if (command := slashed(text)) is not None:
        press(turn, pressed_by(command, turn.catalogue.topics))
    elif fact is not None and (option := named(fact, text)) is not None:
        take(turn, {fact.id: option})
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
    found = understand(turn.catalogue, _as_planned(turn, text), turn.asked_on, topic_in_progress(turn), asking)
    if same := likewise(turn, text):
        turn.read_freely = True
        take(turn, {**same, **found.facts})
    elif (name := _answer_to_change(turn, text, found)) is not None:
        change_as_said(turn, name, text)
    elif not (found.facts or found.doubtful) and (day := day_alone(turn, text)) is not None:
        ask_whether_meant(turn, *day, found.topic)
    elif found.intent in _LINES:
        turn.say(found.intent)
    elif found.intent == "out_of_scope" and asks(text):
        leave_unanswered(turn, text)
    elif found.intent == "out_of_scope":
        say_that_it_means_nothing(turn, fact, text)
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
            take(turn, meant, found.topic)
            return
        kept = {name: domain for name, domain in found.facts.items() if name != contradicted}
        answers = fact is not None and fact.id in kept  # 10% answers what is asked, whatever else it is the name of
        take(turn, kept if answers else {**branch(turn, found), **kept}, None if answers else found.topic)
        if contradicted is not None:
            ask_which_holds(turn, contradicted, found.facts[contradicted])
            return
    if found.doubtful:
        if not ask_whether_meant(turn, *next(iter(found.doubtful.items())), found.topic):
            say_that_it_means_nothing(turn, fact, text)
        return
    answer_what_is_asked(turn, fact, text, found)
