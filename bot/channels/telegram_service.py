"""Telegram at work: the sender runs, the bot is known by name, and Telegram knows where updates go."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import structlog

from bot.channels.telegram import Telegram
from bot.channels.telegram_api import BotApi
from bot.channels.telegram_driver import Failure
from bot.channels.telegram_menu import menu
from bot.channels.telegram_updates import ALLOWED
from bot.errors import SettingsError
from bot.outbox import Pace, Sender
from bot.settings import Settings, variable
from bot.storage.lead import Lead
from bot.storage.store import MessageStore
from bot.turn import Turns
from bot.watch import Watch

STARTING_SECONDS = 3.0
"""How long Telegram may take to say who the bot is before the start goes on without."""

PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds

_log = structlog.get_logger()


@asynccontextmanager
async def telegram_at_work(
    settings: Settings, api: BotApi, turns: Turns, store: MessageStore, watch: Watch
) -> AsyncIterator[Telegram]:
    """The channel, with its sender running until the end.

    Raises SettingsError for a token that Telegram does not know. That Telegram cannot be reached is no reason not to
    start.
    """
    telegram = Telegram(api, turns, watch=watch)
    sender = Sender(store, telegram, Lead(settings.database, telegram.name), Pace(settings.telegram_rate), watch)
    store.posted = sender.hand
    try:
        await _ask_who_we_are(api, telegram)
        sending = asyncio.create_task(sender.run())
        try:
            yield telegram
        finally:
            await telegram.finish()
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
    finally:
        await api.close()


async def _ask_who_we_are(api: BotApi, telegram: Telegram) -> None:
    try:
        async with asyncio.timeout(STARTING_SECONDS):
            telegram.me = await api.me()
    except TimeoutError:
        _log.warning("Telegram not reached", reason=f"no answer within {STARTING_SECONDS:.0f} seconds")
    except Failure as failure:
        if failure.kind == "unauthorised":
            raise SettingsError(
                f"{variable('telegram_token')}：Telegram 不认这个令牌（{failure.reason}）",
                f"{variable('telegram_token')}: Telegram does not know this token ({failure.reason})",
            ) from failure
        _log.warning("Telegram not reached", reason=str(failure))


@asynccontextmanager
async def announced(api: BotApi, telegram: Telegram, listen: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Tell Telegram where updates are to go, by ``listen``, and show the menu; again and again until it is reached.

    Nothing waits for it.
    """
    announcing = asyncio.create_task(_announce_until_reached(api, telegram, listen))
    try:
        yield
    finally:
        announcing.cancel()
        await asyncio.gather(announcing, return_exceptions=True)


async def _announce_until_reached(api: BotApi, telegram: Telegram, listen: Callable[[], Awaitable[None]]) -> None:
    pause = PAUSE
    while not await _announce(api, telegram, listen):
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


async def _announce(api: BotApi, telegram: Telegram, listen: Callable[[], Awaitable[None]]) -> bool:
    try:
        await listen()
        if not telegram.me.id:
            telegram.me = await api.me()
    except Failure as failure:
        _log.warning("Telegram not reached", reason=str(failure))
        return False
    with suppress(Failure):  # without a menu everything still works
        await api.set_menu(menu("zh"), None)
        await api.set_menu(menu("en"), "en")
    _log.info("Telegram reached", bot=telegram.me.username)
    return True


def through_webhook(settings: Settings, api: BotApi) -> Callable[[], Awaitable[None]]:
    """Have updates sent to the public address, if there is one; otherwise whoever set the webhook decides."""

    async def listen() -> None:
        if settings.public_url and settings.telegram_path and settings.telegram_secret:
            address = f"{settings.public_url}/telegram/{settings.telegram_path.get_secret_value()}"
            await api.set_webhook(address, settings.telegram_secret.get_secret_value(), ALLOWED)

    return listen
