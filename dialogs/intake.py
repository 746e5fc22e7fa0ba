"""What somebody did: pressed a choice, or wrote an answer, a wish, a question, several facts at once."""

from __future__ import annotations

from dialogs.commands import follow
from dialogs.turn import Turn
from dialogs.understanding import (
    DONT_KNOW,
    find_faq,
    read_answer,
    read_command,
    read_facts,
    render_faq,
)
from dialogs.values import understood
from dialogs.wording import escaped, labels
from policy.domain import Domain
from policy.fact import Fact
from policy.problems import RefusedValue

_SMALL_NUMBERS = ("count", "years", "vehicles", "events", "L", "ratio")


def press(turn: Turn, value: str) -> None:
    """Apply a pressed choice; one that belongs to another question, or to nothing, only asks again."""
    if value.startswith(":"):
        if not follow(turn, value):
            turn.say("stale")
        return
    fact = turn.asking
    try:
        domain = understood(fact, value.split(",")) if fact is not None else None
    except RefusedValue:
        domain = None
    if fact is None or domain is None:
        turn.say("stale")
    else:
        _take(turn, {fact.id: domain})


def hear(turn: Turn, text: str) -> None:
    """Apply a written message. The fact that is being asked wins over every guess."""
    text = text.strip()
    fact = turn.asking
    if fact is not None and (named := _named(fact, text)) is not None:
        _take(turn, {fact.id: named})
    elif (shown := _as_shown(turn, fact, text)) is not None:
        press(turn, shown)
    elif (command := read_command(text)) is not None and follow(turn, command):
        return
    elif found := find_faq(turn.catalogue, text):
        _answer_question(turn, found[0][0])
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
    names = labels(turn.session.language)
    return next((value for value in offered if names.get(value) == text), None)


def _answer_question(turn: Turn, faq_id: str) -> None:
    """Answer a frequent question; each of its citations is said once."""
    catalogue = turn.catalogue
    cited = {}
    for reference in catalogue.faq[faq_id].citations:
        source = catalogue.measures[reference.measure].source if reference.measure else reference
        cited[source.document, source.clause] = catalogue.documents[source.document or ""]
    turn.change(interruption="faq")
    turn.say(
        "faq",
        answer=render_faq(catalogue, faq_id, turn.asked_on, turn.session.language),
        cited=[(document, clause) for (_, clause), document in cited.items()],
    )


def _read(turn: Turn, fact: Fact | None, text: str) -> None:
    """Read an answer to the pending question and whatever other facts the text states."""
    try:
        found = read_facts(turn.catalogue, text, turn.asked_on, _topic_in_progress(turn))
        answer = read_answer(fact, text, turn.asked_on) if fact is not None else None
    except RefusedValue as error:
        reason = error.zh if turn.session.language == "zh" else error.en
        turn.say("refused", reason=escaped(reason))
        return
    if answer is DONT_KNOW:
        follow(turn, ":unknown")
        return
    if fact is not None and isinstance(answer, Domain):
        found = {**found, fact.id: answer}
    if found:
        _take(turn, found)
    else:
        turn.say("misunderstood", fact=fact)


def _take(turn: Turn, found: dict[str, Domain]) -> None:
    """Keep the facts and go on; facts that come before any topic choose it."""
    current = _topic_in_progress(turn)
    topic = current or turn.topic_of(found)
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
