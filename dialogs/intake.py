"""What somebody did: pressed a choice, or wrote an answer, a wish, a question, several facts at once."""

from __future__ import annotations

import re

from dialogs.commands import answer_question, follow
from dialogs.masking import masked
from dialogs.messages import Choice, Reply
from dialogs.prompt import navigation
from dialogs.turn import Turn
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
from dialogs.understanding.text import normalised
from dialogs.values import spelled, understood
from dialogs.wording import escaped, labels, render
from policy.domain import Domain
from policy.fact import Fact
from policy.problems import RefusedValue

YES_AS_MEANT = ("是", "是的", "对", "对的", "嗯", "没错", "yes", "y", "right")
NOT_AS_MEANT = ("不是", "不对", "不", "否", "no", "n")
_LINES = ("thanks", "abuse", "injection")
"""Intents that are met with a line of their own."""

_WISHES = {
    "why": ":why", "so_far": ":so-far", "back": ":back", "change": ":change", "restart": ":restart",
    "handoff": ":handoff", "source": ":source", "forget": ":forget",
    "answers": ":answers", "topic": ":topics",
}  # fmt: skip
_CORRECTING = re.compile(
    r"不对|错了|说错|写错|记错|弄错|搞错|改成|改为|应该是|其实|更正|不是|wrong|sorry|actually|i meant|correct"
)
"""Said by somebody who knows that an earlier answer was another one."""

_AS_GOOD = 0.8
_CLEAR = 0.6
"""How certain the subject of a message must be for its branch to be taken as said."""

_SMALL_NUMBERS = ("count", "years", "vehicles", "events", "L", "ratio")


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
    if fact is not None and (named := _named(fact, text)) is not None:
        _take(turn, {fact.id: named})
    elif (shown := _as_shown(turn, fact, text)) is not None:
        press(turn, shown)
    elif (confirmed := _confirmed(turn, text)) is not None:
        press(turn, confirmed)
    elif (command := read_command(text) or _labelled(turn, text)) is not None and follow(turn, command):
        return
    else:
        _read(turn, fact, text)


def _named(fact: Fact, text: str) -> Domain | None:
    """The option that the text names word for word."""
    for position, (name, option) in enumerate(fact.options.items()):
        if text in (name, option.zh, option.en) or text in option.also:
            return Domain.of(position)
    return None


def _as_shown(turn: Turn, fact: Fact | None, text: str) -> str | None:
    """The choice last shown whose number or label the text is; 0 stands for not knowing.

    Where the answer itself may be a small number (two children), a number is the answer.
    """
    offered = turn.session.offered
    answers_itself = fact is not None and fact.kind == "amount" and fact.unit in _SMALL_NUMBERS
    if text.isdecimal() and len(text) <= 2 and not answers_itself:
        number = int(text)
        if number == 0:
            return ":unknown" if ":unknown" in offered else None
        return offered[number - 1] if number <= len(offered) else None
    labelled = _labelled(turn, text)
    return labelled if labelled in offered else None


def _labelled(turn: Turn, text: str) -> str | None:
    """The choice whose label the text is, shown or not: what was once read on a button may be typed at any time."""
    typed = normalised(text)
    names = labels(turn.session.language)
    return next((value for value, label in names.items() if normalised(label) == typed), None)


def _confirmed(turn: Turn, text: str) -> str | None:
    """The choice that a plain yes or no is, where something was offered to be confirmed."""
    offered = turn.session.offered
    if ":forget:yes" in offered:
        yes, no = ":forget:yes", ":resume"
    elif ":not-meant" in offered:
        yes, no = offered[0], ":not-meant"
    else:
        return None
    plain = text.rstrip("。.!！").lower()
    return yes if plain in YES_AS_MEANT else no if plain in NOT_AS_MEANT else None


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
    found = understand(
        turn.catalogue, text, turn.asked_on, _topic_in_progress(turn), fact.id if fact is not None else None
    )
    if found.intent in _LINES:
        turn.say(found.intent)
    elif found.intent == "out_of_scope" and asks(text):
        turn.change(unanswered=masked(text))
        turn.say("out_of_scope", topics=list(turn.catalogue.topics.values()))
    elif found.intent == "out_of_scope":
        turn.say("misunderstood", fact=fact)
    elif found.intent == "language":
        follow(turn, named_language(text))
    elif found.intent in _WISHES:
        names_one = found.intent == "topic" and found.topic in turn.catalogue.topics
        wish = f":topic:{found.topic}" if names_one else _WISHES[found.intent]
        if not follow(turn, wish):
            turn.say("misunderstood", fact=fact)
    else:
        _serve(turn, fact, text, found)


