"""Calls: beginning one, answering a question, going back, starting over."""

from __future__ import annotations

from typing import Literal

from starlette.responses import Response

from bot.storage.calls import Call
from bot.turn import Taken
from bot.web.desk.screen import Screen, call_page, looked_at, own_call
from bot.web.visit import Visit
from dialogs.messages import Event, Origin
from policy.shape import Language

_TOO_LATE: dict[Language, str] = {
    "zh": "这一页打开后，通话又往下走了，刚才写的没有记。请对着现在的问题再说一次。",
    "en": "The call has gone on since this page was shown, so nothing was noted. Answer what is asked now.",
}
_SILENT = (":unknown", ":back", ":keep", ":noted")
"""Steps after which the next question says enough."""


async def show_desk(visit: Visit) -> Response:
    """The agent's calls, the newest first, and how to begin another."""
    return visit.page("desk/home", calls=await visit.site.calls.of(visit.agent), topics=_topics(visit), problem=None)


async def begin(visit: Visit) -> Response:
    """A new call, about a topic if one was chosen."""
    call = await visit.site.calls.open(visit.agent)
    topic = visit.form.get("topic") or None
    event = Event("start", "", visit.site.clock(), visit.language, topic)
    await visit.site.turns.take(call.person, event)
    return visit.go(f"/desk/calls/{call.id}")


async def show_call(visit: Visit) -> Response:
    return call_page(visit, await looked_at(visit))


async def confirm_restart(visit: Visit) -> Response:
    """Whether all answers shall really go."""
    return call_page(visit, await looked_at(visit), "restart")


async def take_step(visit: Visit) -> Response:
    """Apply what was pressed or typed. A form that was shown before another step answers nothing."""
    call = await own_call(visit)
    text, value = visit.form.get("text", "").strip(), visit.form.get("value", "")
    if not text and not value:
        return call_page(visit, await looked_at(visit))
    if text and (screen := await looked_at(visit)).session.turn != _turn(visit):
        return call_page(visit, screen, said=[_TOO_LATE[visit.language]])
    taken = await visit.site.turns.take(call.person, _event(visit, call, text, value))
    said = [reply.text for reply in taken.replies[:-1]]
    if value and _went_on(taken, visit.form.get("fact", ""), value):
        said = []
    return call_page(visit, Screen(visit, call, taken.session, taken), said=said)


def _event(visit: Visit, call: Call, text: str, value: str) -> Event:
    origin = Origin(_turn(visit), visit.form.get("fact") or None)
    kind: Literal["text", "choose"] = "text" if text else "choose"
    return Event(kind, text or value, visit.site.clock(), origin=origin, by_agent=call.id if call.is_shared else "")


def _turn(visit: Visit) -> int:
    """The step after which the form was shown."""
    turn = visit.form.get("turn", "")
    return int(turn) if turn.isdecimal() and len(turn) < 10 else 0


def _went_on(taken: Taken, fact: str, value: str) -> bool:
    """Whether a press simply led to the next question, so that nothing needs to be repeated."""
    answered = not value.startswith(":") and fact in taken.session.answers and taken.session.asking != fact
    return answered or value in _SILENT


def _topics(visit: Visit) -> list[tuple[str, str]]:
    topics = visit.site.turns.catalogue.topics.values()
    return [(topic.id, topic.title.in_language(visit.language)) for topic in topics]
