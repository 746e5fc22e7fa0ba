"""The console through a pipe: plain text out, one line of input an event."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import StringIO

from rich.console import Console
from rich.markdown import Markdown

from bot.channels.console.screen import Said, numbered
from bot.turn import Taken
from policy.assessment import Assessment

_UNBROKEN = 4000  # columns: a paragraph stays one line


class PlainScreen:
    """Text without control codes. Blank lines of input are skipped."""

    def show(self, taken: Taken, assessment: Assessment | None) -> None:
        for reply in taken.replies:
            print(without_markup(reply.text), end="\n\n")
        for key, choice in numbered(taken, assessment):
            print(f"  {key or '·'} {choice.label}")
        print(flush=True)

    def listen(self) -> Iterator[Said]:
        for line in sys.stdin:
            if text := line.strip():
                yield Said("text", text)


def without_markup(markdown: str) -> str:
    """A message as text alone, a paragraph a line."""
    console = Console(file=StringIO(), width=_UNBROKEN, color_system=None)
    with console.capture() as capture:
        console.print(Markdown(markdown))
    return "\n".join(line.rstrip() for line in capture.get().splitlines())
