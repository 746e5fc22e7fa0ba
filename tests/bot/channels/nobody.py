"""A library through which nothing reaches Telegram."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.bot.channels.bot_api import BOT_ID, USERNAME


class Nobody:
    """A Driver. ``acknowledged`` are the presses whose clock was stopped."""

    def __init__(self) -> None:
        self.acknowledged: list[str] = []

    async def call(self, method: str, fields: Mapping[str, str | int], seconds: float) -> Any:
        if method == "answerCallbackQuery":
            self.acknowledged.append(str(fields["callback_query_id"]))
        return {"id": BOT_ID, "username": USERNAME} if method == "getMe" else True

    async def close(self) -> None:
        pass
