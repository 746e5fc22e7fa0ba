"""The methods of Telegram's Bot API that we call, written once for whichever library carries them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast

from bot.channels.telegram_driver import ANSWERING_SECONDS, Driver, Fields
from bot.compact import as_json

WAITING_SECONDS = 30
"""How long Telegram is asked to wait for something to report."""

Update = Mapping[str, Any]
Entities = Sequence[dict[str, Any]]
Keyboard = Sequence[Sequence[dict[str, str]]]


class Me(NamedTuple):
    """The bot itself."""

    id: int
    username: str | None


class BotApi:
    """Every method raises Failure, and nothing else that Telegram or the network can cause."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self.close = driver.close

    async def me(self) -> Me:
        user = await self._call("getMe", {})
        return Me(user["id"], user.get("username"))

    async def updates(self, offset: int, allowed: Sequence[str]) -> list[Update]:
        """What happened from an update number on; waits a while for something to happen."""
        fields: Fields = {"offset": offset, "timeout": WAITING_SECONDS, "allowed_updates": as_json(allowed)}
        found = await self._driver.call("getUpdates", fields, WAITING_SECONDS + ANSWERING_SECONDS)
        return cast("list[Update]", found)

    async def send(self, chat: int, text: str, entities: Entities, keyboard: Keyboard) -> None:
        fields = {"chat_id": chat, "text": text, **_with_entities(entities)}
        if keyboard:
            fields["reply_markup"] = as_json({"inline_keyboard": keyboard})
        await self._call("sendMessage", fields)

    async def edit(self, chat: int, message: int, text: str, entities: Entities) -> None:
        """Replace a message's text; its buttons go."""
        fields = {"chat_id": chat, "message_id": message, "text": text, **_with_entities(entities)}
        await self._call("editMessageText", fields)

    async def strip(self, chat: int, message: int) -> None:
        """Take a message's buttons away."""
        await self._call("editMessageReplyMarkup", {"chat_id": chat, "message_id": message})

    async def acknowledge(self, query: str) -> None:
        """Stop the clock on a pressed button."""
        await self._call("answerCallbackQuery", {"callback_query_id": query})

    async def set_menu(self, commands: Sequence[tuple[str, str]], language: str | None) -> None:
        menu = [{"command": command, "description": line} for command, line in commands]
        fields = {"commands": as_json(menu)}
        await self._call("setMyCommands", fields if language is None else {**fields, "language_code": language})

    async def set_webhook(self, address: str, secret: str, allowed: Sequence[str]) -> None:
        fields = {"url": address, "secret_token": secret, "allowed_updates": as_json(allowed)}
        await self._call("setWebhook", fields)

    async def delete_webhook(self) -> None:
        await self._call("deleteWebhook", {})

    async def _call(self, method: str, fields: Fields) -> Any:
        return await self._driver.call(method, fields, ANSWERING_SECONDS)


def _with_entities(entities: Entities) -> dict[str, str | int]:
    return {"entities": as_json(entities)} if entities else {}
