"""Writing a file: as a form or as YAML, with what is wrong beside it, and what people would see of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.editing.comparing import Hunk, merged, three_way
from bot.editing.drafts import Opened, Saved, open_file, save
from bot.editing.entry import Contents, Fields, composed, fields_of, with_fields
from bot.editing.preview import Preview, preview_of
from bot.editing.words import words_for
from bot.errors import BotError, RefusedInput
from bot.storage.revision import Overtaken, Revision
from bot.web.admin.office import address, away, day_of, files, number_of, path_of, reason_of
from bot.web.admin.shown import as_channels
from bot.web.visit import Visit
from policy.problems import CatalogueError, Problem
from policy.yamlfile import parse_yaml

As = Literal["form", "yaml"]

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_MOST_QUESTIONS = 10


async def show_new(visit: Visit) -> Response:
    """The beginning of an answer; from the inbox with the question that nobody could answer."""
    return _new(visit, visit.request.query_params, None)


async def create(visit: Visit) -> Response:
    """A draft with topic, name and question, to be gone on with."""
    topic, name = visit.form.get("topic", ""), visit.form.get("name", "").strip()
    catalogue = visit.site.turns.catalogue
    path = f"faq/{topic}/{name}.yaml"
    opened = await away(open_file, files(visit), path)
    if topic not in catalogue.topics or not _ID.fullmatch(name):
        problem = RefusedInput(
            "编号只能用小写字母、数字和连字符，如 car-students", "an id has lower-case letters, digits and hyphens only"
        )
        return _new(visit, visit.form, problem)
    if opened.text is not None or name in catalogue.faq:
        return _new(
            visit, visit.form, RefusedInput(f"已经有 {name} 了，请换个编号", f"{name} exists: choose another id")
        )
    contents = Contents(visit.form.get("question") or None, _lines(visit.form.get("also", "")))
    text = composed(topic, name, visit.site.clock().date(), contents)
    try:
        await away(save, files(visit), opened, text, visit.agent, reason_of(visit), visit.address)
    except BotError as error:
        return _new(visit, visit.form, error)
    return visit.go(address("/admin/edit", file=path))


def _new(visit: Visit, given: object, problem: BotError | None) -> Response:
    topics = list(visit.site.turns.catalogue.topics.values())
    return visit.page("admin/new", 200 if problem is None else 422, topics=topics, given=given, problem=problem)


# ---- a file


async def show_editor(visit: Visit) -> Response:
    """A file as it is now, to be edited; an answer as a form unless YAML is asked for.

    With the text of an earlier revision in its place, if one is named: of a draft that was discarded by mistake.
    """
    path = path_of(visit)
    opened = await away(open_file, files(visit), path)
    number = number_of(visit.request.query_params.get("revision", ""))
    if number is None:
        return await _editor(visit, opened, opened.text, _asked_as(visit, path))
    earlier = await away(files(visit).revisions.revision, number)
    if earlier is None or earlier.path != path:
        raise HTTPException(404)
    return await _editor(visit, opened, earlier.text, _asked_as(visit, path), earlier=earlier)


async def save_file(visit: Visit) -> Response:
    """Keep what was written as a draft. What somebody else has saved meanwhile is shown, never overwritten."""
    path = path_of(visit)
    now = await away(open_file, files(visit), path)
    follows, over = number_of(visit.form.get("follows", "")), number_of(visit.form.get("over", ""))
    opened = now._replace(follows=follows, over=over)
    before = await _text_of(visit, path, follows)
    kind = _asked_as(visit, path)
    text: bytes | None
    try:
        text = _written(visit, path, before, kind)
        if visit.form.get("look") is not None:  # only look at it: nothing is saved
            return await _editor(visit, opened, text, kind, unsaved=True)
        saved = await away(save, files(visit), opened, text, visit.agent, reason_of(visit), visit.address)
    except Overtaken as collision:
        return await _collided(visit, opened, text, collision)
    except CatalogueError as error:
        return await _editor(visit, opened, before, "yaml", problems=error.problems)
    except BotError as error:
        return await _editor(visit, opened, text, kind, refusal=error)
    head = opened._replace(follows=saved.revision.number, head=saved.revision)
    return await _editor(visit, head, text, kind, saved=saved)


def _asked_as(visit: Visit, path: str) -> As:
    wanted = visit.form.get("as") or visit.request.query_params.get("as", "")
    return "form" if path.startswith("faq/") and wanted != "yaml" else "yaml"


def _written(visit: Visit, path: str, before: bytes | None, kind: As) -> bytes:
    """The text that a form stands for. Line ends stay as the file has them: browsers send their own."""
    form = visit.form
    if kind == "form":
        fields = Fields(
            form.get("question", "").strip(),
            _lines(form.get("also", "")),
            form.get("answer", ""),
            _lines(form.get("measures", "")),
            _lines(form.get("documents", "")),
            form.get("checked_on", "").strip(),
            form.get("en_question", "").strip(),
            form.get("en_answer", ""),
        )
        return with_fields(parse_yaml((before or b"").decode(), path), fields)
    text = form.get("text", "").encode()
    return text.replace(b"\n", b"\r\n") if before and b"\r\n" in before else text


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


async def _text_of(visit: Visit, path: str, number: int | None) -> bytes | None:
    """The text of a revision; of the shipped file where there is none."""
    if number is None:
        return (await away(files(visit).shipped)).files.get(path)
    revision = await away(files(visit).revisions.revision, number)
    return revision.text if revision is not None else None


async def _editor(
    visit: Visit,
    opened: Opened,
    text: bytes | None,
    kind: As,
    *,
    saved: Saved | None = None,
    unsaved: bool = False,
    problems: Sequence[Problem] | None = None,
    refusal: BotError | None = None,
    earlier: Revision | None = None,
) -> Response:
    path, workplace, catalogue = opened.path, files(visit), visit.site.turns.catalogue
    served = await away(workplace.served)
    questions = _lines(visit.form.get("questions") or visit.request.query_params.get("questions", ""))[:_MOST_QUESTIONS]
    shown: Preview = await away(workplace.place.do, preview_of, served.source, path, text, day_of(visit), questions)
    found = [*(problems or ()), *shown.problems]
    written = (text or b"").decode(errors="replace")
    fields = _fields(path, written) if kind == "form" else None
    published = served.published.get(path)
    return visit.page(
        "admin/edit",
        409 if refusal else 422 if problems else 200,
        opened=opened,
        text=written,
        there=text is not None,
        fields=fields,
        kind="form" if fields else "yaml",
        is_answer=path.startswith("faq/"),
        saved=saved,
        unsaved=unsaved,
        refusal=refusal,
        earlier=earlier,
        here=[problem for problem in found if problem.path == served.source.shown(path)],
        elsewhere=[problem for problem in found if problem.path != served.source.shown(path)],
        preview=shown,
        channels=[(message, as_channels(message.after or "")) for message in shown.messages],
        on=day_of(visit),
        questions=questions,
        behind=opened.head is not None
        and opened.head.state != "published"
        and opened.over != (published.number if published else None),
        words=words_for(path, catalogue),
        citable=[
            *((one.id, one.title.in_language(visit.language)) for one in catalogue.measures.values()),
            *((one.id, one.title) for one in catalogue.documents.values()),
        ],
    )


def _fields(path: str, text: str) -> Fields | None:
    try:
        return fields_of(parse_yaml(text, path))
    except CatalogueError:
        return None


# ---- two people at one file


async def _collided(visit: Visit, opened: Opened, text: bytes | None, collision: Overtaken) -> Response:
    base = await _text_of(visit, opened.path, opened.follows)
    theirs = collision.theirs.text if collision.theirs else await _text_of(visit, opened.path, None)
    return await merging(visit, opened, base, theirs, text, collision.theirs, 409)


async def show_merge(visit: Visit) -> Response:
    """A draft that was written over something that is no longer what is published."""
    path = path_of(visit)
    opened = await away(open_file, files(visit), path)
    published = (await away(files(visit).revisions.published)).get(path)
    if opened.head is None or opened.head.state == "published":
        return visit.go(address("/admin/edit", file=path))
    base = await _text_of(visit, path, opened.over)
    theirs = published.text if published else await _text_of(visit, path, None)
    now_over = opened._replace(over=published.number if published else None)
    return await merging(visit, now_over, base, theirs, opened.text, published, 200)


async def merging(
    visit: Visit, opened: Opened, base: bytes | None, theirs: bytes | None, mine: bytes | None,
    other: Revision | None, status: int,
) -> Response:  # fmt: skip
    """Three texts side by side, and below them what becomes of them, to be corrected and saved."""
    hunks = three_way(*((text or b"").decode(errors="replace") for text in (base, theirs, mine)))
    follows = other.number if other and status == 409 else opened.follows
    return visit.page(
        "admin/merge",
        status,
        opened=opened._replace(follows=follows),
        newer=other,
        hunks=hunks,
        text=proposal(hunks),
        settled=merged(hunks) is not None,
    )


def proposal(hunks: Sequence[Hunk]) -> str:
    """Both people's changes; where they exclude each other both, between comments that say whose is whose."""
    if (text := merged(hunks)) is not None:
        return text
    parts = []
    for hunk in hunks:
        if hunk.kind == "conflict":
            parts += ["# <<<<<<< 别人的 theirs\n", *hunk.theirs, "# ======= 我的 mine\n", *hunk.mine, "# >>>>>>>\n"]
        else:
            parts += hunk.theirs if hunk.kind == "theirs" else hunk.mine
    return "".join(parts)
