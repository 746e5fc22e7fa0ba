"""Runs what a process serves until it is told to stop: SIGTERM and SIGINT end it in order, with exit code 0."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable

STOPPING = (signal.SIGTERM, signal.SIGINT)


def run_until_stopped(serve: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Run ``serve`` to its end. The event that it is given is set when the process is asked to stop."""

    async def main() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in STOPPING:
            loop.add_signal_handler(number, stop.set)
        await serve(stop)

    asyncio.run(main())
