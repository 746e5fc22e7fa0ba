"""What a new catalogue changed in a conversation that was begun under an older one."""

from __future__ import annotations

from math import inf

from dialogs.turn import Turn
from policy.assessment import Assessment
from policy.leaf import High

Standings = dict[str, str]


def standings(assessment: Assessment) -> tuple[Standings, Standings]:
    """Verdict and amount of what is eligible or open, by measure: enough to notice later that something changed."""
    verdicts: Standings = {}
    amounts: Standings = {}
    for measure, (verdict, low, high) in zip(assessment.program.measures, assessment.decisions, strict=True):
        if verdict in ("eligible", "open"):
            verdicts[measure.id] = verdict
            amounts[measure.id] = _span(low, high)
    return verdicts, amounts


def _span(low: int, high: High) -> str:
    return f"{low}..{'' if high == inf else int(high)}"


def changed_by_catalogue(turn: Turn) -> list[str]:
    """The measures of this conversation whose verdict or amount is another under the catalogue of this turn."""
    session = turn.session
    if not _compares(turn):
        return []
    verdicts, amounts = standings(turn.assessment)
    return [
        name
        for name in {**session.verdicts, **verdicts}
        if name in turn.catalogue.measures
        and (verdicts.get(name) != session.verdicts.get(name) or amounts.get(name) != session.amounts.get(name))
    ]


def lost_with_catalogue(turn: Turn) -> int:
    """How many measures that were eligible or open are not in the catalogue of this turn. Nobody knows their titles."""
    return sum(name not in turn.catalogue.measures for name in turn.session.verdicts) if _compares(turn) else 0


def asks_in_vain(turn: Turn) -> bool:
    """Whether the catalogue of this turn has no use any more for the question that is pending."""
    session, topic = turn.session, turn.topic
    if not _is_newer(turn) or topic is None or session.place != "interview" or session.revisiting:
        return False
    return session.asking not in (topic.guard, *turn.unasked)


def _compares(turn: Turn) -> bool:
    return _is_newer(turn) and turn.session.topic is not None and not turn.session.revisiting


def _is_newer(turn: Turn) -> bool:
    """Whether the last step was served by another catalogue than this one."""
    return turn.before.catalogue_version not in ("", turn.catalogue.version)
