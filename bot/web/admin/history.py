"""The revisions of a file: what changed between any two, going back, and conflicts with what is shipped."""

from __future__ import annotations

from starlette.responses import Response

from bot.editing.comparing import side_by_side, three_way
from bot.editing.conflicts import conflicts
from bot.editing.publishing import keep_edit, roll_back, take_shipped
from bot.errors import BotError, RefusedInput
from bot.web.admin.editing import proposal
from bot.web.admin.office import address, away, files, number_of, path_of, reason_of, refused
from bot.web.visit import Visit

_SHIPPED = "shipped"


async def show_history(visit: Visit) -> Response:
    """Every revision with its steps, and the difference between two of them, by default the newest two."""
    path, workplace = path_of(visit), files(visit)
    history = await away(workplace.revisions.history, path)
    shipped = (await away(workplace.shipped)).files.get(path)
    texts = {_SHIPPED: shipped, **{str(one.number): one.text for one in history}}
    names = [*(str(one.number) for one in history), _SHIPPED]
    asked = visit.request.query_params
    new = asked.get("new") if asked.get("new") in texts else names[0]
    old = asked.get("old") if asked.get("old") in texts else names[min(1, len(names) - 1)]
    before, after = ((texts[name or _SHIPPED] or b"").decode(errors="replace") for name in (old, new))
    return visit.page(
        "admin/history",
        file=path,
        history=history,
        steps={one.number: await away(workplace.revisions.steps, one.number) for one in history[:50]},
        names=names,
        old=old,
        new=new,
        lines=side_by_side(before, after),
        is_shipped=shipped is not None,
        may_publish=visit.account is not None and visit.account.role == "publisher",
    )


async def go_back(visit: Visit) -> Response:
    """Publish what a file once was, as a new revision; the reason is kept."""
    path, to = path_of(visit), visit.form.get("to", "")
    back = address("/admin/history", file=path)
    if not reason_of(visit):
        return refused(visit, RefusedInput("请写明为什么退回", "say why it goes back"), back)
    number = None if to == _SHIPPED else number_of(to)
    try:
        await away(roll_back, files(visit), path, number, visit.agent, reason_of(visit), visit.address)
    except BotError as error:
        return refused(visit, error, back)
    return visit.go(back)


async def show_conflict(visit: Visit) -> Response:
    """The published edit, the shipped file then and the shipped file now."""
    path = path_of(visit)
    found = next((one for one in await away(conflicts, files(visit)) if one.revision.path == path), None)
    if found is None:
        return visit.go("/admin")
    base, theirs, mine = (
        (text or b"").decode(errors="replace") for text in (found.revision.shipped, found.shipped, found.revision.text)
    )
    hunks = three_way(base, theirs, mine)
    return visit.page(
        "admin/conflict",
        conflict=found,
        hunks=hunks,
        text=proposal(hunks),
        may_publish=visit.account is not None and visit.account.role == "publisher",
    )


async def settle(visit: Visit) -> Response:
    """Keep the edit, or take the shipped file."""
    path = path_of(visit)
    decide = {"keep": keep_edit, "take": take_shipped}.get(visit.form.get("decision", ""))
    back = address("/admin/conflict", file=path)
    if decide is None or not reason_of(visit):
        return refused(visit, RefusedInput("请选一种办法并写明理由", "choose a way and say why"), back)
    try:
        await away(decide, files(visit), path, visit.agent, reason_of(visit), visit.address)
    except BotError as error:
        return refused(visit, error, back)
    return visit.go("/admin")
