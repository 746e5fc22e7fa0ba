"""What asks for somebody's attention: questions without an answer, reported errors, stale entries, conflicts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from starlette.responses import Response

from bot.editing.conflicts import conflicts
from bot.editing.stale import stale
from bot.storage.calls import Report
from bot.web.admin.office import away, files, number_of
from bot.web.visit import Visit


class About(NamedTuple):
    """What a report is about: its title, and its file; None for what is not there any more."""

    title: str
    path: str | None


async def show_inbox(visit: Visit) -> Response:
    catalogue = visit.site.turns.catalogue
    reports = [(one, await _about(visit, one)) for one in await visit.site.calls.reported()]
    return visit.page(
        "admin/inbox",
        asked=await visit.site.inbox.asked(),
        reports=reports,
        stale=stale(catalogue, visit.site.clock().date()),
        conflicts=await away(conflicts, files(visit)),
        topics=catalogue.topics,
    )


async def deal_with(visit: Visit) -> Response:
    """A question or a report has been dealt with; of a report, which came from a colleague, the audit log knows."""
    if number := number_of(visit.form.get("report", "")):
        settled = await visit.site.calls.settle_report(number)
        if settled is not None:
            await visit.note("report_settled", f"{settled.about} ({settled.agent})")
    else:
        await visit.site.inbox.drop(visit.form.get("question", ""))
    return visit.go("/admin/inbox")


async def _about(visit: Visit, report: Report) -> About:
    catalogue, language = visit.site.turns.catalogue, visit.language
    section, _, name = report.about.partition(":")
    if section == "measure" and (measure := catalogue.measures.get(name)):
        return About(measure.title.in_language(language), f"measures/{measure.topic}/{name}.yaml")
    if section == "faq" and (entry := catalogue.faq.get(name)):
        return About(entry.asked_in(language), f"faq/{entry.topic}/{name}.yaml")
    if section == "fact" and (fact := catalogue.facts.get(name)):
        served = (await away(files(visit).served)).source.files
        return About(fact.question.in_language(language), _file_of_fact(name, served.items()))
    return About(report.about, None)


def _file_of_fact(name: str, files: Iterable[tuple[str, bytes]]) -> str | None:
    """Facts share files; each begins a line there."""
    begins = re.compile(rf"^{re.escape(name)}:".encode(), re.MULTILINE)
    return next((path for path, text in files if path.startswith("facts/") and begins.search(text)), None)
