"""The same conversation as others would write it: with aiogram and one of its storages, and with aiogram-dialog.

All call the same silent Bot API through aiogram, as Jinhui does, and have the same ``step`` decide what is said. A
press is acknowledged, its message loses its buttons, every reply is sent. Where aiogram allows it the messages are the
same to the last entity; aiogram-dialog takes MarkdownV2 instead, and the old message keeps its words. Neither notices
an update that comes twice, nor sends again what was not sent.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiogram import Bot, Dispatcher, F
from aiogram.filters import CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, MessageEntity
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window, setup_dialogs
from aiogram_dialog.widgets.kbd import Group, Select
from aiogram_dialog.widgets.text import Format
from telegramify_markdown import convert, markdownify

from benchmarks.conversations import AT
from benchmarks.silent_telegram import TOKEN, SilentTelegram
from benchmarks.telegram_bots import Receive
from dialogs.machine import step
from dialogs.messages import Event, Reply
from dialogs.session import Session
from policy.catalogue import Catalogue


@asynccontextmanager
async def aiogram_with(storage: BaseStorage, catalogue: Catalogue, silent: SilentTelegram) -> AsyncIterator[Receive]:
    """A Dispatcher with two handlers. The session is the FSM's data, written once a turn: less is not possible."""
    bot, dispatcher = Bot(TOKEN, session=silent), Dispatcher(storage=storage)

    async def say(message: Message, replies: list[Reply]) -> None:
        for reply in replies:
            text, entities = convert(reply.text)
            its = [MessageEntity.model_validate(entity.to_dict()) for entity in entities]
            await message.answer(text, entities=its, reply_markup=_keyboard(reply))

    @dispatcher.message(CommandStart())
    async def start(message: Message, command: CommandObject, state: FSMContext) -> None:
        session, replies = step(catalogue, Session(), _started(command))
        await state.update_data(session=session.to_json())
        await say(message, replies)

    @dispatcher.callback_query(F.data.startswith("#"))
    async def press(query: CallbackQuery, state: FSMContext) -> None:
        assert isinstance(query.message, Message), "nobody presses under a message that is gone"
        await query.answer()
        kept = Session.from_json((await state.get_data())["session"])
        session, replies = step(catalogue, kept, _pressed(query.data or ""))
        await state.update_data(session=session.to_json())
        answered = f"{query.message.text}\n\n▸ {_label(query)}"
        await query.message.edit_text(answered, entities=query.message.entities)
        await say(query.message, replies)

    yield _receiver(dispatcher, bot)
    await storage.close()


class Talk(StatesGroup):
    going = State()


@asynccontextmanager
async def aiogram_dialog(catalogue: Catalogue, silent: SilentTelegram) -> AsyncIterator[Receive]:
    """One window that is shown anew after each step; the state is in memory."""
    bot, dispatcher = Bot(TOKEN, session=silent), Dispatcher(storage=MemoryStorage())

    async def say(manager: DialogManager, message: Message, session: Session, event: Event) -> None:
        """All but the last reply at once; the window shows the last one, and takes the old one's buttons away."""
        session, [*before, last] = step(catalogue, session, event)
        for reply in before:
            await message.answer(markdownify(reply.text), parse_mode="MarkdownV2")
        choices = [(choice.label, f"#{position}") for position, choice in enumerate(last.choices)]
        manager.dialog_data.update(session=session.to_json(), text=markdownify(last.text), choices=choices)
        manager.show_mode = ShowMode.SEND

    async def shown(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
        return {"text": dialog_manager.dialog_data["text"], "choices": dialog_manager.dialog_data["choices"]}

    async def press(query: CallbackQuery, _: Any, manager: DialogManager, position: str) -> None:
        assert isinstance(query.message, Message), "nobody presses under a message that is gone"
        kept = Session.from_json(manager.dialog_data["session"])
        await say(manager, query.message, kept, _pressed(position))

    async def begin(event: Any, manager: DialogManager) -> None:
        assert isinstance(manager.event, Message), "a dialog begins with a command"
        await say(manager, manager.event, Session(), event)

    buttons = Select(
        Format("{item[0]}"), id="choice", item_id_getter=lambda item: str(item[1]), items="choices", on_click=press
    )
    window = Window(Format("{text}"), Group(buttons, width=2), state=Talk.going, getter=shown, parse_mode="MarkdownV2")
    dispatcher.include_router(Dialog(window, on_start=begin))

    @dispatcher.message(CommandStart())
    async def start(_: Message, command: CommandObject, dialog_manager: DialogManager) -> None:
        event: Any = _started(command)
        await dialog_manager.start(Talk.going, event, StartMode.RESET_STACK, ShowMode.SEND)

    setup_dialogs(dispatcher)
    yield _receiver(dispatcher, bot)
    await dispatcher.storage.close()


def _receiver(dispatcher: Dispatcher, bot: Bot) -> Receive:
    async def receive(update: dict[str, Any]) -> None:
        await dispatcher.feed_raw_update(bot, update)

    return receive


def _started(command: CommandObject) -> Event:
    return Event("start", "", AT, topic=command.args, prefers="zh")


def _pressed(position: str) -> Event:
    return Event("choose", position, AT, prefers="zh")


def _label(query: CallbackQuery) -> str:
    assert isinstance(query.message, Message) and query.message.reply_markup is not None, "it was pressed"
    rows = query.message.reply_markup.inline_keyboard
    return next(button.text for row in rows for button in row if button.callback_data == query.data)


def _keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """Two buttons in a row; each carries the position of its choice."""
    buttons = [
        InlineKeyboardButton(text=choice.label, callback_data=f"#{position}")
        for position, choice in enumerate(reply.choices)
    ]
    rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None
