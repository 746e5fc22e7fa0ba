"""The bots that are timed side by side: Jinhui on Telegram, and the same conversation as others would write it.

All take the same updates and call the same silent Bot API through aiogram. All have the same ``step`` decide what is
said, take the pressed buttons away and send every reply. The others send the Markdown as it stands, which costs them
nothing; Jinhui turns it into entities and writes the answer under its question.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher, F
from aiogram.filters import CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, Message
from aiogram.utils.keyboard import InlineKeyboardBuilder, InlineKeyboardMarkup
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window, setup_dialogs
from aiogram_dialog.widgets.kbd import Group, Select
from aiogram_dialog.widgets.text import Format

from benchmarks.conversations import AT
from benchmarks.silent_telegram import TOKEN, SilentTelegram
from bot.channels.telegram import Telegram
from bot.channels.telegram_aiogram import AiogramDriver
from bot.flood import Flood
from bot.metrics import Metrics
from bot.outbox import Pace, Sender
from bot.storage.lead import Lead
from bot.storage.sqlite import SqliteStore
from bot.turn import Turns
from dialogs.machine import step
from dialogs.messages import Event, Reply
from dialogs.session import Session
from policy.catalogue import Catalogue

Receive = Callable[[Mapping[str, Any]], Any]
"""Takes an update; what it returns is awaited."""

Started = AbstractAsyncContextManager[Receive]
"""A bot at work. At the end it has nothing left to do."""


class Unhurried(Pace):
    """Lets every message go at once: what is measured is the bot, not Telegram's limits."""

    def __init__(self) -> None:
        super().__init__(1)

    def reserve(self, person: str) -> float:
        return 0


class Patient(Flood):
    """Takes whatever comes, as fast as it comes."""

    def judge(self, person: str) -> Any:
        super().judge(person)
        return "welcome"


class SilentAiogram(AiogramDriver):
    """Our driver, with another session."""

    def __init__(self, silent: SilentTelegram) -> None:
        self._bot = Bot(TOKEN, session=silent)


@asynccontextmanager
async def jinhui(catalogue: Catalogue, silent: SilentTelegram, folder: Path) -> AsyncIterator[Receive]:
    """Ours, as `jinhui serve` puts it together behind its webhook. The pace and the flood guard are set aside."""
    database = folder / "jinhui.sqlite3"
    store = await SqliteStore.open(database)
    turns, watch = Turns(catalogue, store), Metrics()
    telegram = Telegram(SilentAiogram(silent), turns, Patient(), lambda: AT, watch)
    sender = Sender(store, telegram, Lead(database, telegram.name), Unhurried(), watch)
    turns.posted = sender.wake
    sending = asyncio.create_task(sender.run())
    try:
        yield telegram.receive
        await telegram.finish()
        while (await store.depth(telegram.name)).waiting:
            await asyncio.sleep(0.001)
    finally:
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        await store.close()


@asynccontextmanager
async def aiogram_with(storage: BaseStorage, catalogue: Catalogue, silent: SilentTelegram) -> AsyncIterator[Receive]:
    """The conversation in an aiogram Dispatcher: the session is the FSM's data, written once a turn."""
    bot, dispatcher = Bot(TOKEN, session=silent), Dispatcher(storage=storage)

    @dispatcher.message(CommandStart())
    async def start(message: Message, command: CommandObject, state: FSMContext) -> None:
        session, replies = step(catalogue, Session(), _started(command))
        await state.update_data(session=session.to_json())
        for reply in replies:
            await message.answer(reply.text, reply_markup=_keyboard(reply))

    @dispatcher.callback_query(F.data.startswith("#"))
    async def press(query: CallbackQuery, state: FSMContext) -> None:
        await query.answer()
        kept = Session.from_json((await state.get_data())["session"])
        session, replies = step(catalogue, kept, _pressed(query.data or ""))
        await state.update_data(session=session.to_json())
        assert isinstance(query.message, Message)
        await query.message.edit_reply_markup()
        for reply in replies:
            await query.message.answer(reply.text, reply_markup=_keyboard(reply))

    async def receive(update: Mapping[str, Any]) -> None:
        await dispatcher.feed_webhook_update(bot, dict(update))

    yield receive
    await dispatcher.storage.close()


class Talk(StatesGroup):
    going = State()


@asynccontextmanager
async def aiogram_dialog(catalogue: Catalogue, silent: SilentTelegram) -> AsyncIterator[Receive]:
    """The conversation in aiogram-dialog, with its state in memory: one window, shown anew after each step."""
    bot, dispatcher = Bot(TOKEN, session=silent), Dispatcher(storage=MemoryStorage())

    async def say(manager: DialogManager, message: Message, session: Session, event: Event) -> None:
        """All but the last reply at once; the window shows the last one, and takes the old one's buttons away."""
        session, [*before, last] = step(catalogue, session, event)
        for reply in before:
            await message.answer(reply.text)
        choices = [(choice.label, f"#{position}") for position, choice in enumerate(last.choices)]
        manager.dialog_data.update(session=session.to_json(), text=last.text, choices=choices)
        manager.show_mode = ShowMode.SEND

    async def shown(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
        return {"text": dialog_manager.dialog_data["text"], "choices": dialog_manager.dialog_data["choices"]}

    async def press(query: CallbackQuery, _: Any, manager: DialogManager, position: str) -> None:
        assert isinstance(query.message, Message)
        kept = Session.from_json(manager.dialog_data["session"])
        await say(manager, query.message, kept, _pressed(position))

    async def begin(event: Event, manager: DialogManager) -> None:
        assert isinstance(manager.event, Message)
        await say(manager, manager.event, Session(), event)

    buttons = Select(
        Format("{item[0]}"), id="choice", item_id_getter=lambda item: str(item[1]), items="choices", on_click=press
    )
    window = Window(Format("{text}"), Group(buttons, width=2), state=Talk.going, getter=shown)
    dispatcher.include_router(Dialog(window, on_start=begin))

    @dispatcher.message(CommandStart())
    async def start(_: Message, command: CommandObject, dialog_manager: DialogManager) -> None:
        await dialog_manager.start(Talk.going, _started(command), StartMode.RESET_STACK, ShowMode.SEND)

    setup_dialogs(dispatcher)

    async def receive(update: Mapping[str, Any]) -> None:
        await dispatcher.feed_webhook_update(bot, dict(update))

    yield receive
    await dispatcher.storage.close()


def _started(command: CommandObject) -> Event:
    return Event("start", "", AT, topic=command.args, prefers="zh")


def _pressed(position: str) -> Event:
    return Event("choose", position, AT, prefers="zh")


def _keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    if not reply.choices:
        return None
    builder = InlineKeyboardBuilder()
    for position, choice in enumerate(reply.choices):
        builder.button(text=choice.label, callback_data=f"#{position}")
    return builder.adjust(2).as_markup()
