"""What happened in a call, as plain text for a work order: facts, verdicts, amounts, clauses, next steps."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.clock import SHANGHAI
from bot.web.desk.figures import sum_of
from bot.web.desk.verdicts import Verdicts
from dialogs.standing import Standing
from policy.shape import Language
from policy.spoken import say_day


def call_summary(standing: Standing, on: date, started_at: int, language: Language) -> str:
    """The summary as of a day. ``started_at`` in seconds since 1970."""
    assessment = standing.assessment
    return (
        _environment()
        .get_template(f"summary.{language}.txt.j2")
        .render(
            standing=standing,
            topic=standing.catalogue.topics[standing.session.topic] if standing.session.topic else None,
            verdicts=Verdicts(assessment, language) if assessment is not None else None,
            total=sum_of(assessment.total, language) if assessment is not None else "",
            started=datetime.fromtimestamp(started_at, SHANGHAI),
            on=on,
            day=lambda day: say_day(day.toordinal(), language),
            version=standing.catalogue.version[:12],
        )
        .strip()
        .replace("\u00a0", " ")
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent.parent / "templates" / "desk"),
        undefined=StrictUndefined,
        autoescape=False,  # plain text; the page that shows it escapes it
        trim_blocks=True,
        lstrip_blocks=True,
    )
