"""What the console's conversation needs of the place where it is shown and typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, Protocol

from bot.turn import Taken
from dialogs.machine import Choice
from policy.assessment import Assessment

LEAVING = ("exit", "quit", "退出")
"""Typed in a terminal, they end the program as the end of input does; what was answered stays."""


class Said(NamedTuple):
    """A line that a person typed, or a choice that a program pressed."""

    kind: Literal["text", "choose"]
    value: str


class Screen(Protocol):
    """Shows turns and listens; decides nothing about the conversation."""

    def show(self, taken: Taken, assessment: Assessment | None) -> None:
        """Show what is to be said. ``assessment`` is what the answers come to, None before a topic is chosen."""
        ...

    def listen(self) -> Iterator[Said]:
        """What is said, one thing after another, until there is no more input."""
        ...


class Numbered(NamedTuple):
    """A choice and what to type for it; an empty ``key`` where a number would be taken for the answer itself."""

    key: str
    choice: Choice

    @property
    def navigates(self) -> bool:
        return self.choice.value.startswith(":")


def numbered(taken: Taken, assessment: Assessment | None) -> list[Numbered]:
    """The choices of the last reply as people can type them: by position, 0 for not knowing."""
    keys = [str(position) for position in range(1, len(taken.replies[-1].choices) + 1)]
    if assessment is not None and taken.session.asking is not None:
        fact = assessment.catalogue.facts[taken.session.asking]
        if fact.kind == "amount" and fact.unit not in ("CNY", "m2"):
            keys = [""] * len(keys)
    return [
        Numbered("0" if key and choice.value == ":unknown" else key, choice)
        for key, choice in zip(keys, taken.replies[-1].choices, strict=True)
    ]
