"""What a message may mean is asked, not assumed: which of two answers holds, what a sum is of, which question it is."""

from __future__ import annotations

from dialogs.masking import masked
from dialogs.messages import Choice, Reply
from dialogs.prompt import navigation
from dialogs.turn import Turn
from dialogs.understanding import Understanding
from dialogs.values import spelled
from dialogs.wording import render
from policy.domain import Domain


def contradicted_by(turn: Turn, found: Understanding) -> str | None:
    """The first answer of which a message says something else, unless it is the one that is being asked."""
    for name, domain in found.facts.items():
        before = turn.answered(name)
        if before and not before & domain and name != turn.session.asking:
            return name
    return None


def ask_which_holds(turn: Turn, name: str, domain: Domain) -> None:
    """Ask which of two answers holds, the one that was given before or what a message says now."""
    fact, before = turn.catalogue.facts[name], turn.answered(name)
    assert before is not None, "there is an answer to contradict"
    language = turn.session.language
    turn.change(place="interview", asking=name, revisiting=True)
    choices = [Choice(fact.say(domain, language), ",".join(spelled(fact, domain))), *navigation(turn, ":keep")]
    text = render("which_holds", language, fact=fact, before=before, now=domain)
    turn.prompt = Reply(text, tuple(choices))


def ask_whether_meant(turn: Turn, found: Understanding) -> None:
    """Ask whether what a message may state is meant, instead of assuming it."""
    if turn.session.topic is None or turn.session.place == "topic":
        turn.begin(found.topic)
    name, domain = next(iter(found.doubtful.items()))
    fact = turn.catalogue.facts[name]
    language = turn.session.language
    turn.change(place="interview", asking=name, revisiting=turn.answered(name) is not None)
    yes = Choice(render("meant", language, fact=fact, domain=domain), ",".join(spelled(fact, domain)))
    turn.prompt = Reply(
        render("whether_meant", language, fact=fact, domain=domain), (yes, *navigation(turn, ":not-meant"))
    )


def offer_answers(turn: Turn, text: str, found: Understanding) -> None:
    """Show the nearest questions; which of them was meant, or none, is for the person to say."""
    choices = [
        Choice(turn.catalogue.faq[name].asked_in(turn.session.language), f":faq:{name}") for name, _ in found.faq
    ]
    turn.change(question=masked(text))
    turn.prompt = Reply(
        render("which_question", turn.session.language), (*choices, *navigation(turn, ":faq:none", ":handoff"))
    )
