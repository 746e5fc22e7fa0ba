"""Several items, one after another: another car, another purchase, what of the one before stays true for it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dialogs.answers import outlives_the_item
from dialogs.messages import Choice, Reply
from dialogs.packed import packed, unpacked
from dialogs.prompt import navigation
from dialogs.turn import Turn
from dialogs.wording import render
from policy.domain import Domain

_BESIDES = re.compile(r"还有|还买|还想|另外|又买|再买|也买|\b(?:also|another|too|as well|besides)\b|^and\b")


def begin_another(turn: Turn) -> bool:
    """Another car, another purchase: what is about this one is forgotten, what stays the same is kept."""
    if turn.topic is None:
        return False
    _begin_item(turn, {})
    return True


def begin_with(turn: Turn, facts: str) -> bool:
    """Another item, of which something was said already."""
    if turn.topic is None or f":another:{facts}" not in turn.session.offered:
        return False
    _begin_item(turn, unpacked(turn, facts))
    return True


def names_another(turn: Turn, found: Mapping[str, Domain]) -> str | None:
    """The fact by which a message names another item than the one in progress: what its topic asks first of all."""
    for name in turn.topic.pins if turn.topic is not None else ():
        before = turn.answered(name)
        if name in found and before and not before & found[name] and name != turn.session.asking:
            return name
    return None


def meet_another(turn: Turn, name: str, found: Mapping[str, Domain], text: str) -> None:
    """Begin with another item if the text says that it is one; else ask whether it is, and keep nothing of it yet."""
    if _BESIDES.search(text):
        _begin_item(turn, found)
        return
    fact, before, language = turn.catalogue.facts[name], turn.answered(name), turn.session.language
    facts = packed(turn, found)
    turn.change(place="interview", asking=name, revisiting=True)
    offered = [Choice(written_on_item(turn, value), value) for value in (f":another:{facts}", f":instead:{facts}")]
    text = render("which_item", language, fact=fact, before=before, now=found[name])
    turn.prompt = Reply(text, (*offered, *navigation(turn, ":keep")))


def written_on_item(turn: Turn, value: str) -> str:
    """What is written on one of the two buttons for an item that was named anew."""
    kind, _, facts = value.removeprefix(":").partition(":")
    fact, found = turn.asking, unpacked(turn, facts)
    if fact is None or fact.id not in found:
        return ""
    template = "another_item" if kind == "another" else "instead"
    return render(template, turn.session.language, fact=fact, now=found[fact.id])


def _begin_item(turn: Turn, found: Mapping[str, Domain]) -> None:
    topic = turn.topic
    assert topic is not None, "an item is in progress"
    about_this_one = {*turn.topic_facts, *([topic.guard] if topic.guard else [])}
    answers = {
        name: answer
        for name, answer in turn.session.answers.items()
        if name not in about_this_one or outlives_the_item(turn.catalogue, name)
    }
    turn.change(answers=answers, asking=None, revisiting=False)
    turn.say(
        "again", kept=[(fact, domain) for fact, domain in turn.given if outlives_the_item(turn.catalogue, fact.id)]
    )
    turn.record(found)
    turn.begin(topic.id)
