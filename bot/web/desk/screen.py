"""The screen of a call: the stage on the left, live results and answers on the right; whole, or as a part to swap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.storage.calls import Call
from bot.turn import Taken
from bot.web.desk.side import Side, filled, side_of
from bot.web.desk.verdicts import Verdicts
from bot.web.markdown import spoken
from bot.web.visit import Visit
from dialogs.messages import Choice, Reply
from dialogs.prompt import is_usual
from dialogs.session import Session
from dialogs.standing import Standing
from policy.fact import Fact
from policy.shape import Language

_STEERING = {":unknown": "0", ":back": "Backspace", ":keep": "Enter", ":resume": "Enter", ":result": "r"}
"""Choices that have a place and a key of their own on every question."""

_LEFT_OUT = (":why", ":change", ":handoff", ":end-sharing", ":why-not", ":bring")
"""What the screen shows anyway, or what is none of an agent's business."""

_RESULT: dict[Language, str] = {"zh": "问完了，结果如下。", "en": "That was the last question. Here is the result."}
_ANSWERED_BY_DIGITS = ("count", "years", "vehicles", "events", "L", "ratio")
_MOST_KEYS = 9

_LIST = re.compile(r"\n+(?=- )")
"""Where a message begins to list its choices: they stand below it as buttons and are not read out."""


class Button(NamedTuple):
    """A choice with the key that presses it; empty where a digit would be part of the answer."""

    key: str
    choice: Choice


async def own_call(visit: Visit) -> Call:
    """The call that the address names; one of somebody else is as if it were not there."""
    call = await visit.site.calls.find(visit.request.path_params["call"], visit.agent)
    if call is None:
        raise HTTPException(404)
    return call


class Screen:
    """What the templates of a call read. ``taken`` is the step that led here, None if nothing was done."""

    def __init__(self, visit: Visit, call: Call, session: Session, taken: Taken | None = None) -> None:
        self.call = call
        self.session = session
        self._catalogue, self._on = visit.site.turns.catalogue, visit.site.clock().date()
        self._language = visit.language
        self.prompt: Reply = taken.replies[-1] if taken is not None else self.standing.waiting
        self.is_special = not is_usual(self.prompt)

    @cached_property
    def standing(self) -> Standing:
        """Everything there is to know of the session; not needed where a step has just been taken."""
        return Standing(self._catalogue, self.session, self._on)

    @property
    def is_over(self) -> bool:
        """Whether it was a resident's conversation, and the agent is no longer let in."""
        return self.call.is_shared and self.session.shared != self.call.id

    @property
    def topic(self) -> str:
        """What the call is about, to tell one tab from another; empty as long as it is not known."""
        topic = self._catalogue.topics.get(self.session.topic or "")
        return topic.title.in_language(self._language) if topic else ""

    @property
    def path(self) -> str:
        return f"/desk/calls/{self.call.id}"

    @property
    def fact(self) -> Fact | None:
        """What is being asked, as long as nothing else is."""
        return None if self.is_special else self._catalogue.facts.get(self.session.asking or "")

    @property
    def at_result(self) -> bool:
        return self.session.place == "result" and not self.is_special

    @cached_property
    def line(self) -> str:
        """What to read aloud."""
        if self.at_result:
            return _RESULT[self.session.language]
        fact = self.fact
        if fact is not None:
            return fact.question.in_language(self.session.language)
        return spoken(_LIST.split(self.prompt.text)[0])

    @property
    def answers(self) -> list[Button]:
        """The buttons with numbers."""
        choices = [
            one for one in self.prompt.choices if one.value not in _STEERING and not self._is_left_out(one.value)
        ]
        fact = self.fact
        by_digits = fact is not None and fact.kind == "amount" and fact.unit in _ANSWERED_BY_DIGITS
        return [
            Button(str(number) if number <= _MOST_KEYS and not by_digits else "", choice)
            for number, choice in enumerate(choices, 1)
        ]

    def _is_left_out(self, value: str) -> bool:
        return value in _LEFT_OUT or (value.startswith(":change:") and not self.is_special)

    @property
    def steering(self) -> list[Button]:
        """The buttons that lead on without an answer, each with its usual key."""
        return [Button(_STEERING[one.value], one) for one in self.prompt.choices if one.value in _STEERING]

    @cached_property
    def verdicts(self) -> Verdicts | None:
        assessment = self.standing.assessment
        return Verdicts(assessment, self._language) if assessment is not None else None

    @cached_property
    def _side(self) -> Side:
        return side_of(self._catalogue, self.session, self._on, self._language)

    @property
    def total(self) -> str:
        return self._side.total

    def side(self, token: str) -> Markup:
        """Results and answers, with forms that carry the token."""
        return filled(self._side, self.path, token, self.session)

    @property
    def changed(self) -> list[str]:
        """The titles of the measures that a new catalogue changed during this call."""
        measures, current = self._catalogue.measures, self.session.catalogue_version == self._catalogue.version
        names = self.session.changed if current else self.standing.changed
        return [measures[name].title.in_language(self._language) for name in names if name in measures]


def call_page(
    visit: Visit,
    screen: Screen,
    stage: str = "question",
    said: Sequence[str] = (),
    status: int = 200,
    **values: Any,
) -> Response:
    """The page of a call; only what is swapped if our script asks for that."""
    if screen.is_over:
        return visit.page("desk/ended", 410, call=screen.call)
    template = "desk/body" if visit.wants_fragment else "desk/call"
    return visit.page(template, status, screen=screen, call=screen.call, stage=stage, said=list(said), **values)


async def looked_at(visit: Visit) -> Screen:
    """The screen of the call that the address names, as it stands."""
    call = await own_call(visit)
    screen = Screen(visit, call, await visit.site.turns.look(call.person))
    if screen.is_over and call.ended_at is None:
        await visit.site.calls.end(call)
    return screen
