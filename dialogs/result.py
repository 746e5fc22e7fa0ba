"""What there is to say at the end: the measures of an assessment, in the order in which they matter to a person."""

from __future__ import annotations

from typing import NamedTuple

from policy.assessment import Assessment, Result
from policy.explanation import Reason
from policy.lazy import lazy
from policy.measure import Kind, Measure, Verdict
from policy.shape import Text

_KINDS: tuple[Kind, ...] = ("formula", "fixed", "up_to", "limit", "local", "none")
_CLAIMS = ("open", "unknown", "closed", None)


class Refusal(NamedTuple):
    """A measure that does not apply, and the conditions that are not met."""

    result: Result
    failed: list[Reason]


class Outcome:
    """The results by what they mean for the person, each group with the most useful first.

    Each group is worked out when it is first asked for: most messages mention few of them.
    """

    def __init__(self, assessment: Assessment) -> None:
        self._results = assessment.results

    @lazy
    def eligible(self) -> list[Result]:
        return sorted(self._with("eligible"), key=_usefulness)

    @lazy
    def told_of_several(self) -> list[Text]:
        """What is to be told of more than one eligible measure, so that it is said once for all of them."""
        told = [text for result in self.eligible for text in result.measure.told]
        return [text for place, text in enumerate(told) if told.count(text) > 1 and text not in told[:place]]

    @lazy
    def depending(self) -> list[Result]:
        """What is open."""
        return sorted((result for result in self._with("open") if result.matters), key=_usefulness)

    @lazy
    def dormant(self) -> list[Result]:
        """What is open, too, but can no longer be claimed, so that nobody asked further."""
        return [result for result in self._with("open") if not result.matters]

    @property
    def refuses(self) -> bool:
        """Whether anything is refused."""
        return bool(self._with("ineligible"))

    @lazy
    def refused(self) -> list[Refusal]:
        refusals = [Refusal(result, failed(result)) for result in self._with("ineligible")]
        return sorted(refusals, key=_remoteness)

    @lazy
    def cards(self) -> list[Measure]:
        return [result.measure for result in self._with("information")]

    @property
    def uncounted(self) -> list[Result]:
        """Sums that the total leaves out, because it is not known whether they can still be claimed."""
        return [result for result in self.eligible if is_a_sum(result) and result.claim == "unknown"]

    @property
    def out_of_time(self) -> bool:
        """Whether every measure failed on its period, so that there is no current rule that we know of."""
        nothing_left = not (self.eligible or self.depending or self.dormant)
        return nothing_left and self.refuses and all(map(fails_on_its_period, self.refused))

    def _with(self, verdict: Verdict) -> list[Result]:
        return [result for result in self._results if result.verdict == verdict]


def is_a_sum(result: Result) -> bool:
    """Whether a measure pays a person a sum of money that a total could count."""
    measure = result.measure
    return measure.audience == "consumer" and measure.benefit.kind in ("fixed", "formula", "up_to")


def failed(result: Result) -> list[Reason]:
    """The conditions that are certainly not met; of alternatives the first, and only if all of them fail.

    Conditions on what does not exist (an old car's fuel, when there is no old car) are listed only if nothing else
    fails: that there is no old car says it better.
    """
    reasons = result.reasons
    found = [reason for reason in reasons if reason.group is None and reason.met is False]
    for group in {reason.group: None for reason in reasons if reason.group is not None}:
        alternatives: dict[int | None, list[Reason]] = {}
        for reason in reasons:
            if reason.group == group:
                alternatives.setdefault(reason.alternative, []).append(reason)
        missed = [[reason for reason in its if reason.met is False] for its in alternatives.values()]
        if all(missed):
            found.append(missed[0][0])
    ignored = result.assessment.ignored
    return [reason for reason in found if reason.said is not None and reason.fact not in ignored] or found


def fails_on_its_period(refusal: Refusal) -> bool:
    """Whether a measure only ruled at another time."""
    return any(reason.fact == refusal.result.measure.dated_by for reason in refusal.failed)


def _remoteness(refusal: Refusal) -> tuple[bool, bool, int]:
    """What is in force, or was at the time in question, and fails on little else, is the nearest to what was meant."""
    measure, asked_on = refusal.result.measure, refusal.result.assessment.asked_on
    in_force = (measure.from_ is None or measure.from_ <= asked_on) and (measure.to is None or asked_on <= measure.to)
    return fails_on_its_period(refusal), not in_force, len(refusal.failed)


def _usefulness(result: Result) -> tuple[int, int, bool]:
    """What pays comes first, then what is a sum, then rates, then what nobody knows a figure of."""
    benefit = result.measure.benefit
    return _CLAIMS.index(result.claim), _KINDS.index(benefit.kind), benefit.unit == "percent"
