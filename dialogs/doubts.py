"""What a message may mean is asked, not assumed: which of two answers holds, what a sum is of, which question it is."""

from __future__ import annotations

from dialogs.masking import masked
from dialogs.messages import Choice, Reply
from dialogs.packed import packed
from dialogs.prompt import navigation
from dialogs.turn import Turn
from dialogs.understanding import Understanding
from dialogs.understanding.dates import located_dates
from dialogs.understanding.lexicon import lexicon
from dialogs.understanding.options import vocabulary
from dialogs.understanding.text import core, normalised
from dialogs.understanding.understanding import plain
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


def meant_of_another(turn: Turn, name: str, text: str) -> dict[str, Domain] | None:
    """What a lone word says of another fact that has the same words and is still open, where it contradicts one.

    汽油, after it was said that the new car is electric, is what the old car ran on.
    """
    stating = lexicon(turn.catalogue).by_fact[name]
    word = core(normalised(text))
    for other in lexicon(turn.catalogue).of(turn.session.topic or ""):
        fact = other.fact
        if stating.shares_words and other.shares_words and fact.id != name and fact.id in turn.unasked:
            domain = vocabulary(fact).options.get(word)
            if domain is not None:
                return {fact.id: domain}
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


def ask_whether_meant(turn: Turn, name: str, domain: Domain, topic: str) -> bool:
    """Ask whether what a message may state is meant, instead of assuming it; of several that it may be, which one.

    False if nobody would ask about any of them, so that nothing can be meant.
    """
    if turn.session.topic is None or turn.session.place == "topic":
        turn.begin(topic)
    asked = [name] if name == turn.session.asking and not turn.session.revisiting else []
    open_ones = list(dict.fromkeys([*asked, *_open_like(turn, name, domain)]))
    if len(open_ones) > 1:
        _ask_which_of(turn, open_ones, domain)
        return True
    if not open_ones and name not in turn.unasked and turn.answered(name) is None:
        return False
    fact = turn.catalogue.facts[open_ones[0] if open_ones else name]
    language = turn.session.language
    turn.change(place="interview", asking=fact.id, revisiting=turn.answered(fact.id) is not None)
    yes = Choice(render("meant", language, fact=fact, domain=domain), ",".join(spelled(fact, domain)))
    turn.prompt = Reply(
        render("whether_meant", language, fact=fact, domain=domain), (yes, *navigation(turn, ":not-meant"))
    )
    return True


def day_alone(turn: Turn, text: str) -> tuple[str, Domain] | None:
    """A day that is the whole of a message, with the first open question that it may answer."""
    sentence = plain(turn.catalogue, text, turn.asked_on)
    found = located_dates(sentence, turn.asked_on)
    if len(found) != 1 or core(sentence[: found[0].start] + sentence[found[0].end :]):
        return None
    for name in turn.unasked if turn.topic is not None else []:
        if turn.catalogue.facts[name].kind == "date" and _may_be(turn, name, found[0].days):
            return name, found[0].days
    return None


def _open_like(turn: Turn, name: str, domain: Domain) -> list[str]:
    """The open questions of the topic that are answered in the same kind of thing, and may be answered so."""
    facts, open_ones = turn.catalogue.facts, {one for one in turn.unasked if turn.answered(one) is None}
    kind, unit = facts[name].kind, facts[name].unit
    alike = [one for one in facts if one in open_ones and (facts[one].kind, facts[one].unit) == (kind, unit)]
    return [one for one in alike if _may_be(turn, one, domain)]


def _may_be(turn: Turn, name: str, domain: Domain) -> bool:
    stating = lexicon(turn.catalogue).by_fact.get(name)
    usual = stating.usual if stating is not None and stating.usual is not None else turn.catalogue.facts[name].universe
    return bool(domain & usual)


def _ask_which_of(turn: Turn, names: list[str], domain: Domain) -> None:
    language, fact = turn.session.language, turn.catalogue.facts[names[0]]
    choices = [
        Choice(turn.catalogue.facts[name].name.in_language(language), f":meant:{packed(turn, {name: domain})}")
        for name in names
    ]
    text = render("which_of", language, fact=fact, domain=domain)
    turn.prompt = Reply(text, (*choices, *navigation(turn, ":not-meant")))


def offer_answers(turn: Turn, text: str, found: Understanding) -> None:
    """Show the nearest questions; which of them was meant, or none, is for the person to say."""
    choices = [
        Choice(turn.catalogue.faq[name].asked_in(turn.session.language), f":faq:{name}") for name, _ in found.faq
    ]
    turn.change(question=masked(text))
    turn.prompt = Reply(
        render("which_question", turn.session.language), (*choices, *navigation(turn, ":faq:none", ":handoff"))
    )
