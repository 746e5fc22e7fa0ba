"""The commands of the menu: what each means in the conversation, and how it is explained in the menu."""

from __future__ import annotations

from datetime import datetime

from dialogs.machine import Event
from policy.catalogue import Catalogue
from policy.shape import Language

COMMANDS: dict[str, tuple[str, str, str]] = {
    "start": ("", "开始或接着上次", "Begin, or go on"),
    "car": (":topic:car", "买车、换车", "Buying or replacing a car"),
    "home": (":topic:home", "买房、租房、公积金", "Homes, rent, provident fund"),
    "shopping": (":topic:shopping", "家电、数码、家居", "Appliances, phones, furnishing"),
    "answers": (":answers", "看我说过的", "What I have said"),
    "back": (":back", "上一步", "One step back"),
    "restart": (":restart", "重新开始", "Start over"),
    "code": (":code", "取号，让坐席看这段对话", "A code that shows an agent this conversation"),
    "lang": (":language", "English", "中文"),
    "forget": (":forget", "删除我的全部记录", "Erase all about me"),
    "help": (":help", "怎么用", "How it works"),
}
"""Each with what it presses, and its line in the menu in Chinese and in English."""

_QUESTION = "faq-"


def menu(language: Language) -> list[tuple[str, str]]:
    """The commands and their lines, in the order in which they are shown."""
    return [(name, zh if language == "zh" else en) for name, (_, zh, en) in COMMANDS.items()]


def command_event(text: str, at: datetime, prefers: Language | None, catalogue: Catalogue) -> Event | None:
    """What a command does; None if the text is none. One that nobody knows asks for help.

    ``/start car`` begins with a topic and ``/start faq-ID`` with the answer to a question: links can carry both.
    """
    if not text.startswith("/"):
        return None
    command, *arguments = text[1:].split(maxsplit=1) if text[1:2].strip() else [""]
    name, argument = command.partition("@")[0].lower(), "".join(arguments).strip()
    if name == "start":
        faq = argument.removeprefix(_QUESTION) if argument.startswith(_QUESTION) else None
        return Event(
            "start", "", at, topic=argument if argument in catalogue.topics else None, faq=faq, prefers=prefers
        )
    if name == "lang" and argument in ("zh", "en"):
        return Event("choose", f":language:{argument}", at, prefers=prefers)
    if name in catalogue.topics:
        return Event("choose", f":topic:{name}", at, prefers=prefers)
    pressed = COMMANDS[name][0] if name in COMMANDS else COMMANDS["help"][0]
    return Event("choose", pressed, at, prefers=prefers)
