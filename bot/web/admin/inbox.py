"""What asks for somebody's attention: questions without an answer, reported errors, stale entries, conflicts."""

from __future__ import annotations

from starlette.responses import Response

from bot.editing.conflicts import conflicts
from bot.editing.stale import stale
from bot.web.admin.office import away, files
from bot.web.visit import Visit
from policy.catalogue import Catalogue


async def show_inbox(visit: Visit) -> Response:
    catalogue = visit.site.turns.catalogue
    reports = [(one, _path(catalogue, one.about)) for one in await visit.site.calls.reported()]
    return visit.page(
        "admin/inbox",
        asked=await visit.site.inbox.asked(),
        reports=reports,
        stale=stale(catalogue, visit.site.clock().date()),
        conflicts=await away(conflicts, files(visit)),
        topics=catalogue.topics,
    )


async def drop_question(visit: Visit) -> Response:
    """A question has been dealt with."""
    await visit.site.inbox.drop(visit.form.get("question", ""))
    return visit.go("/admin/inbox")


def _path(catalogue: Catalogue, about: str) -> str | None:
    """The file that a report is about; None for what is not there any more, and for facts, which share files."""
    section, _, name = about.partition(":")
    if section == "measure" and name in catalogue.measures:
        return f"measures/{catalogue.measures[name].topic}/{name}.yaml"
    if section == "faq" and name in catalogue.faq:
        return f"faq/{catalogue.faq[name].topic}/{name}.yaml"
    return None
