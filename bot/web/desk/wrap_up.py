"""The end of a call: what goes into the work order, how it ended, notes, and errors that were found on the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.storage.calls import DISPOSITIONS, Disposition
from bot.web.desk.codes import handed_back
from bot.web.desk.screen import Screen, call_page, looked_at, own_call
from bot.web.desk.summary import call_summary
from bot.web.visit import Visit
from dialogs.masking import masked, names_a_person

LONGEST_NOTES, LONGEST_SUMMARY = 4000, 20_000


async def write_notes(visit: Visit) -> Response:
    """Keep the notes as they are. The answer says whether something in them could name a person."""
    call = await own_call(visit)
    notes = visit.form.get("notes", "")[:LONGEST_NOTES]
    await visit.site.calls.write_notes(call, visit.agent, notes)
    if visit.wants_fragment:
        return visit.page("desk/notes_state", personal=names_a_person(notes), saved=True)
    return visit.go(f"/desk/calls/{call.id}")


async def show_wrap_up(visit: Visit) -> Response:
    """The summary, generated until it was saved, and the dispositions."""
    screen = await looked_at(visit)
    return _wrap_up(visit, screen, screen.call.summary or _summary(visit, screen), screen.call.disposition or "", None)


async def save_wrap_up(visit: Visit) -> Response:
    """Keep summary and disposition; without a disposition nothing is kept. A resident's conversation is handed back."""
    screen = await looked_at(visit)
    if screen.is_over:
        return call_page(visit, screen)
    summary = visit.form.get("summary", "")[:LONGEST_SUMMARY]
    chosen = visit.form.get("disposition", "")
    disposition: Disposition | None = next((one for one in get_args(Disposition) if one == chosen), None)
    if disposition is None:
        return _wrap_up(visit, screen, summary, "", "disposition", 422)
    await visit.site.calls.wrap_up(screen.call, visit.agent, disposition, summary)
    await visit.note("call_saved", screen.call.id)
    await handed_back(visit, screen.call)
    return visit.go("/desk")


def _wrap_up(
    visit: Visit, screen: Screen, summary: str, disposition: str, problem: str | None, status: int = 200
) -> Response:
    return call_page(
        visit,
        screen,
        "wrap_up",
        status=status,
        summary=summary,
        chosen=disposition,
        dispositions=DISPOSITIONS,
        problem=problem,
    )


def _summary(visit: Visit, screen: Screen) -> str:
    return call_summary(screen.standing, visit.site.clock().date(), screen.call.started_at, visit.language)


async def show_report(visit: Visit) -> Response:
    """The form that says what is wrong with an answer."""
    screen = await looked_at(visit)
    return call_page(visit, screen, "report", about=_about(visit, visit.request.query_params.get("about", "")))


async def save_report(visit: Visit) -> Response:
    """Keep it with the version of the catalogue that gave the answer, for the editors."""
    screen = await looked_at(visit)
    about, remark = _about(visit, visit.form.get("about", "")), masked(visit.form.get("remark", ""))
    version = visit.site.turns.catalogue.version
    await visit.site.calls.report(visit.agent, about, remark, version)
    return call_page(visit, screen, "reported", about=about)


def _about(visit: Visit, about: str) -> str:
    """What a report is about, if it is anything that the catalogue has."""
    catalogue = visit.site.turns.catalogue
    sections: dict[str, Mapping[str, object]] = {
        "measure": catalogue.measures,
        "faq": catalogue.faq,
        "fact": catalogue.facts,
    }
    section, _, name = about.partition(":")
    if name not in sections.get(section, {}):
        raise HTTPException(404)
    return about
