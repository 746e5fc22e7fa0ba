"""What waits for review: the check of the whole, what would change for people, and publishing."""

from __future__ import annotations

from starlette.responses import Response

from bot.editing.drafts import discard, send_back, submit
from bot.editing.effects import Effect
from bot.editing.publishing import NotFit, Proposal, SecondPersonNeeded, propose, publish
from bot.editing.work import effects_of
from bot.editing.workplace import Workplace
from bot.errors import BotError
from bot.web.admin.office import address, away, day_of, files, number_of, reason_of, refused
from bot.web.visit import Visit

_STEPS = {"submit": submit, "send-back": send_back, "discard": discard}


async def take_step(visit: Visit) -> Response:
    """Hand a draft in, send it back or discard it."""
    number, step = number_of(visit.form.get("number", "")) or 0, _STEPS.get(visit.form.get("step", ""))
    if step is None:
        return visit.go("/admin")
    try:
        await away(step, files(visit), number, visit.agent, reason_of(visit), visit.address)
    except BotError as error:
        return refused(visit, error, "/admin")
    return visit.go(address("/admin/review", number=number) if step is submit else "/admin")


async def show_review(visit: Visit) -> Response:
    """What waits; of what was chosen, what is wrong with the whole and what would change."""
    wanted = [number_of(value) or 0 for value in visit.request.query_params.getlist("number")]
    return await _review(visit, wanted, 200)


async def publish_chosen(visit: Visit) -> Response:
    """Publish what was chosen, together."""
    numbers = [
        int(name.partition("-")[2]) for name in visit.form if name.startswith("revision-") and name[9:].isdecimal()
    ]
    override = " ".join(visit.form.get("override", "").split()) or None
    try:
        await away(publish, files(visit), numbers, visit.agent, reason_of(visit), override, visit.address)
    except (NotFit, SecondPersonNeeded) as refusal:
        return await _review(visit, numbers, 422, refusal)
    except BotError as error:
        return refused(visit, error, "/admin/review")
    return visit.go("/admin")


async def _review(visit: Visit, numbers: list[int], status: int, refusal: BotError | None = None) -> Response:
    workplace = files(visit)
    waiting = [one for one in (await away(workplace.revisions.in_hand)).values() if one.state == "review"]
    proposal: Proposal | None = None
    effects: list[Effect] = []
    if numbers:
        try:
            proposal, effects = await away(_looked_at, workplace, numbers, visit)
        except BotError as error:
            return refused(visit, error, "/admin/review")
    own = [one.path for one in proposal.revisions if one.author == visit.agent] if proposal else []
    return visit.page(
        "admin/review",
        status,
        waiting=waiting,
        proposal=proposal,
        chosen=set(numbers),
        effects=effects,
        own=own,
        refusal=refusal,
        on=day_of(visit),
        may_publish=visit.account is not None and visit.account.role == "publisher",
    )


def _looked_at(workplace: Workplace, numbers: list[int], visit: Visit) -> tuple[Proposal, list[Effect]]:
    proposal = propose(workplace, numbers)
    if proposal.findings.version is None:
        return proposal, []
    changes = {revision.path: revision.text for revision in proposal.revisions}
    before = proposal.served.source
    return proposal, workplace.place.do(effects_of, before, before.overlaid(changes), day_of(visit))
