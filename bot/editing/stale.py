"""What nobody has looked at for long although people can still claim by it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from policy.assessment import claim
from policy.catalogue import Catalogue

LOOKED_AT_EVERY = timedelta(days=90)


class Stale(NamedTuple):
    """A measure or an entry, the path of its file, and when somebody last checked it."""

    path: str
    title: str
    checked_on: date


def stale(catalogue: Catalogue, today: date) -> list[Stale]:
    """Measures that can be claimed today, and answers that cite one, unchecked for 90 days; the oldest first."""
    measures = catalogue.measures
    open_ones = {name for name, measure in measures.items() if claim(measure, today) == "open"}
    found = [
        Stale(f"measures/{measure.topic}/{name}.yaml", measure.title.zh, measure.checked_on)
        for name, measure in measures.items()
        if name in open_ones
    ]
    found += [
        Stale(f"faq/{entry.topic}/{name}.yaml", entry.question, entry.checked_on)
        for name, entry in catalogue.faq.items()
        if open_ones & {citation.measure for citation in entry.citations}
    ]
    old = [one for one in found if today - one.checked_on > LOOKED_AT_EVERY]
    return sorted(old, key=lambda one: (one.checked_on, one.path))
