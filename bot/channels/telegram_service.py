"""Telegram at work: introduces the bot, and sends what is in the outbox for as long as it is wanted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import structlog

from bot.channels.telegram import Telegram
from bot.channels.telegram_driver import Driver, Failure
from bot.channels.telegram_menu import menu
from bot.channels.telegram_updates import ALLOWED
from bot.errors import SettingsError
from bot.outbox import Pace, Sender
from bot.settings import Settings, variable
from bot.storage.lead import Lead
from bot.storage.store import MessageStore
from bot.turn import Turns
from bot.watch import Watch

TRYING_SECONDS = 30.0

_log = structlog.get_logger()


@asynccontextmanager
async def telegram_at_work(
    settings: Settings,
    driver: Driver,
    turns: Turns,
    store: MessageStore,
    watch: Watch,
    listen: Callable[[], Awaitable[None]],
) -> AsyncIterator[Telegram]:
    """The channel, with its sender running. ``listen`` tells Telegram where updates are to go.

    Raises SettingsError for a token that Telegram does not know. Where Telegram cannot be reached, it is tried again
    and again, and the rest goes on.
    """
    telegram = Telegram(driver, turns, watch=watch)
    sender = Sender(store, telegram, Lead(settings.database, telegram.name), Pace(settings.telegram_rate), watch)
    turns.posted = sender.wake
    introduced = await _introduce(driver, telegram, listen)
    tasks = [asyncio.create_task(sender.run())]
    if not introduced:
        tasks.append(asyncio.create_task(_keep_introducing(driver, telegram, listen)))
    try:
        yield telegram
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await telegram.finish()
        await driver.close()


async def _keep_introducing(driver: Driver, telegram: Telegram, listen: Callable[[], Awaitable[None]]) -> None:
    introduced = False
    while not introduced:
        await asyncio.sleep(TRYING_SECONDS)
        introduced = await _introduce(driver, telegram, listen)


async def _introduce(driver: Driver, telegram: Telegram, listen: Callable[[], Awaitable[None]]) -> bool:
    """Learn who the bot is, say where updates go and show the menu. True once it worked."""
    try:
        telegram.me = await driver.me()
        await listen()
    except Failure as failure:
        if failure.kind == "unauthorised":
            await driver.close()
            raise SettingsError(
                f"{variable('telegram_token')}：Telegram 不认这个令牌（{failure.reason}）",
                f"{variable('telegram_token')}: Telegram does not know this token ({failure.reason})",
            ) from failure
        _log.warning("Telegram not reached", reason=str(failure), again_in=TRYING_SECONDS)
        return False
    with suppress(Failure):  # without a menu everything still works
        await driver.set_menu(menu("zh"), None)
        await driver.set_menu(menu("en"), "en")
    _log.info("Telegram reached", bot=telegram.me.username)
    return True


def through_webhook(settings: Settings, driver: Driver) -> Callable[[], Awaitable[None]]:
    """Have updates sent to the public address, if there is one; otherwise whoever set the webhook decides."""

    async def listen() -> None:
        if settings.public_url and settings.telegram_path and settings.telegram_secret:
            address = f"{settings.public_url}/telegram/{settings.telegram_path.get_secret_value()}"
            await driver.set_webhook(address, settings.telegram_secret.get_secret_value(), ALLOWED)

    return listen
