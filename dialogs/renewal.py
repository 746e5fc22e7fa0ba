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
    if session.catalogue_version in ("", turn.catalogue.version) or session.topic is None or session.revisiting:
        return []
    verdicts, amounts = standings(turn.assessment)
    return [
        name
        for name in {**session.verdicts, **verdicts}
        if name in turn.catalogue.measures
        and (verdicts.get(name) != session.verdicts.get(name) or amounts.get(name) != session.amounts.get(name))
    ]
