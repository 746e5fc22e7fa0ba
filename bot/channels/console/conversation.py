"""The console's conversation: say, listen, take a turn, say."""

from __future__ import annotations

from asyncio import Runner

from bot.channels.console.screen import Screen
from bot.clock import Clock
from bot.turn import Taken, Turns
from dialogs.machine import Event, assessment_of
from policy.shape import Language


def converse(
    runner: Runner,
    turns: Turns,
    screen: Screen,
    person: str,
    clock: Clock,
    language: Language | None,
    topic: str | None,
) -> None:
    """Hold a conversation until there is no more input. What was kept of the person is gone on with.

    The event loop runs only during a turn, so that waiting for input can be interrupted at once.
    """

    def take(event: Event) -> Taken:
        taken = runner.run(turns.take(person, event))
        screen.show(taken, assessment_of(taken.catalogue, taken.session, event.at.date()))
        return taken

    last = take(Event("start", "", clock(), language, topic))
    for said in screen.listen():
        # Whoever was forgotten is greeted anew, in the language they have been speaking.
        last = take(Event(said.kind, said.value, clock(), last.session.language))
