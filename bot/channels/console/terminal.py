"""The console on a terminal: Markdown, the question in a panel, choices to select with arrow keys or by number."""

from __future__ import annotations

import readline
from collections.abc import Iterable, Iterator

from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.markdown import Markdown
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.channels.console.screen import LEAVING, Numbered, Said, numbered
from bot.turn import Taken
from policy.assessment import Assessment

_WIDEST = 92
_MANY = 7  # choices: from here on they stand side by side
_KEYS = (
    ("\\e[B", "previous-history"),
    ("\\eOB", "previous-history"),
    ("\\e[A", "next-history"),
    ("\\eOA", "next-history"),
)
"""Down goes from the first choice to the last and up goes back: what readline calls its history are the choices."""


class TerminalScreen:
    """Shows questions in a panel; what only leads elsewhere stands dim below it. Any choice can be selected."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)
        self._console.width = min(self._console.width, _WIDEST)
        readline.set_auto_history(False)
        for key, command in _KEYS:
            readline.parse_and_bind(f'"{key}": {command}')

    def show(self, taken: Taken, assessment: Assessment | None) -> None:
        *before, last = taken.replies
        self._console.print()
        for reply in before:
            self._console.print(Padding(Markdown(reply.text), (0, 2, 1, 2)))
        choices = numbered(taken, assessment)
        _put_under_the_arrow_keys(one.choice.label for one in choices)
        answers = [choice for choice in choices if not choice.navigates]
        places = [choice for choice in choices if choice.navigates]
        if taken.session.place == "topic":
            answers, places = places, []
        if taken.session.place in ("interview", "topic"):
            question: list[RenderableType] = [Markdown(last.text)]
            if answers:
                question += ["", _answers(answers)]
            keys = "↓ ↑ ⏎" if answers else None
            self._console.print(
                Panel(Group(*question), border_style="cyan", padding=(0, 2), subtitle=keys, subtitle_align="right")
            )
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
            if text.lower() in LEAVING:
                return
            if text:
                yield Said("text", text)


def _put_under_the_arrow_keys(labels: Iterable[str]) -> None:
    readline.clear_history()
    for label in reversed([*labels]):
        readline.add_history(label)


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
