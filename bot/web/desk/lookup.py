"""Looking something up in the middle of a call: nothing here takes a step, so the same question waits afterwards."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.web.desk.screen import Screen, call_page, looked_at
from bot.web.desk.searching import found_for
from bot.web.desk.verdicts import Verdict
from bot.web.visit import Visit
from dialogs.understanding.faq import render_faq
from policy.assessment import assess
from policy.scope import Scope


async def show_keys(visit: Visit) -> Response:
    """What each key does."""
    return call_page(visit, await looked_at(visit), "keys")


async def search(visit: Visit) -> Response:
    """Frequent questions, measures and questions of the script that are like what was typed."""
    screen = await looked_at(visit)
    text = visit.request.query_params.get("q", "").strip()[:200]
    found = found_for(visit.site.turns.catalogue, screen.standing, text, visit.language)
    return call_page(visit, screen, "search", query=text, found=found)


async def list_questions(visit: Visit) -> Response:
    """Every question of the topic, to ask any of them next."""
    screen = await looked_at(visit)
    given = {one.fact.id: one for one in screen.standing.given}
    return call_page(
        visit, screen, "questions", questions=[(fact, given.get(fact.id)) for fact in screen.standing.questions]
    )


async def show_faq(visit: Visit) -> Response:
    """The answer to a frequent question, as of today."""
    screen = await looked_at(visit)
    catalogue = visit.site.turns.catalogue
    faq = catalogue.faq.get(visit.request.path_params["faq"])
    if faq is None:
        raise HTTPException(404)
    sources = [catalogue.measures[one.measure].source if one.measure else one for one in faq.citations]
    return call_page(
        visit,
        screen,
        "faq",
        faq=faq,
        question=faq.asked_in(screen.session.language),
        answer=render_faq(catalogue, faq.id, visit.site.clock().date(), screen.session.language),
        cited=[(catalogue.documents[one.document or ""], one.clause) for one in sources],
    )


async def show_measure(visit: Visit) -> Response:
    """A measure with every condition as it stands in this call."""
    screen = await looked_at(visit)
    name = visit.request.path_params["measure"]
    if name not in visit.site.turns.catalogue.measures:
        raise HTTPException(404)
    return call_page(visit, screen, "measure", verdict=_verdict(visit, screen, name))


def _verdict(visit: Visit, screen: Screen, name: str) -> Verdict:
    """The measure under what is known in this call, whatever topic it is of."""
    catalogue = visit.site.turns.catalogue
    assessment = screen.standing.assessment
    topic = catalogue.measures[name].topic
    if assessment is None or all(result.measure.id != name for result in assessment.results):
        assessment = assess(catalogue, screen.standing.known, visit.site.clock().date(), Scope(topic))
    return Verdict(assessment.result(name), "open", visit.language)
