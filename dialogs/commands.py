"""Everything a person can ask for besides answering: to go back, to change, to know why, to leave."""

from __future__ import annotations

from collections.abc import Callable

from dialogs.counting import rate_helpful, rate_not_helpful
from dialogs.items import begin_another, begin_with
from dialogs.messages import Reply
from dialogs.prompt import navigation
from dialogs.result import Outcome
from dialogs.revising import ask_next, change_answer, go_back, keep_answer, leave_unknown, offer_to_change
from dialogs.sharing import ask_for_code, end_sharing
from dialogs.taking import take_carried
from dialogs.turn import Turn
from dialogs.understanding.faq import render_faq
from dialogs.wording import render
from policy.shape import Language


def follow(turn: Turn, value: str) -> bool:
    """Do what a choice like ":back" or ":topic:car" says; False if it means nothing here, and nothing changed."""
    name, _, argument = value.removeprefix(":").partition(":")
    if argument:
        return name in _WITH_ARGUMENT and _WITH_ARGUMENT[name](turn, argument)
    command = PLAIN.get(name)
    return command is not None and command(turn)


# ---- questions about the questions


def _why(turn: Turn) -> bool:
    fact = turn.asking
    if fact is None:
        return False
    concerned = [result for result in turn.assessment.results if fact.id in result.missing]
    nearest_first = sorted(concerned, key=lambda result: not result.matters)
    turn.say("why", fact=fact, measures=[result.measure for result in nearest_first])
    return True


def _so_far(turn: Turn) -> bool:
    if turn.topic is None:
        return False
    turn.say("so_far", total=turn.assessment.total, outcome=Outcome(turn.assessment), unasked=len(turn.unasked))
    return True


def _answers(turn: Turn) -> bool:
    turn.say("answers" if turn.given else "no_answers", given=turn.given)
    return True


def _source(turn: Turn) -> bool:
    if turn.topic is None:
        return False
    found = Outcome(turn.assessment)
    results = found.eligible + found.depending
    measures = [result.measure for result in results] or [refusal.result.measure for refusal in found.refused]
    cited = {citation.document: None for measure in measures for citation in measure.citations}
    turn.say("source", documents=[turn.catalogue.documents[name] for name in cited])
    return True


def answer_question(turn: Turn, faq_id: str) -> None:
    """Answer a frequent question; each of its citations is said once."""
    catalogue = turn.catalogue
    turn.answered_faq = faq_id
    cited = {}
    for reference in catalogue.faq[faq_id].citations:
        source = catalogue.measures[reference.measure].source if reference.measure else reference
        cited[source.document, source.clause] = catalogue.documents[source.document or ""]
    turn.change(interruption="faq")
    turn.suggested = faq_id
    turn.say(
        "faq",
        answer=render_faq(catalogue, faq_id, turn.asked_on, turn.session.language),
        cited=[(document, clause) for (_, clause), document in cited.items()],
    )


def _faq(turn: Turn, name: str) -> bool:
    """One of the questions that were offered, or none of them."""
    if f":faq:{name}" not in turn.session.offered:
        return False
    if name == "none":
        turn.change(unanswered=turn.session.question)
        turn.say("unanswered")
    elif name in turn.catalogue.faq:
        answer_question(turn, name)
    else:
        return False
    return True


def _begin(turn: Turn, name: str) -> bool:
    """Work out the matter of a frequent question, with the facts that asking it implies."""
    faq = turn.catalogue.faq.get(name)
    if faq is None or faq.start is None or f":begin:{name}" not in turn.session.offered:
        return False
    facts = turn.catalogue.facts
    turn.record({fact: facts[fact].parse(value) for fact, value in faq.start.facts.items()})
    turn.begin(faq.start.topic)
    return True


def _not_meant(turn: Turn) -> bool:
    """What was taken for an answer was none: ask as if it had not been said."""
    if ":not-meant" not in turn.session.offered or turn.topic is None:
        return False
    turn.advance()
    return True


def _noted(turn: Turn) -> bool:
    """What a new catalogue changed has been read."""
    turn.change(changed=())
    return True


def _hello(turn: Turn) -> bool:
    """Greet back, unless everybody has just been greeted."""
    if turn.before.greeted:
        turn.say("hello")
    return True


def _goodbye(turn: Turn) -> bool:
    """Nothing ends: whoever comes back goes on where they were."""
    turn.say("goodbye")
    return True


