"""What Telegram reports, read from the plain data of its Bot API, which is the same whichever library brought it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from policy.shape import Language

ALLOWED = ("message", "edited_message", "callback_query")
"""The updates that Telegram is asked for."""

_MEDIA = {
    "animation", "audio", "contact", "dice", "document", "game", "location", "paid_media", "photo", "poll", "sticker",
    "story", "venue", "video", "video_note", "voice",
}  # fmt: skip
_FORWARDED = ("forward_origin", "forward_date")

Kind = Literal["text", "press", "media", "edited", "forwarded", "group"]


class Pressed(NamedTuple):
    """A pressed button: the query to acknowledge, what the button carries, and the message that it stands under.

    ``label`` is what is written on it, None where Telegram no longer knows; ``text`` and ``entities`` are those of
    the message, empty where it no longer knows that.
    """

    query: str
    data: str
    message: int | None
    label: str | None
    text: str
    entities: list[dict[str, Any]]


class Arrived(NamedTuple):
    """One update that concerns us. ``chat`` is the private chat with the person, or the group."""

    number: int
    chat: int
    kind: Kind
    language: Language | None
    text: str = ""
    pressed: Pressed | None = None


def read_update(update: Mapping[str, Any], username: str | None, own_id: int | None) -> Arrived | None:
    """What an update reports; None for what concerns nobody, or is not an update at all.

    In a group only what is addressed to the bot concerns it: a command, a mention of ``username``, a reply to it.
    """
    number = update.get("update_id")
    if not isinstance(number, int):
        return None
    try:
        if "callback_query" in update:
            return _press(number, update["callback_query"])
        if "edited_message" in update:
            return _edited(number, update["edited_message"])
        return _message(number, update["message"], username, own_id) if "message" in update else None
    except (KeyError, TypeError, AttributeError, ValueError):
        return None


def language_of(sender: Mapping[str, Any]) -> Language | None:
    """Chinese where the device is Chinese, English where it is anything else; None where nothing is known."""
    code = sender.get("language_code")
    return None if not code else "zh" if str(code).lower().startswith("zh") else "en"


def _press(number: int, query: Mapping[str, Any]) -> Arrived | None:
    message = query.get("message") or {}
    chat = message.get("chat") or {}
    if chat.get("type", "private") != "private" or "data" not in query:
        return None
    label = _label(message, query["data"])
    pressed = Pressed(
        str(query["id"]),
        _storable(query["data"]),
        message.get("message_id"),
        None if label is None else _storable(label),
        _storable(message.get("text", "")),
        message.get("entities") or [],
    )
    sender = query["from"]
    return Arrived(number, int(sender["id"]), "press", language_of(sender), pressed=pressed)


def _label(message: Mapping[str, Any], data: str) -> str | None:
    rows = (message.get("reply_markup") or {}).get("inline_keyboard") or []
    return next((button["text"] for row in rows for button in row if button.get("callback_data") == data), None)


def _edited(number: int, message: Mapping[str, Any]) -> Arrived | None:
    if message["chat"]["type"] != "private" or "text" not in message:
        return None
    return Arrived(number, int(message["chat"]["id"]), "edited", language_of(message.get("from") or {}))


def _message(number: int, message: Mapping[str, Any], username: str | None, own_id: int | None) -> Arrived | None:
    sender, chat = message.get("from") or {}, message["chat"]
    if sender.get("is_bot"):
        return None
    language, place = language_of(sender), int(chat["id"])
    if chat["type"] != "private":
        addressed = chat["type"] != "channel" and _is_addressed(message, username, own_id)
        return Arrived(number, place, "group", language) if addressed else None
    if any(name in message for name in _FORWARDED):
        return Arrived(number, place, "forwarded", language)
    if "text" in message:
        return Arrived(number, place, "text", language, _storable(message["text"]))
    return Arrived(number, place, "media", language) if not _MEDIA.isdisjoint(message) else None


def _is_addressed(message: Mapping[str, Any], username: str | None, own_id: int | None) -> bool:
    text = message.get("text") or message.get("caption") or ""
    name = f"@{username.lower()}" if username else None
    if text.startswith("/"):
        command = text.split(maxsplit=1)[0].lower()
        return "@" not in command or (name is not None and command.endswith(name))
    replied_to = (message.get("reply_to_message") or {}).get("from") or {}
    return (name is not None and name in text.lower()) or (own_id is not None and replied_to.get("id") == own_id)


def _storable(text: str) -> str:
    """Without half characters and zero bytes, which no database keeps."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
