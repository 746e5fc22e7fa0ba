"""A resident's own conversation, opened by a code that they read out, and handed back to them."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from starlette.responses import Response

from bot.storage.attempts import Limit
from bot.storage.calls import Call
from bot.turn import Compose
from bot.web.desk.screen import call_page, looked_at, own_call
from bot.web.visit import Visit
from dialogs.messages import Event
from dialogs.sharing import HAND_BACK, SHARE
from dialogs.standing import Standing
from dialogs.transcript import Line
from dialogs.values import understood
from dialogs.wording import labels
from policy.fact import Fact
from policy.problems import RefusedValue

WRONG_CODES = 5
"""Within a quarter of an hour an agent may be wrong so often, of a million codes."""


async def open_by_code(visit: Visit) -> Response:
    """Open the conversation of whoever was shown the code. They are told."""
    code = "".join(visit.form.get("code", "").split())
    limit = Limit("code", visit.agent, WRONG_CODES)
    if await visit.site.attempts.wait(limit):
        await visit.note("code_throttled")
        return await _refused(visit, "throttled", 429)
    person = await visit.site.calls.redeem(code) if len(code) == 6 and code.isdecimal() else None
    if person is None:
        await visit.site.attempts.note(limit)
        await visit.note("code_refused")
        return await _refused(visit, "wrong", 403)
    call = await visit.site.calls.open(visit.agent, person)
    await visit.note("code_opened", call.id)
    await _tell(visit, call, SHARE)
    return visit.go(f"/desk/calls/{call.id}")


async def hand_back(visit: Visit) -> Response:
    """End the sharing. The resident is told and goes on where the call stopped."""
    await handed_back(visit, await own_call(visit))
    return visit.go("/desk")


async def handed_back(visit: Visit, call: Call) -> None:
    """Leave a resident's conversation to them; a call of the desk's own has nothing to hand back."""
    if call.is_shared:
        await visit.note("handed_back", call.id)
        await _tell(visit, call, HAND_BACK)
        await visit.site.calls.end(call)


async def show_transcript(visit: Visit) -> Response:
    """What was said before, the oldest first."""
    screen = await looked_at(visit)
    spoken = [_spoken(screen.standing, line) for line in screen.session.transcript]
    return call_page(visit, screen, "transcript", lines=spoken)


class Spoken(NamedTuple):
    """A line of a transcript in words. ``asked`` None: no question was waiting."""

    asked: Fact | None
    said: str
    by_agent: bool


def _spoken(standing: Standing, line: Line) -> Spoken:
    fact, language = standing.catalogue.facts.get(line.asked or ""), standing.session.language
    said = line.said
    if line.kind == "choose" and said.startswith(":"):
        said = labels(language).get(said, said.removeprefix(":"))
    elif line.kind == "choose" and fact is not None:
        with suppress(RefusedValue):  # the catalogue no longer has it: the value itself is better than nothing
            said = fact.say(understood(fact, said.split(",")), language)
    return Spoken(fact, said, line.by_agent)


async def _tell(visit: Visit, call: Call, value: str) -> None:
    """Take the step in the resident's conversation and send them what it says, if their channel can be written to."""
    compose: Compose = visit.site.composers.get(call.person.partition(":")[0], lambda _: ())
    event = Event("choose", value, visit.site.clock(), by_agent=call.id)
    await visit.site.turns.take_and_tell(call.person, event, compose)


async def _refused(visit: Visit, problem: str, status: int) -> Response:
    calls = await visit.site.calls.of(visit.agent)
    topics = visit.site.turns.catalogue.topics.values()
    named = [(topic.id, topic.title.in_language(visit.language)) for topic in topics]
    return visit.page("desk/home", status, calls=calls, topics=named, problem=problem)
