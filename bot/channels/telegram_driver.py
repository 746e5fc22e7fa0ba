"""What carries calls of Telegram's Bot API: one of two libraries, which differ nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Protocol

from bot.errors import SettingsError
from bot.settings import Settings, variable

ANSWERING_SECONDS = 15
"""How long a call may take, if Telegram is not asked to wait."""

CONNECTIONS = 20

Fields = Mapping[str, str | int]
"""What a method is given. Where the Bot API wants more than a text or a number it takes it as JSON."""


class Failure(Exception):
    """A call that Telegram did not carry out; ``seconds`` after which it wants to be asked again, if it said so.

    too_many      it wants fewer calls
    unavailable   it could not be reached or has trouble of its own
    forbidden     the person has blocked the bot or is gone
    refused       it will never do this, as it is
    unauthorised  the token is not, or no longer, that of a bot
    conflict      somebody else asks for the same bot's updates
    """

    def __init__(
        self,
        kind: Literal["too_many", "unavailable", "forbidden", "refused", "unauthorised", "conflict"],
        reason: str,
        seconds: float = 0,
    ) -> None:
        self.kind, self.reason, self.seconds = kind, reason, seconds
        super().__init__(f"{kind}: {reason}")


class Driver(Protocol):
    """A library that speaks the Bot API."""

    async def call(self, method: str, fields: Fields, seconds: float) -> Any:
        """The result of a method, as Telegram says it: plain data. ``seconds`` is how long it may take.

        Raises Failure, and nothing else that Telegram or the network can cause.
        """
        ...

    async def close(self) -> None: ...


def driver(settings: Settings) -> Driver:
    """The driver that the settings choose; only its library is imported. Raises SettingsError if it is not there."""
    name, token = settings.telegram_driver, settings.telegram_token
    if token is None:
        missing = variable("telegram_token")
        raise SettingsError(f"没有设置 {missing}（向 @BotFather 申请）", f"{missing} is not set (@BotFather gives one)")
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy is not None else None
    given = (token.get_secret_value(), settings.telegram_api, proxy)
    try:
        if name == "aiogram":
            from bot.channels.telegram_aiogram import AiogramDriver

            return AiogramDriver(*given)
        from bot.channels.telegram_ptb import PtbDriver

        return PtbDriver(*given)
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"{variable('telegram_driver')}={name} 要先安装：pip install 'jinhui[{name}]'（缺 {error.name}）",
            f"{variable('telegram_driver')}={name} needs pip install 'jinhui[{name}]' ({error.name} is missing)",
        ) from None
