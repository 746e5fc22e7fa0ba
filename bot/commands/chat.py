"""`jinhui chat`: a conversation in the terminal, kept in a database."""

from __future__ import annotations

import sys
from asyncio import Runner
from datetime import date
from pathlib import Path

from bot import clock
from bot.channels.console.conversation import converse
from bot.channels.console.screen import Screen
from bot.commands.serving import known_topic, loaded, workplace
from bot.editing.following import following
from bot.logs import write_logs
from bot.settings import read_settings
from bot.storage.sqlite import SqliteStore
from bot.turn import Turns
from policy.shape import Language


def chat(
    topic: str | None,
    language: Language | None,
    on: date | None,
    database: Path | None,
    session: str,
    *,
    as_json: bool,
) -> None:
    """Hold a conversation until there is no more input. ``on`` fixes the day; otherwise the clock is read."""
    settings = read_settings()
    write_logs("error", settings.secrets)
    files = workplace(database)
    generation, served = loaded(files)
    if topic is not None:
        known_topic(served, topic)
    with Runner() as runner:
        store = runner.run(SqliteStore.open(database or settings.database))
        turns = Turns(served, store)
        try:
            with following(turns, files, generation):
                converse(
                    runner,
                    turns,
                    _screen(as_json=as_json),
                    f"console:{session}",
                    clock.fixed(on) if on else clock.now,
                    language,
                    topic,
                )
        finally:
            runner.run(store.close())


def _screen(*, as_json: bool) -> Screen:
    if as_json:
        from bot.channels.console.json_lines import JsonScreen

        return JsonScreen()
    if sys.stdin.isatty() and sys.stdout.isatty():
        from bot.channels.console.terminal import TerminalScreen

        return TerminalScreen()
    from bot.channels.console.plain import PlainScreen

    return PlainScreen()
