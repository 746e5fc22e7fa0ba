"""Commands with a slash, which messaging apps offer in a menu: whoever knows them from there may type them anywhere."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

SLASHED = {
    "start": ":resume",
    "car": ":topic:car",
    "home": ":topic:home",
    "shopping": ":topic:shopping",
    "answers": ":answers",
    "back": ":back",
    "restart": ":restart",
    "code": ":code",
    "lang": ":language",
    "forget": ":forget",
    "help": ":help",
}
"""What each presses."""


class Slashed(NamedTuple):
    """A command and what stands after it, neither of which need mean anything."""

    name: str
    argument: str


def slashed(text: str) -> Slashed | None:
    """The command that a text begins with; None if it begins with no slash. A bot may be addressed: /car@its_name."""
    if not text.startswith("/"):
        return None
    command, *arguments = text[1:].split(maxsplit=1) if text[1:2].strip() else [""]
    return Slashed(command.partition("@")[0].lower(), "".join(arguments).strip())


def pressed_by(command: Slashed, topics: Container[str]) -> str:
    """What a command presses: any topic has one. A command that nobody knows asks for help."""
    if command.name == "lang" and command.argument in ("zh", "en"):
        return f":language:{command.argument}"
    if command.name == "start" and command.argument in topics:
        return f":topic:{command.argument}"
    if command.name in topics:
        return f":topic:{command.name}"
    return SLASHED.get(command.name, SLASHED["help"])
