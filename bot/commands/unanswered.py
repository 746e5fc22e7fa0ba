"""`jinhui unanswered`: the questions that nobody could answer, so that an administrator can add what is missing."""

from __future__ import annotations

from asyncio import Runner
from datetime import datetime
from pathlib import Path

from bot.clock import SHANGHAI
from bot.output import print_json
from bot.settings import read_settings
from bot.storage.database import Database
from bot.storage.inbox import Asked, Inbox


def unanswered(database: Path | None, *, as_json: bool) -> None:
    """List them, the most frequent first."""
    with Runner() as runner:
        found = runner.run(_asked(database or read_settings().database))
    if as_json:
        print_json([_as_data(one) for one in found], indent=2)
    elif not found:
        print("没有。/ None.")
    for one in () if as_json else found:
        print(f"{one.times:>5}  {_moment(one):%Y-%m-%d %H:%M}  {one.topic:<8}  {one.question}")


async def _asked(file: Path) -> list[Asked]:
    database = await Database.open(file)
    try:
        return await Inbox(database).asked()
    finally:
        await database.close()


def _as_data(one: Asked) -> dict[str, str | int]:
    return {
        "question": one.question,
        "topic": one.topic,
        "count": one.times,
        "last_seen": _moment(one).isoformat(),
    }


def _moment(one: Asked) -> datetime:
    return datetime.fromtimestamp(one.last_seen, SHANGHAI)
