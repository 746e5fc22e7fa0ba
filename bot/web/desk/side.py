"""The right-hand side of a call: live results, and the answers they rest on.

It depends on nothing but what was answered, the day and the language, so callers in the same situation share it.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from bot.web.desk.figures import sum_of
from bot.web.desk.verdicts import Verdicts
from bot.web.pages import render_page
from dialogs.session import Answer, Session
from dialogs.standing import Standing
from policy.catalogue import Catalogue
from policy.shape import Language

_MOST = 2000
"""Of some kilobytes each."""

_PATH, _TOKEN, _TURN, _FACT = "\ue000", "\ue001", "\ue002", "\ue003"
"""Stand for what differs from call to call; characters that no text has."""


class Situation(NamedTuple):
    """What the side depends on. ``aside`` is the answer that is about to be changed, and left out meanwhile."""

    catalogue: Catalogue
    topic: str | None
    answers: tuple[tuple[str, Answer], ...]
    aside: str | None
    finished: bool
    on: date
    language: Language


class Side(NamedTuple):
    html: str
    total: str


def side_of(catalogue: Catalogue, session: Session, on: date, language: Language) -> Side:
    """The side of a session, with places still to be filled."""
    answers = tuple(session.answers.items())
    aside = session.asking if session.revisiting else None
    return _side(Situation(catalogue, session.topic, answers, aside, session.place == "result", on, language))


def filled(side: Side, path: str, token: str, session: Session) -> Markup:
    """The side as it is shown in one call."""
    html = side.html.replace(_PATH, escape(path)).replace(_TOKEN, escape(token))
    return Markup(html.replace(_TURN, str(session.turn)).replace(_FACT, escape(session.asking or "")))


@lru_cache(maxsize=_MOST)
def _side(situation: Situation) -> Side:
    session = Session(
        topic=situation.topic,
        answers=dict(situation.answers),
        place="result" if situation.finished else "topic",
        asking=situation.aside,
        revisiting=situation.aside is not None,
    )
    standing = Standing(situation.catalogue, session, situation.on)
    assessment, language = standing.assessment, situation.language
    total = sum_of(assessment.total, language) if assessment is not None else ""
    html = render_page(
        "desk/side",
        language,
        standing=standing,
        verdicts=Verdicts(assessment, language) if assessment is not None else None,
        total=total,
        unasked=0 if situation.finished else standing.unasked,
        path=_PATH,
        token=_TOKEN,
        turn=_TURN,
        fact=_FACT,
    )
    return Side(html, total)
