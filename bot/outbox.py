"""The sender: what was committed is sent at least once, in order for each person, and as fast as the platform likes."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from time import time
from typing import Protocol

import structlog

from bot.bucket import Bucket, Buckets
from bot.channels.channel import Channel, Delivered, Delivery, Refused, TooMany, Unavailable, Unreachable
from bot.errors import StorageError
from bot.storage.store import MessageStore, Waiting
from bot.watch import NobodyWatches, Watch

LONGEST_WAIT = timedelta(hours=24)
"""After that an answer is no answer any more."""

MOST_TRIES = 15
"""Of a message that the platform fails to take. With the pauses between them: about an hour."""

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 600.0  # seconds
LOOKING_SECONDS = 0.2
"""How often the outbox is looked at for what other processes have put there."""

STOPPING_SECONDS = 3.0
"""How long messages that are on their way may take when the process stops."""

MOST_IN_HAND = 5_000
"""People to whom messages are being sent; those of others stay in the outbox meanwhile."""

AT_THE_SAME_TIME = 8
"""Enough for the 30 a second that Telegram allows, where it answers within a quarter of a second."""

A_CHAT_AT_ONCE, A_CHAT_A_SECOND = 40, 1.0
A_BOT_AT_ONCE_SECONDS = 10

_log = structlog.get_logger()


class Leading(Protocol):
    def take(self) -> bool: ...

    def leave(self) -> None: ...


class Pace:
    """How fast messages may go out: ``rate`` a second in all, and one a second in a chat after the first few."""

    def __init__(self, rate: float) -> None:
        self._all = Bucket(rate, rate * A_BOT_AT_ONCE_SECONDS)
        self._chats = Buckets(A_CHAT_A_SECOND, A_CHAT_AT_ONCE)

    def reserve(self, person: str) -> float:
        """Take a place; returns after how many seconds it is free."""
        return max(self._chats[person].reserve(), self._all.reserve())


class Sender:
    """Sends a channel's messages for as long as it has the lead. Each is forgotten only after it was sent."""

    def __init__(
        self,
        store: MessageStore,
        channel: Channel,
        lead: Leading,
        pace: Pace,
        watch: Watch | None = None,
        seconds: Callable[[], float] = time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store, self._channel, self._lead, self._pace = store, channel, lead, pace
        self._watch = watch or NobodyWatches()
        self._seconds, self._sleep = seconds, sleep
        self._news = asyncio.Event()
        self._lines: dict[str, deque[Waiting]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._at_work: set[str] = set()
        self._leads = self._stopping = False
        self._places = asyncio.Semaphore(AT_THE_SAME_TIME)
        self._last_seen = 0

    def hand(self, posted: Sequence[Waiting]) -> None:
        """Send what has just been put into the outbox, without reading it there.

        Whatever another process put there in between comes first, and is found by reading.
        """
        for waiting in posted:
            if self._leads and waiting.number == self._last_seen + 1 and len(self._lines) < MOST_IN_HAND:
                self._take_up(waiting)
            elif waiting.number > self._last_seen:
                self._news.set()

    async def run(self) -> None:
        """Send until cancelled; then what is being sent at the moment is finished first, within a few seconds."""
        try:
            while True:
                self._news.clear()
                self._leads = self._takes_the_lead()
                if not (self._leads and await self._fetch()):
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._news.wait(), LOOKING_SECONDS)
        finally:
            await self._stop()

    def _takes_the_lead(self) -> bool:
        try:
            return self._lead.take()
        except OSError as error:  # too many open files, say: it may be better the next time
            _log.error("cannot see who sends", reason=error.strerror)
            return False

    async def _fetch(self) -> bool:
        """Take up what is new; False if there was nothing, or if too much is in hand."""
        if len(self._lines) >= MOST_IN_HAND:
            return False
        try:
            new = await self._store.waiting(self._channel.name, self._last_seen)
        except StorageError as error:
            _log.error("cannot look into the outbox", reason=error.en)
            return False
        for waiting in new:
            if waiting.number > self._last_seen:  # it was not handed over meanwhile
                self._take_up(waiting)
        return bool(new)

    def _take_up(self, waiting: Waiting) -> None:
        self._last_seen = waiting.number
        if waiting.person.partition(":")[0] != self._channel.name:
            return
        line = self._lines.setdefault(waiting.person, deque())
        line.append(waiting)
        if len(line) == 1:
            self._tasks[waiting.person] = asyncio.create_task(self._work_off(waiting.person, line))

    async def _stop(self) -> None:
        """Let what is on its way arrive and be noted, within a few seconds; the rest stays where it is."""
        self._stopping, self._leads = True, False
        tasks = {**self._tasks}
        for person in tasks.keys() - self._at_work:
            tasks[person].cancel()
        if tasks:
            _, late = await asyncio.wait(tasks.values(), timeout=STOPPING_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._lead.leave()

    async def _work_off(self, person: str, line: deque[Waiting]) -> None:
        """Send a person's messages one after another. The line ends when it is empty."""
        done: list[int] = []
        try:
            while line and not self._stopping:
                try:
                    await self._send(line, done)
                except StorageError as error:
                    _log.error("cannot note what was given up", reason=error.en)
                    await self._sleep(FIRST_PAUSE)
        finally:
            self._at_work.discard(person)
            del self._lines[person], self._tasks[person]

    async def _send(self, line: deque[Waiting], done: list[int]) -> None:
        """Send the first message of a line, however long it takes, or give it up.

        It is forgotten before the next one is sent, so that at most one is sent again if the process dies. What nobody
        would notice again is forgotten together with what follows; ``done`` are the numbers of such messages.
        """
        waiting = line[0]
        tries = 0
        repeatable = False
        while True:
            if self._seconds() - waiting.created_at > LONGEST_WAIT.total_seconds():
                await self._give_up(waiting, f"not delivered within {LONGEST_WAIT.total_seconds() / 3600:.0f} hours")
                break
            if pause := self._pace.reserve(waiting.person):
                await self._sleep(pause)
            outcome = await self._deliver(waiting)
            if isinstance(outcome, Delivered):
                self._watch.sent(self._channel.name)
                done.append(waiting.number)
                repeatable = outcome.repeatable
                break
            self._at_work.discard(waiting.person)
            if isinstance(outcome, Refused):
                await self._give_up(waiting, outcome.reason)
                break
            if isinstance(outcome, Unreachable):
                await self._forget(done)
                await self._give_up_on(line, outcome.reason)
                return
            if isinstance(outcome, TooMany):
                self._watch.retried(self._channel.name, "too many")
                await self._sleep(outcome.seconds)
                continue
            tries += 1
            self._watch.retried(self._channel.name, "unavailable")
            if tries == MOST_TRIES:
                await self._give_up(waiting, f"{outcome.reason} ({tries} tries)")
                break
            await self._sleep(_pause(tries))
        if not repeatable or len(line) == 1:
            await self._forget(done, soon=len(line) > 1)
        self._at_work.discard(waiting.person)
        line.popleft()

    async def _deliver(self, waiting: Waiting) -> Delivery:
        """Deliver once. From then on the person's line is at work: it must not be broken off before that is noted."""
        async with self._places:
            self._at_work.add(waiting.person)
            try:
                return await self._channel.deliver(waiting.person, waiting.message)
            except Exception as error:  # a fault of ours must not end the line
                _log.exception("delivery failed", number=waiting.number)
                return Unavailable(type(error).__name__)

    async def _forget(self, done: list[int], *, soon: bool = True) -> None:
        """Note that messages were sent, however long that takes: until then they must not be sent again."""
        while done:
            try:
                await self._store.sent(done, soon=soon)
            except StorageError as error:
                _log.error("cannot note what was sent", reason=error.en)
                await self._sleep(FIRST_PAUSE)
            else:
                done.clear()

    async def _give_up(self, waiting: Waiting, reason: str) -> None:
        _log.warning("message given up", number=waiting.number, reason=reason)
        await self._store.give_up(waiting.number, reason)
        self._watch.given_up(self._channel.name)

    async def _give_up_on(self, line: deque[Waiting], reason: str) -> None:
        """Stop sending to a person; their conversation stays, and what they cause later is sent again."""
        messages = len(line)
        _log.info("person unreachable", reason=reason, messages=messages)
        await self._store.give_up_on(line[0].person, line[-1].number, reason)
        for _ in range(messages):
            line.popleft()
            self._watch.given_up(self._channel.name)


def _pause(tries: int) -> float:
    """Twice as long each time, a little at random so that not everybody comes back at once."""
    doubled: float = FIRST_PAUSE * 2 ** (tries - 1)
    return min(LONGEST_PAUSE, doubled) * random.uniform(0.8, 1.2)
