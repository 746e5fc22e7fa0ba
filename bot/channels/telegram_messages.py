"""Replies as Telegram's messages: Markdown becomes text with entities, split where a paragraph ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from telegramify_markdown import RenderConfig, convert, split_entities, utf16_len

from bot.channels.telegram_buttons import rows_of
from bot.channels.telegram_updates import Pressed
from bot.compact import as_json
from bot.turn import Taken
from dialogs.machine import Origin, Reply

LONGEST = 4096  # UTF-16 units, by Telegram's rule
_KEPT = 500
_ANSWER_MARK = "▸"
_LOOK = RenderConfig.isolated()
_LOOK.markdown_symbol.unordered_list_item = "•"  # the library's own bullet is missing from many phones' fonts


def messages_of(taken: Taken, pressed: Pressed | None = None, *, answers: bool = False) -> list[str]:
    """The messages of a turn, in order. A pressed button's own message first: it loses its buttons.

    ``answers``: the button was taken for an answer, so its label is shown under the question.
    """
    shown = Origin(taken.session.turn, taken.session.asking)
    found = [*_edits(pressed, answers=answers)] if pressed is not None else []
    for reply in taken.replies:
        found += _sent(reply, shown)
    return [as_json(message) for message in found]


def plain_message(text: str) -> str:
    """A message outside of a conversation, from Markdown."""
    return as_json(parts_of(text)[0])


def _sent(reply: Reply, shown: Origin) -> Iterator[Mapping[str, Any]]:
    *before, last = parts_of(reply.text)
    yield from before
    yield {**last, "keyboard": rows_of(reply.choices, shown)} if reply.choices else last


@lru_cache(_KEPT)
def parts_of(markdown: str) -> tuple[Mapping[str, Any], ...]:
    """A message as Telegram takes it, text with entities; several where it is too long for one.

    Most people are asked the same questions, and reading Markdown takes longer than all else that is done here.
    """
    text, entities = convert(markdown, config=_LOOK)
    return tuple(
        {"send": part.rstrip("\n"), "entities": [entity.to_dict() for entity in its]}
        for part, its in split_entities(text, entities, LONGEST)
    )


def _edits(pressed: Pressed, *, answers: bool) -> Iterator[Mapping[str, Any]]:
    if pressed.message is None:
        return
    answered = f"{pressed.text}\n\n{_ANSWER_MARK} {pressed.label}"
    if answers and pressed.text and pressed.label and utf16_len(answered) <= LONGEST:
        yield {"edit": pressed.message, "to": answered, "entities": pressed.entities}
    else:
        yield {"strip": pressed.message}
