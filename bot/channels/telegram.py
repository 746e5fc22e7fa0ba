"""Telegram, whichever library brings its updates and takes its messages: from an update to a turn, and to a reply."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from time import perf_counter
from typing import Any

import structlog

from bot.channels.channel import Delivered, Delivery, Refused, TooMany, Unavailable, Unreachable
from bot.channels.telegram_api import BotApi, Me, Update
from bot.channels.telegram_buttons import carried
from bot.channels.telegram_driver import Failure
from bot.channels.telegram_menu import command_event
from bot.channels.telegram_messages import messages_of, plain_message
from bot.channels.telegram_updates import Arrived, read_update
from bot.clock import Clock, now
from bot.compact import from_json
from bot.errors import StorageError
from bot.flood import Flood
from bot.turn import Taken, Turns
from bot.watch import NobodyWatches, Watch
from dialogs.machine import Event
from dialogs.wording import render

_NOTHING_LEFT = ("message is not modified", "message to edit not found", "message can't be edited", "query is too old")
"""What Telegram calls errors and what needs no mending: what was wanted is there, or no longer can be."""

FINISHING_SECONDS = 1.0

_FIRST_OF_ALL = Me(0, None)
_log = structlog.get_logger()


class Telegram:
    """The channel. ``me`` is known once Telegram has told who the bot is; until then no mention is recognised."""

    name = "telegram"

    def __init__(
        self,
        api: BotApi,
        turns: Turns,
        flood: Flood | None = None,
        clock: Clock = now,
        watch: Watch | None = None,
    ) -> None:
        self.me = _FIRST_OF_ALL
        self._api, self._turns = api, turns
        self._flood = flood or Flood()
        self._clock = clock
        self._watch = watch or NobodyWatches()
        self._beside: set[asyncio.Task[None]] = set()

    # ---- in

    async def receive(self, update: Update) -> None:
        """Apply an update. When this returns, it is durable and may be confirmed; if it raises, it may come again.

        Raises StorageError. Whatever else an update holds, it is answered or left alone.
        """
        try:
            await self._receive(update)
        except StorageError:
            raise
        except Exception:  # a fault of ours: the update would fail again and again, and hold up all that follow
            _log.exception("update left out", number=update.get("update_id"))

    async def _receive(self, update: Update) -> None:
        arrived = read_update(update, self.me.username, self.me.id)
        if arrived is None:
            return
        if arrived.pressed is not None:
            self._do_beside(self._acknowledge(arrived.pressed.query))
        if arrived.kind == "group":
            await self._answer_group(arrived)
            return
        judgement = self._flood.judge(_person(arrived))
        if judgement == "welcome":
            taken = False
            try:
                taken = await self._take(arrived)
            finally:
                if not taken:  # it was delivered again, or will be
                    self._flood.forgive(_person(arrived))
        elif judgement == "too_fast":
            line = render("too_fast", arrived.language or "zh")
            await self._turns.tell(_person(arrived), _key(arrived), [plain_message(line)])

    async def _take(self, arrived: Arrived) -> bool:
        """Take a turn; False if that was done before."""
        event = self._event(arrived)
        pressed = arrived.pressed

        def compose(taken: Taken) -> list[str]:
            in_time = event.origin is not None and event.origin.turn == taken.session.turn - 1
            return messages_of(taken, pressed, answers=in_time)

        start = perf_counter()
        taken = await self._turns.take_once(_person(arrived), event, _key(arrived), compose)
        if taken is not None:
            unanswered = taken.session.unanswered is not None
            self._watch.turn(self.name, perf_counter() - start, unanswered=unanswered)
        return taken is not None

    def _event(self, arrived: Arrived) -> Event:
        at, language = self._clock(), arrived.language
        if arrived.pressed is not None:
            button = carried(arrived.pressed.data)
            if button is None:
                return Event("choose", ":", at, prefers=language)
            return Event("choose", button.value, at, prefers=language, origin=button.origin)
        if arrived.kind != "text":
            return Event("other", arrived.kind, at, prefers=language)
        command = command_event(arrived.text, at, language, self._turns.catalogue)
        return command or Event("text", arrived.text, at, prefers=language)

    async def _answer_group(self, arrived: Arrived) -> None:
        """Ask to be written to in private, at most once a day in a group."""
        address = f"https://t.me/{self.me.username}" if self.me.username else "@"
        line = render("in_a_group", arrived.language or "zh", address=address)
        key = f"{self.name}:group:{arrived.chat}:{self._clock().date()}"
        await self._turns.tell(_person(arrived), key, [plain_message(line)])

    async def _acknowledge(self, query: str) -> None:
        try:
            await self._api.acknowledge(query)
        except Failure as failure:
            _log.debug("button not acknowledged", reason=failure.reason)

    def _do_beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    # ---- out

    async def deliver(self, person: str, message: str) -> Delivery:
        chat, content = int(person.removeprefix(f"{self.name}:")), from_json(message)
        try:
            if "edit" in content:
                await self._api.edit(chat, content["edit"], content["to"], content["entities"])
            elif "strip" in content:
                await self._api.strip(chat, content["strip"])
            else:
                await self._api.send(chat, content["send"], content["entities"], content.get("keyboard", ()))
                return Delivered()
            return Delivered(repeatable=True)
        except Failure as failure:
            return _delivery(failure)

    async def finish(self) -> None:
        """Wait a moment for what is done beside the turns; nobody misses what is not done then."""
        if self._beside:
            _, late = await asyncio.wait(self._beside, timeout=FINISHING_SECONDS)
            for task in late:
                task.cancel()


def _person(arrived: Arrived) -> str:
    return f"{Telegram.name}:{arrived.chat}"


def _key(arrived: Arrived) -> str:
    return f"{Telegram.name}:{arrived.number}"


def _delivery(failure: Failure) -> Delivery:
    if failure.kind == "too_many":
        return TooMany(failure.seconds)
    if failure.kind == "forbidden":
        return Unreachable(failure.reason)
    if failure.kind == "refused":
        gone = any(words in failure.reason.lower() for words in _NOTHING_LEFT)
        return Delivered() if gone else Refused(failure.reason)
    return Unavailable(failure.reason)
