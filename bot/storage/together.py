"""Does together what is asked for at the same time: while one batch is under way, the next one gathers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


class Together(Generic[Item, Outcome]):
    """Hands items to ``work`` in batches, in the order in which they came, at most ``most`` at once.

    ``work`` returns an outcome for each item, in their order. If it fails, each of the batch fails with it.
    """

    def __init__(self, work: Callable[[Sequence[Item]], Awaitable[Sequence[Outcome]]], most: int = 500) -> None:
        self._work = work
        self._most = most
        self._waiting: list[tuple[Item, asyncio.Future[Outcome]]] = []
        self._working: asyncio.Task[None] | None = None
        self._later: asyncio.TimerHandle | None = None

    async def __call__(self, item: Item, patience: float = 0) -> Outcome:
        """The outcome of an item, once its batch is done.

        With ``patience``, in seconds, it waits that long for others to come, if nothing is under way.
        """
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[Outcome] = loop.create_future()
        self._waiting.append((item, outcome))
        if not patience:
            self._begin()
        elif self._working is None and self._later is None:
            self._later = loop.call_later(patience, self._begin)
        return await outcome

    async def finish(self) -> None:
        """Wait until nothing is under way or waiting."""
        while self._working is not None or self._waiting:
            self._begin()
            assert self._working is not None, "it has begun"
            await self._working

    def _begin(self) -> None:
        if self._later is not None:
            self._later.cancel()
            self._later = None
        if self._working is None:
            self._working = asyncio.create_task(self._work_off())

    async def _work_off(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                await self._do(batch)
        finally:
            self._working = None

    async def _do(self, batch: Sequence[tuple[Item, asyncio.Future[Outcome]]]) -> None:
        try:
            outcomes = await self._work([item for item, _ in batch])
        except BaseException as error:
            for _, waiting in batch:
                if not waiting.done():
                    waiting.set_exception(error)
            if not isinstance(error, Exception):
                raise
        else:
            for (_, waiting), outcome in zip(batch, outcomes, strict=True):
                if not waiting.done():  # whoever asked may have been cancelled
                    waiting.set_result(outcome)
