"""What Telegram's channel needs of a library that speaks the Bot API; the two libraries differ nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, Protocol

from bot.errors import SettingsError
from bot.settings import Settings, variable

WAITING_SECONDS = 30
"""How long Telegram is asked to wait for something to report."""

ANSWERING_SECONDS = 15
"""How long any other call may take."""

CONNECTIONS = 20

Update = Mapping[str, Any]
Entities = Sequence[dict[str, Any]]
Keyboard = Sequence[Sequence[dict[str, str]]]


class Me(NamedTuple):
    """The bot itself."""

    id: int
    username: str | None


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
    """A Bot API client. Every method raises Failure and nothing else that Telegram or the network can cause."""

    async def me(self) -> Me: ...

    async def updates(self, offset: int, allowed: Sequence[str]) -> list[Update]:
        """What happened from an update number on; waits a while for something to happen."""
        ...

    async def send(self, chat: int, text: str, entities: Entities, keyboard: Keyboard) -> None: ...

    async def edit(self, chat: int, message: int, text: str, entities: Entities) -> None:
        """Replace a message's text; its buttons go."""
        ...

    async def strip(self, chat: int, message: int) -> None:
        """Take a message's buttons away."""
        ...

    async def acknowledge(self, query: str) -> None:
        """Stop the clock on a pressed button."""
        ...

    async def set_menu(self, commands: Sequence[tuple[str, str]], language: str | None) -> None: ...

    async def set_webhook(self, address: str, secret: str, allowed: Sequence[str]) -> None: ...

    async def delete_webhook(self) -> None: ...

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
