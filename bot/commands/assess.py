"""`jinhui assess`: verdicts and amounts for what a file, standard input or each line of a batch states."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot import clock
from bot.commands.batch import answer_each_line
from bot.commands.serving import catalogue, known_topic
from bot.enquiry import read_enquiry
from bot.output import print_json, read_text
from bot.reports.assessment import assessment_as_data
from bot.reports.assessment_page import assessment_page
from policy.assessment import Assessment, assess
from policy.catalogue import Catalogue
from policy.scope import EVERYTHING, Scope


def assess_one(file: Path, on: date | None, topic: str | None, *, as_json: bool) -> None:
    """Assess one enquiry. What it says of its day comes before ``on``, and that before today."""
    served = catalogue()
    scope = _scope(served, topic)
    assessment = _assessed(served, read_text(file), str(file), on, scope)
    if as_json:
        print_json(assessment_as_data(assessment), indent=2)
    else:
        print(assessment_page(assessment))


def assess_batch(file: Path, on: date | None, topic: str | None) -> None:
    """Assess one enquiry a line."""
    served = catalogue()
    scope = _scope(served, topic)
    answer_each_line(
        file, lambda line, number: assessment_as_data(_assessed(served, line, f"{file}:{number}", on, scope))
    )


def _scope(served: Catalogue, topic: str | None) -> Scope:
    return EVERYTHING if topic is None else Scope(known_topic(served, topic))


def _assessed(served: Catalogue, text: str, shown_as: str, on: date | None, scope: Scope) -> Assessment:
    enquiry = read_enquiry(served, text, shown_as)
    return assess(served, enquiry.facts, enquiry.asked_on or on or clock.now().date(), scope)
