"""What there is to edit: answers with search and filters, and all other files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from starlette.responses import Response

from bot.editing.conflicts import conflicts
from bot.editing.stale import stale
from bot.storage.revision import Revision
from bot.web.admin.office import away, files
from bot.web.visit import Visit
from policy.catalogue import Catalogue
from policy.document import Faq


class Row(NamedTuple):
    """An answer in the list. ``entry`` is None for one that is not published yet, ``draft`` what is in hand of it."""

    path: str
    name: str
    topic: str
    entry: Faq | None
    draft: Revision | None
    articles: list[int]
    is_stale: bool


class File(NamedTuple):
    path: str
    title: str
    checked_on: date | None
    draft: Revision | None
    published: Revision | None


async def show_home(visit: Visit) -> Response:
    """Where work waits: what is in hand, what conflicts, the inbox. An administrator's is with the users."""
    if visit.account is not None and visit.account.role == "admin":
        return visit.go("/admin/users")
    workplace, today = files(visit), visit.site.clock().date()
    in_hand, found = await away(workplace.revisions.in_hand), await away(conflicts, workplace)
    return visit.page(
        "admin/home",
        drafts=[one for one in in_hand.values() if one.state == "draft"],
        waiting=[one for one in in_hand.values() if one.state == "review"],
        conflicts=found,
        releases=await away(workplace.revisions.releases, 8),
        stale=len(stale(visit.site.turns.catalogue, today)),
        unanswered=len(await visit.site.inbox.asked()),
        reported=len(await visit.site.calls.reported()),
        version=visit.site.turns.catalogue.version,
    )


async def list_faq(visit: Visit) -> Response:
    """Answers, filtered by words, topic, article, what is in hand and what is stale."""
    catalogue, asked = visit.site.turns.catalogue, visit.request.query_params
    in_hand = await away(files(visit).revisions.in_hand)
    old = {one.path for one in stale(catalogue, visit.site.clock().date())}
    rows = [
        row
        for row in _rows(catalogue, in_hand, old)
        if _has_words(row, asked.get("q", ""))
        and asked.get("topic", "") in ("", row.topic)
        and (not asked.get("article") or asked["article"] in map(str, row.articles))
        and (asked.get("state") != "draft" or row.draft is not None)
        and (asked.get("state") != "stale" or row.is_stale)
    ]
    return visit.page("admin/faq", rows=rows, topics=catalogue.topics, asked=asked, articles=range(1, 33))


def _rows(catalogue: Catalogue, in_hand: Mapping[str, Revision], old: set[str]) -> Iterator[Row]:
    paths = {f"faq/{entry.topic}/{name}.yaml": entry for name, entry in catalogue.faq.items()}
    new = [path for path in in_hand if path.startswith("faq/") and path not in paths]
    for path in (*new, *paths):
        entry = paths.get(path)
        cited = [catalogue.measures[one.measure].article for one in entry.citations if one.measure] if entry else []
        articles = sorted({article for article in cited if article})
        file = PurePosixPath(path)
        yield Row(path, file.stem, file.parent.name, entry, in_hand.get(path), articles, path in old)


def _has_words(row: Row, text: str) -> bool:
    """Whether every word stands somewhere in the entry or in its draft."""
    entry, draft = row.entry, (row.draft.text or b"").decode(errors="replace") if row.draft else ""
    parts = [entry.question, *entry.also, entry.answer, entry.en.question if entry.en else ""] if entry else []
    everything = " ".join([row.name, *parts, draft]).casefold()
    return all(word in everything for word in text.casefold().split())


async def list_files(visit: Visit) -> Response:
    """Measures by topic, then facts, parameters and the rest."""
    workplace, catalogue = files(visit), visit.site.turns.catalogue
    served, in_hand = await away(workplace.served), await away(workplace.revisions.in_hand)
    words = visit.request.query_params.get("q", "").casefold()
    found = [
        _file(catalogue, path, in_hand, served.published)
        for path in {**served.source.files, **in_hand}
        if not path.startswith("faq/")
    ]
    shown = [file for file in found if words in f"{file.path} {file.title}".casefold()]
    groups = {
        name: sorted(file for file in shown if file.path.startswith(f"{name}/") or (not name and "/" not in file.path))
        for name in ("measures", "facts", "", "documents", "language")
    }
    return visit.page("admin/files", groups=groups, asked=visit.request.query_params)


def _file(catalogue: Catalogue, path: str, in_hand: Mapping[str, Revision], published: Mapping[str, Revision]) -> File:
    measure = catalogue.measures.get(PurePosixPath(path).stem) if path.startswith("measures/") else None
    title, checked_on = (measure.title.zh, measure.checked_on) if measure else ("", None)
    return File(path, title, checked_on, in_hand.get(path), published.get(path))
