"""After an answer: what was understood, what it changed, and how much there may be so far."""

from __future__ import annotations

from dialogs.result import Outcome, Refusal, fails_on_its_period
from dialogs.turn import Turn
from policy.condition import criteria_in
from policy.explanation import Reason
from policy.fact import Fact
from policy.measure import Measure


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


def _lost(turn: Turn) -> list[tuple[Measure, Reason]]:
    """What does not apply by what was just said: what the message is about, and if it asks, all that it rules out.

    Nothing, if a frequent question was answered: that says more.
    """
    if turn.answered_faq is not None or not (turn.wants_to_know or turn.is_about):
        return []
    before = turn.session.verdicts if turn.wants_to_know else {}
    lost = []
    for refusal in Outcome(turn.assessment).refused:
        because = next((reason for reason in refusal.failed if reason.fact in turn.recorded), None)
        if because is not None and (refusal.result.measure.id in before or _is_meant(turn, refusal)):
            lost.append((refusal.result.measure, because))
    return lost


def _is_meant(turn: Turn, refusal: Refusal) -> bool:
    return refusal.result.measure.id == turn.is_about and not fails_on_its_period(refusal)


def _irrelevant(turn: Turn) -> list[Fact]:
    """The known facts that, by what was just said, do not exist: kept, but without effect."""
    found = []
    for name in turn.assessment.ignored:
        fact = turn.catalogue.facts[name]
        depends_on = {criterion.fact for criterion in criteria_in(fact.applies_when)}
        if name in turn.recorded or not depends_on.isdisjoint(turn.recorded):
            found.append(fact)
    return found
