"""What the pages of the editor have in common: work away from the event loop, files, numbers, reasons, days."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import ParamSpec, TypeVar
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.editing.files import is_a_place
from bot.editing.workplace import Workplace
from bot.enquiry import read_day
from bot.errors import BotError, RefusedInput
from bot.web.visit import Visit

Given = ParamSpec("Given")
Result = TypeVar("Result")

LARGEST_FORM = 2 * 1024 * 1024
"""Bytes of a form that holds a file: every Chinese character of it is nine."""

LONGEST_REASON = 300


def files(visit: Visit) -> Workplace:
    return visit.site.workplace


async def away(work: Callable[Given, Result], *given: Given.args, **named: Given.kwargs) -> Result:
    """Do what waits for the disk or for a check in a thread; people are answered meanwhile."""
    return await asyncio.to_thread(work, *given, **named)


def path_of(visit: Visit) -> str:
    """The file that a page or a form is about; 404 for what can be no file of a catalogue."""
    path = visit.form.get("file") or visit.request.query_params.get("file", "")
    if not is_a_place(path):
        raise HTTPException(404)
    return path


def number_of(text: str) -> int | None:
    """A revision's number; None for the shipped file, which has none. 404 for anything else."""
    if text == "":
        return None
    if not text.isdecimal() or len(text) > 15:
        raise HTTPException(404)
    return int(text)


def reason_of(visit: Visit) -> str:
    return " ".join(visit.form.get("reason", "").split())[:LONGEST_REASON]


def day_of(visit: Visit) -> date:
    """The preview date that was chosen; today where none was, or one that is none."""
    chosen = visit.form.get("on") or visit.request.query_params.get("on", "")
    try:
        return read_day(chosen) if chosen else visit.site.clock().date()
    except RefusedInput:
        return visit.site.clock().date()


def address(page: str, **values: object) -> str:
    """A page with a query, without what is None or empty."""
    return f"{page}?{urlencode({name: value for name, value in values.items() if value not in (None, '')})}"


def refused(visit: Visit, error: BotError, back: str) -> Response:
    """The page that says why something was not done."""
    return visit.page("admin/refused", 409, error=error, back=back)
