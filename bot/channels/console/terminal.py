"""The console on a terminal: Markdown, the question in a panel, numbers to type."""

from __future__ import annotations

import readline  # noqa: F401  importing it gives input() editing and history
from collections.abc import Iterator

from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.markdown import Markdown
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.channels.console.screen import Numbered, Said, numbered
from bot.turn import Taken
from policy.assessment import Assessment

_WIDEST = 92
_MANY = 7  # choices: from here on they stand side by side


class TerminalScreen:
    """Shows questions in a panel with numbers to type; what only leads elsewhere stands dim below it."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)
        self._console.width = min(self._console.width, _WIDEST)

    def show(self, taken: Taken, assessment: Assessment | None) -> None:
        *before, last = taken.replies
        self._console.print()
        for reply in before:
            self._console.print(Padding(Markdown(reply.text), (0, 2, 1, 2)))
        choices = numbered(taken, assessment)
        answers = [choice for choice in choices if not choice.navigates]
        places = [choice for choice in choices if choice.navigates]
        if taken.session.place == "topic":
            answers, places = places, []
        if taken.session.place in ("interview", "topic"):
            question: list[RenderableType] = [Markdown(last.text)]
            if answers:
                question += ["", _answers(answers)]
            self._console.print(Panel(Group(*question), border_style="cyan", padding=(0, 2)))
        else:
            self._console.print(Padding(Markdown(last.text), (0, 2, 1, 2)))
        if places:
            self._console.print(Padding(_places(places), (0, 2)), style="dim")

    def listen(self) -> Iterator[Said]:
        while True:
            try:
                text = input("\n› ").strip()
            except (EOFError, KeyboardInterrupt):
                self._console.print()
                return
            if text:
                yield Said("text", text)


def _answers(choices: list[Numbered]) -> RenderableType:
    if len(choices) >= _MANY:
        return Columns([_answer(choice) for choice in choices], padding=(0, 4), equal=True)
    table = Table.grid(padding=(0, 2))
    for key, choice in choices:
        table.add_row(Text(key or "·", style="bold cyan"), Text(choice.label))
    return table


def _answer(numbered_choice: Numbered) -> Text:
    key, choice = numbered_choice
    return Text.assemble((f"{key or '·':>2}  ", "bold cyan"), choice.label)


def _places(choices: list[Numbered]) -> Text:
    return Text("   ").join(Text(f"{key} {choice.label}".strip()) for key, choice in choices)
