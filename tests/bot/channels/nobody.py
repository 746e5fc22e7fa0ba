"""A library through which nothing reaches Telegram."""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.telegram_driver import Entities, Keyboard, Me, Update
from tests.bot.channels.bot_api import BOT_ID, USERNAME


class Nobody:
    """A Driver. ``acknowledged`` are the presses whose clock was stopped."""

    def __init__(self) -> None:
        self.acknowledged: list[str] = []

    async def acknowledge(self, query: str) -> None:
        self.acknowledged.append(query)

    async def me(self) -> Me:
        return Me(BOT_ID, USERNAME)

    async def updates(self, offset: int, allowed: Sequence[str]) -> list[Update]:
        return []

    async def send(self, chat: int, text: str, entities: Entities, keyboard: Keyboard) -> None:
        pass

    async def edit(self, chat: int, message: int, text: str, entities: Entities) -> None:
        pass

    async def strip(self, chat: int, message: int) -> None:
        pass

    async def set_menu(self, commands: Sequence[tuple[str, str]], language: str | None) -> None:
        pass

    async def set_webhook(self, address: str, secret: str, allowed: Sequence[str]) -> None:
        pass

    async def delete_webhook(self) -> None:
        pass

    async def close(self) -> None:
        pass
