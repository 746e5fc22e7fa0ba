"""`jinhui unanswered`: the questions that nobody could answer, so that an administrator can add what is missing."""

from __future__ import annotations

from asyncio import Runner
from datetime import datetime
from pathlib import Path

from bot.clock import SHANGHAI
from bot.output import print_json
from bot.settings import read_settings
from bot.storage.sqlite import SqliteStore
from bot.storage.store import Unanswered


def unanswered(database: Path | None, *, as_json: bool) -> None:
    """List them, the most frequent first."""
    with Runner() as runner:
        store = runner.run(SqliteStore.open(database or read_settings().database))
        try:
            found = runner.run(store.unanswered())
        finally:
            runner.run(store.close())
    if as_json:
        print_json([_as_data(one) for one in found], indent=2)
    elif not found:
        print("没有。/ None.")
    for one in () if as_json else found:
        print(f"{one.times:>5}  {_moment(one):%Y-%m-%d %H:%M}  {one.topic:<8}  {one.question}")


def _as_data(one: Unanswered) -> dict[str, str | int]:
    return {
        "question": one.question,
        "topic": one.topic,
        "count": one.times,
        "last_seen": _moment(one).isoformat(),
    }


def _moment(one: Unanswered) -> datetime:
    return datetime.fromtimestamp(one.last_seen, SHANGHAI)