def _serve(turn: Turn, fact: Fact | None, text: str, found: Understanding) -> None:
    """Keep the facts of a message, then answer its question, if it has one that they do not answer."""
    if found.facts:
        turn.read_freely = fact is None or set(found.facts) != {fact.id}
        contradicted = None if _CORRECTING.search(text) else _contradicted(turn, fact, found)
        kept = {name: domain for name, domain in found.facts.items() if name != contradicted}
        _take(turn, {**_branch(turn, found), **kept}, found.topic)
        if contradicted is not None:
            _ask_which_holds(turn, contradicted, found.facts[contradicted])
            return
    if found.doubtful:
        _ask_whether_meant(turn, found)
        return
    if (answers := find_faq(turn.catalogue, text)) and found.intent != "facts":
        answer_question(turn, _of_the_topic(turn, answers))
    elif asks(text) and not found.facts and found.faq:
        _offer_answers(turn, text, found)
    elif not found.facts:
        turn.change(unanswered=masked(text))
        turn.say("misunderstood", fact=fact)


def _of_the_topic(turn: Turn, answers: list[tuple[str, float]]) -> str:
    """The best answer, or one that is about as good and of the topic in progress."""
    current, best = _topic_in_progress(turn), answers[0][1]
    ours = [name for name, score in answers if score >= _AS_GOOD * best and turn.catalogue.faq[name].topic == current]
    return ours[0] if ours else answers[0][0]


def _contradicted(turn: Turn, fact: Fact | None, found: Understanding) -> str | None:
    """The first answer of which a message says something else, unless it is the one that is being asked."""
    for name, domain in found.facts.items():
        before = turn.answered(name)
        if before and not before & domain and (fact is None or fact.id != name):
            return name
    return None


def _ask_which_holds(turn: Turn, name: str, domain: Domain) -> None:
    """Ask which of two answers holds, the one that was given before or what a message says now."""
    fact, before = turn.catalogue.facts[name], turn.answered(name)
    assert before is not None, "there is an answer to contradict"
    language = turn.session.language
    turn.change(place="interview", asking=name, revisiting=True)
    choices = [Choice(fact.say(domain, language), ",".join(spelled(fact, domain))), *navigation(turn, ":keep")]
    text = render("which_holds", language, fact=fact, before=before, now=domain)
    turn.prompt = Reply(text, tuple(choices))


def _branch(turn: Turn, found: Understanding) -> dict[str, Domain]:
    """The branch of the topic that a message is clearly about, so that the person is not asked for it."""
    guard = turn.catalogue.topics[found.topic].guard
    if guard is None or turn.answered(guard) is not None or found.confidence < _CLEAR or not found.measures:
        return {}
    branches = turn.catalogue.measures[found.measures[0][0]].branch
    return {guard: turn.catalogue.facts[guard].parse(branches[0])} if len(branches) == 1 else {}


def _ask_whether_meant(turn: Turn, found: Understanding) -> None:
    """Ask whether what a message may state is meant, instead of assuming it."""
    if turn.session.topic is None or turn.session.place == "topic":
        turn.begin(found.topic)
    name, domain = next(iter(found.doubtful.items()))
    fact = turn.catalogue.facts[name]
    language = turn.session.language
    turn.change(place="interview", asking=name, revisiting=False)
    yes = Choice(render("meant", language, fact=fact, domain=domain), ",".join(spelled(fact, domain)))
    turn.prompt = Reply(
        render("whether_meant", language, fact=fact, domain=domain), (yes, *navigation(turn, ":not-meant"))
    )


def _offer_answers(turn: Turn, text: str, found: Understanding) -> None:
    """Show the nearest questions; which of them was meant, or none, is for the person to say."""
    choices = [
        Choice(turn.catalogue.faq[name].asked_in(turn.session.language), f":faq:{name}") for name, _ in found.faq
    ]
    turn.change(question=masked(text))
    turn.prompt = Reply(
        render("which_question", turn.session.language), (*choices, *navigation(turn, ":faq:none", ":handoff"))
    )


def _take(turn: Turn, found: dict[str, Domain], about: str | None = None) -> None:
    """Keep the facts and go on. Facts that come before any topic, or are about another one, choose it."""
    current = _topic_in_progress(turn)
    topic = about or current or turn.topic_of(found)
    if topic is None:
        turn.say("misunderstood", fact=None)
        return
    turn.record(found)
    if topic == current:
        turn.advance()
    else:
        turn.begin(topic)


def _topic_in_progress(turn: Turn) -> str | None:
    """The topic that is talked about; None while another one is being chosen."""
    return None if turn.session.place == "topic" else turn.session.topic
