"""An answer as each channel shows it."""

from __future__ import annotations

from typing import Any, NamedTuple

from markupsafe import Markup, escape

from bot.channels.console.plain import without_markup
from bot.channels.telegram_messages import parts_of
from bot.web.markdown import as_html, spoken

_TAGS = {"bold": "strong", "italic": "em", "code": "code", "pre": "pre", "blockquote": "blockquote", "text_link": "u"}


class Channels(NamedTuple):
    telegram: Markup
    web: Markup
    plain: str
    desk: str


def as_channels(markdown: str) -> Channels:
    """The same message in Telegram, on a page, as plain text, and as an agent reads it aloud."""
    parts = [_telegram(part["send"], part["entities"]) for part in parts_of(markdown)]
    return Channels(Markup("<hr>").join(parts), as_html(markdown), without_markup(markdown), spoken(markdown))


def _telegram(text: str, entities: list[dict[str, Any]]) -> Markup:
    """A message with its entities, which count in UTF-16 units, as the tags that they stand for."""
    units = text.encode("utf-16-le")
    marks: list[tuple[int, int, str]] = []
    for entity in entities:
        if tag := _TAGS.get(entity["type"]):
            start, length = entity["offset"], entity["length"]
            marks += [(start, length, f"<{tag}>"), (start + length, -length, f"</{tag}>")]
    shown, last = Markup(""), 0
    # what ends comes before what begins; of those that begin together the longer one is outside
    for place, _, tag in sorted(marks, key=lambda mark: (mark[0], mark[1] > 0, -mark[1])):
        shown += escape(units[2 * last : 2 * place].decode("utf-16-le")) + Markup(tag)
        last = place
    return shown + escape(units[2 * last :].decode("utf-16-le"))
