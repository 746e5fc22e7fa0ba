"""One measure as a page: what it gives, under which conditions, where to go, and what says so."""

from __future__ import annotations

from datetime import date
from functools import partial

from bot.reports.conditions import condition_lines
from bot.reports.page import page
from policy.assessment import assess
from policy.catalogue import Catalogue
from policy.scope import Scope


def measure_page(catalogue: Catalogue, name: str, on: date) -> str:
    """The measure as it stands on a day for somebody of whom nothing is known, as Markdown in Chinese."""
    measure = catalogue.measures[name]
    return page(
        "measure",
        measure=measure,
        result=assess(catalogue, {}, on, Scope(measure.topic)).result(name),
        conditions=partial(condition_lines, with_said=False),
        documents=catalogue.documents,
    )
