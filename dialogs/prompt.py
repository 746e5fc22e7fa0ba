"""What ends a step: the one pending question, the choice of a topic, or the result; each with its choices."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.messages import Choice, Reply
from dialogs.ranges import ranges
from dialogs.result import Outcome
from dialogs.turn import Turn
from dialogs.values import spelled
from dialogs.wording import labels, render
from policy.domain import Domain
from policy.fact import Fact


def pending(turn: Turn) -> Reply:
    """The message that the conversation is waiting at."""
    if turn.session.place == "interview":
        return _question(turn)
    if turn.session.place == "result":
        return _result(turn)
    return topics(turn)


def is_usual(reply: Reply) -> bool:
    """Whether a message is what the conversation waits at, not something in between that is to be confirmed first."""
    return any(choice.value in (":why", ":topics") or choice.value.startswith(":topic:") for choice in reply.choices)


def topics(turn: Turn) -> Reply:
    """Asks what it is about; a topic that was begun can be gone on with."""
    language = turn.session.language
    just_shown = any(value.startswith(":topic:") for value in turn.session.offered)
    choices = [
        *_beginning(turn),
        *(Choice(topic.title.in_language(language), f":topic:{topic.id}") for topic in turn.catalogue.topics.values()),
    ]
    if turn.topic is not None:
        choices += navigation(turn, ":resume")
    text = render("topics", language, topics=list(turn.catalogue.topics.values()), brief=just_shown)
    return Reply(text, tuple(choices))


def navigation(turn: Turn, *values: str) -> list[Choice]:
    """Buttons that do not answer anything."""
    names = labels(turn.session.language)
    return [Choice(names[value], value) for value in values]


def mending(turn: Turn) -> list[Choice]:
    """The offer to correct what was just read out of free text: of one fact at once, of several by choosing one."""
    if not turn.read_freely or not turn.recorded:
        return []
    only = f":{next(iter(turn.recorded))}" if len(turn.recorded) == 1 else ""
    return [Choice(render("mend", turn.session.language), f":change{only}")]


# ---- a question


def _question(turn: Turn) -> Reply:
    fact = turn.asking
    assert fact is not None, "an interview is at a question"
    session = turn.session
    answer = session.answers.get(fact.id)
    options = _possible(turn, fact)
    text = render(
        "question",
        session.language,
        fact=fact,
        revisiting=session.revisiting,
        again=answer is not None and not session.revisiting,
        before=turn.answered(fact.id),
        offers=bool(options),
    )
    choices = [Choice(fact.say(domain, session.language), ",".join(spelled(fact, domain))) for domain in options]
    choices += mending(turn)
    extras = [":keep"] if session.revisiting else []
    extras += [":unknown", ":why"]
    if turn.previous is not None:
        extras.append(":back")
    if session.trail:
        extras.append(":result")
    if session.shared:
        extras.append(":end-sharing")
    return Reply(text, (*choices, *navigation(turn, *extras)))


def _possible(turn: Turn, fact: Fact) -> list[Domain]:
    """The answers to offer, within what is still possible."""
    if fact.kind in ("date", "amount"):
        return ranges(turn.assessment, fact.id)
    # Whoever changes an answer may also want what others that follow from it rule out: those are void then.
    left = fact.universe if turn.session.revisiting else turn.assessment.known.get(fact.id, fact.universe)
    values: Iterable[int] = (value for low, high in left for value in range(low, high + 1))
    if fact.kind == "yes_no":
        values = sorted(values, reverse=True)  # yes before no, as people say it
    return [Domain.of(value) for value in values]


# ---- the result


def _result(turn: Turn) -> Reply:
    assessment = turn.assessment
    found = Outcome(assessment)
    more = turn.has_more
    if turn.shows_result:
        text = render(
            "result",
            turn.session.language,
            catalogue=turn.catalogue,
            assessment=assessment,
            outcome=found,
            more=more,
        )
    else:
        text = render("after_result", turn.session.language)
    offers = {
        ":more": more,
        ":change": bool(turn.session.trail),
        ":again": bool(turn.session.trail),
        ":bring": bool(found.eligible or found.depending),
        ":why-not": found.refuses,
        ":handoff": True,
        ":topics": True,
        ":end-sharing": bool(turn.session.shared),
    }
    choices = [*_beginning(turn), *navigation(turn, *(value for value, fits in offers.items() if fits))]
    return Reply(text, tuple(choices))


def _beginning(turn: Turn) -> list[Choice]:
    """The offer to work out what the question just answered is about, if that is another topic."""
    faq = turn.catalogue.faq.get(turn.suggested or "")
    if faq is None or faq.start is None or faq.start.topic == turn.session.topic:
        return []
    topic = turn.catalogue.topics[faq.start.topic].title
    return [Choice(render("begin", turn.session.language, topic=topic), f":begin:{faq.id}")]