def _help(turn: Turn) -> bool:
    turn.say("help")
    return True


# ---- the result


def _result(turn: Turn) -> bool:
    if turn.topic is None:
        return False
    turn.show_result()
    return True


def _why_not(turn: Turn) -> bool:
    if turn.topic is None:
        return False
    turn.say("why_not", refused=Outcome(turn.assessment).refused, catalogue=turn.catalogue)
    return True


def _bring(turn: Turn) -> bool:
    if turn.topic is None:
        return False
    found = Outcome(turn.assessment)
    turn.say("bring", results=[result for result in found.eligible + found.depending if result.claim != "closed"])
    return True


def _until(turn: Turn) -> bool:
    """Until when what is being reckoned can be claimed."""
    if turn.topic is None or turn.session.place == "topic":
        return False
    found = Outcome(turn.assessment)
    turn.say("until", results=found.eligible + found.depending + found.dormant, facts=turn.catalogue.facts)
    return True


def _handoff(turn: Turn) -> bool:
    """The text for 12345, with a summary that can be read out."""
    found = Outcome(turn.assessment) if turn.topic is not None else None
    turn.change(interruption="handoff")
    turn.say("handoff", topic=turn.topic, given=turn.given, outcome=found)
    return True


# ---- from one conversation to another


def _resume(turn: Turn) -> bool:
    """Go on where the conversation was; a topic that was begun is taken up again."""
    if turn.topic is not None and turn.session.place == "topic":
        turn.advance()
    return True


def _more(turn: Turn) -> bool:
    """Ask the questions that an early result left out."""
    if turn.topic is None:
        return False
    turn.advance()
    return True


def _topics(turn: Turn) -> bool:
    turn.change(place="topic", asking=None, revisiting=False)
    return True


def _topic(turn: Turn, name: str) -> bool:
    if name not in turn.catalogue.topics:
        return False
    turn.begin(name)
    return True


def _restart(turn: Turn) -> bool:
    turn.change(answers={}, trail=(), topic=None, place="topic", asking=None, revisiting=False)
    turn.change(verdicts={}, amounts={}, changed=())
    turn.say("restarted")
    return True


def _forget(turn: Turn) -> bool:
    """Ask once more: what is erased cannot be brought back. That is for the person alone."""
    if turn.by_agent:
        return False
    choices = navigation(turn, ":forget:yes", ":resume")
    turn.prompt = Reply(render("forget", turn.session.language), tuple(choices))
    return True


def _forget_for_good(turn: Turn, argument: str) -> bool:
    if argument != "yes" or ":forget:yes" not in turn.session.offered:
        return False
    turn.end()
    turn.prompt = Reply(render("forgotten", turn.session.language))
    return True


# ---- language


def _other_language(turn: Turn) -> bool:
    other: Language = "en" if turn.session.language == "zh" else "zh"
    return _language(turn, other)


def _language(turn: Turn, name: str) -> bool:
    if name not in ("zh", "en"):
        return False
    turn.change(language=name)
    turn.say("language")
    return True


PLAIN: dict[str, Callable[[Turn], bool]] = {
    "unknown": leave_unknown,
    "keep": keep_answer,
    "back": go_back,
    "change": offer_to_change,
    "why": _why,
    "so-far": _so_far,
    "answers": _answers,
    "source": _source,
    "help": _help,
    "hello": _hello,
    "goodbye": _goodbye,
    "result": _result,
    "why-not": _why_not,
    "bring": _bring,
    "until": _until,
    "handoff": _handoff,
    "resume": _resume,
    "not-meant": _not_meant,
    "more": _more,
    "topics": _topics,
    "again": begin_another,
    "restart": _restart,
    "forget": _forget,
    "language": _other_language,
    "noted": _noted,
    "code": ask_for_code,
    "helpful": rate_helpful,
    "not-helpful": rate_not_helpful,
    "end-sharing": end_sharing,
}
_WITH_ARGUMENT: dict[str, Callable[[Turn, str], bool]] = {
    "another": begin_with,
    "instead": take_carried("instead"),
    "meant": take_carried("meant"),
    "begin": _begin,
    "change": change_answer,
    "ask": ask_next,
    "faq": _faq,
    "topic": _topic,
    "forget": _forget_for_good,
    "language": _language,
}
