"""Commands on the answers: leave one open, keep it, go back to it, change it, ask out of turn."""

from __future__ import annotations

import re

from dialogs.messages import Choice, Reply
from dialogs.prompt import navigation
from dialogs.turn import Turn
from dialogs.understanding import read_answer
from dialogs.understanding.lexicon import lexicon
from dialogs.understanding.text import normalised
from dialogs.wording import render
from policy.domain import Domain
from policy.fact import ASKED_ON, Fact
from policy.problems import RefusedValue

_KINDS = {
    "date": re.compile(r"日期|时间|日子|哪天|\bdate\b"),
    "amount": re.compile(r"金额|价格|价钱|数额|钱数|\b(?:amount|price|sum)\b"),
}


def leave_unknown(turn: Turn) -> bool:
    """Nothing is known about what is asked: go on without it."""
    if turn.asking is None:
        return False
    turn.leave_open()
    turn.advance()
    return True


def keep_answer(turn: Turn) -> bool:
    """Leave the answer that was about to be changed as it is."""
    if not turn.session.revisiting:
        return False
    turn.say("kept")
    turn.advance()
    return True


def go_back(turn: Turn) -> bool:
    """Ask once more what was answered before."""
    previous = turn.previous
    if previous is None:
        turn.say("nothing_before")
    else:
        turn.revisit(previous)
    return True


def offer_to_change(turn: Turn) -> bool:
    """Offer the answers, to pick the one that should be different."""
    given = turn.given
    if not given:
        turn.say("no_answers")
        return True
    language = turn.session.language
    choices = [
        Choice(f"{fact.name.in_language(language)}: {fact.say(domain, language)}", f":change:{fact.id}")
        for fact, domain in given
    ]
    turn.prompt = Reply(render("change", language), (*choices, *navigation(turn, ":resume")))
    return True


def change_answer(turn: Turn, name: str) -> bool:
    """Ask a fact again that has an answer; every other answer stays."""
    if name not in turn.session.answers or name not in turn.catalogue.facts or turn.topic is None:
        return False
    turn.revisit(name)
    return True


def change_as_said(turn: Turn, name: str, text: str) -> None:
    """Change an answer to the day or the amount that a text says it should be; ask for it if it says none."""
    turn.revisit(name)
    fact = turn.catalogue.facts[name]
    try:
        said = read_answer(fact, text, turn.asked_on) if fact.kind in ("date", "amount") else None
    except RefusedValue:
        said = None
    if isinstance(said, Domain):
        turn.record({name: said})
        turn.advance()


def answer_named_in(turn: Turn, text: str) -> str | None:
    """The answer that a text names, as in 改一下价格; None if it names none, or something else as well or better."""
    said, facts = normalised(text), turn.catalogue.facts
    names = {*(turn.topic_facts if turn.topic is not None else ()), *(fact.id for fact, _ in turn.given)}
    lengths = {name: length for name in names if (length := _named_by(turn, facts[name], said))}
    best = [name for name, length in lengths.items() if length == max(lengths.values())] or _of_kind_named(turn, said)
    return best[0] if len(best) == 1 and turn.answered(best[0]) is not None else None


def _of_kind_named(turn: Turn, said: str) -> list[str]:
    """The answers of the kind that a text names: 日期, 金额."""
    kinds = {kind for kind, words in _KINDS.items() if words.search(said)}
    return [fact.id for fact, _ in turn.given if fact.kind in kinds]


def _named_by(turn: Turn, fact: Fact, said: str) -> int:
    """How long the longest word is by which a text names a fact."""
    words = [word for word in (fact.name.zh, fact.name.en or "", *fact.also) if word and normalised(word) in said]
    stating = lexicon(turn.catalogue).by_fact.get(fact.id) if fact.kind in ("date", "amount") else None
    cues = stating.cues.places(said) if stating is not None else []
    return max((*map(len, words), *(cue.end - cue.start for cue in cues)), default=0)


def ask_next(turn: Turn, name: str) -> bool:
    """Ask any question of the topic next, out of turn."""
    topic = turn.topic
    if topic is None or name == ASKED_ON or name not in {*turn.topic_facts, topic.guard}:
        return False
    turn.change(place="interview", asking=name, revisiting=name in turn.session.answers)
    return True
