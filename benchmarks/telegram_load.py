"""People who chat with a bot all at once: as fast as it answers, or as often as a timetable says."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from itertools import count
from time import perf_counter

from benchmarks.residents import FIRST_CHAT, Turn, update_of
from benchmarks.silent_telegram import SilentTelegram
from benchmarks.telegram_bots import Receive, Started


class Crowd:
    """One person for each script, on the silent Telegram that the bot calls."""

    def __init__(self, silent: SilentTelegram, scripts: Sequence[Sequence[Turn]]) -> None:
        self._silent, self._scripts = silent, scripts
        self._numbers = count(1)
        self._position = [0] * len(scripts)
        self._awaited = [0] * len(scripts)

    async def turns_a_second(self, bot: Started) -> float:
        """Everybody at once, each as soon as they were answered, until the bot has nothing left to do."""
        async with bot as receive:
            start = perf_counter()
            await asyncio.gather(*(self._talk(receive, who) for who in range(len(self._scripts))))
        return sum(map(len, self._scripts)) / (perf_counter() - start)

    async def latencies(self, bot: Started, rate: float) -> list[float]:
        """Turns at random moments, ``rate`` a second, whether or not the bot keeps up.

        Seconds from the moment at which an update was due until ``receive`` returned.
        """
        chance = random.Random(11)
        free: asyncio.Queue[int] = asyncio.Queue()
        for who in range(len(self._scripts)):
            free.put_nowait(who)
        taken: list[float] = []

        async def turn(who: int, due: float) -> None:
            taken.append(await self._take(receive, who) - due)
            await self._answered(who)
            if self._position[who] < len(self._scripts[who]):
                free.put_nowait(who)

        async with bot as receive, asyncio.TaskGroup() as group:
            due = perf_counter()
            for _ in range(sum(map(len, self._scripts))):
                due += chance.expovariate(rate)
                await asyncio.sleep(due - perf_counter())
                group.create_task(turn(await free.get(), due))
        return taken

    async def _talk(self, receive: Receive, who: int) -> None:
        for _ in self._scripts[who]:
            await self._take(receive, who)
            await self._answered(who)

    async def _take(self, receive: Receive, who: int) -> float:
        """The next turn of a person; returns the time at which it was taken."""
        turn, chat = self._scripts[who][self._position[who]], FIRST_CHAT + who
        self._position[who] += 1
        self._awaited[who] += len(turn.replies)
        await receive(update_of(next(self._numbers), chat, turn, self._silent.shown.get(chat)))
        return perf_counter()

    async def _answered(self, who: int) -> None:
        await self._silent.seen(FIRST_CHAT + who, self._awaited[who])
