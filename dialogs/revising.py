"""Commands on the answers: leave one open, keep it, go back to it, change it, ask out of turn."""

from __future__ import annotations

from dialogs.messages import Choice, Reply
from dialogs.prompt import navigation
from dialogs.turn import Turn
from dialogs.wording import render
from policy.fact import ASKED_ON


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


def ask_next(turn: Turn, name: str) -> bool:
    """Ask any question of the topic next, out of turn."""
    topic = turn.topic
    if topic is None or name == ASKED_ON or name not in {*turn.topic_facts, topic.guard}:
        return False
    turn.change(place="interview", asking=name, revisiting=name in turn.session.answers)
    return True
