"""After an answer: what was understood, what it changed, and how much there may be so far."""

from __future__ import annotations

from dialogs.result import Outcome, Refusal
from dialogs.turn import Turn
from policy.condition import criteria_in
from policy.fact import Fact


def echo(turn: Turn) -> None:
    """Say what was understood in this step. At the end the result says how much, so only the answers are repeated."""
    facts = turn.catalogue.facts
    finished = turn.session.place == "result"
    before = turn.session.verdicts
    results = turn.assessment.results
    today = turn.asked_on.toordinal()
    gained = [
        result for result in results if result.verdict == "eligible" and before.get(result.measure.id) != "eligible"
    ]
    possible = sum(result.verdict == "open" and result.matters for result in results)
    turn.say(
        "echo",
        recorded=[(facts[name], domain) for name, domain in turn.recorded.items()],
        contradicted=[(facts[name], domain) for name, domain in turn.contradicted.items()],
        left_open=turn.left_open,
        facts=facts,
        planned=any(facts[name].kind == "date" and domain.low > today for name, domain in turn.recorded.items()),
        lost=[] if finished else _lost(turn),
        irrelevant=_irrelevant(turn),
        gained=[] if finished else gained,
        total=None if finished else turn.assessment.total,
        possible=possible,
        unasked=len(turn.unasked),
    )


def _lost(turn: Turn) -> list[Refusal]:
    """What was possible until now and no longer is, if the message asked and no other answer was given to that."""
    if not turn.wants_to_know or turn.answered_faq is not None:
        return []
    before = turn.session.verdicts
    return [one for one in Outcome(turn.assessment).refused if one.failed and one.result.measure.id in before]


def _irrelevant(turn: Turn) -> list[Fact]:
    """The known facts that, by what was just said, do not exist: kept, but without effect."""
    found = []
    for name in turn.assessment.ignored:
        fact = turn.catalogue.facts[name]
        depends_on = {criterion.fact for criterion in criteria_in(fact.applies_when)}
        if name in turn.recorded or not depends_on.isdisjoint(turn.recorded):
            found.append(fact)
    return found
