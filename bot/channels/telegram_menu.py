"""The menu of commands: how each is explained there, and what one is for the conversation."""

from __future__ import annotations

from datetime import datetime

from dialogs.machine import Event
from dialogs.understanding.slashed import pressed_by, slashed
from policy.catalogue import Catalogue
from policy.shape import Language

COMMANDS: dict[str, tuple[str, str]] = {
    "start": ("开始或接着上次", "Begin, or go on"),
    "car": ("买车、换车", "Buying or replacing a car"),
    "home": ("买房、租房、公积金", "Homes, rent, provident fund"),
    "shopping": ("家电、数码、家居", "Appliances, phones, furnishing"),
    "answers": ("看我说过的", "What I have said"),
    "back": ("上一步", "One step back"),
    "restart": ("重新开始", "Start over"),
    "code": ("取号，让坐席看这段对话", "A code that shows an agent this conversation"),
    "lang": ("English", "中文"),
    "forget": ("删除我的全部记录", "Erase all about me"),
    "help": ("怎么用", "How it works"),
}
"""Each with its line in the menu in Chinese and in English."""

_QUESTION = "faq-"


def menu(language: Language) -> list[tuple[str, str]]:
    """The commands and their lines, in the order in which they are shown."""
    return [(name, zh if language == "zh" else en) for name, (zh, en) in COMMANDS.items()]


def command_event(text: str, at: datetime, prefers: Language | None, catalogue: Catalogue) -> Event | None:
    """What a command does; None if the text is none. One that nobody knows asks for help.

    ``/start car`` begins with a topic and ``/start faq-ID`` with the answer to a question: links can carry both.
    """
    command = slashed(text)
    if command is None:
        return None
    if command.name == "start":
        argument = command.argument
        faq = argument.removeprefix(_QUESTION) if argument.startswith(_QUESTION) else None
        topic = argument if argument in catalogue.topics else None
        return Event("start", "", at, topic=topic, faq=faq, prefers=prefers)
    return Event("choose", pressed_by(command, catalogue.topics), at, prefers=prefers)
