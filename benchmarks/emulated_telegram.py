"""Telegram in a process of its own: lo-bot-api-emulator, and people who write to a bot through it.

`python -m benchmarks.emulated_telegram` prints its address, then a line when the bot has set its webhook. Each line
that it is given names what people do and how often that was done before; it prints how many turns a second they took,
from the update's being reported to the last message of the answer. The end of its input ends it.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from aiohttp import web

from benchmarks.residents import Shown, Turn, scripts, update_of
from policy.catalogue import load_catalogue
from tests.bot.channels.bot_api import BotApi

PEOPLE, TURNS = 100, 8
_SHIPPED = Path(__file__).parent.parent / "policy_data"

Talk = Callable[[int, list[Turn]], Awaitable[None]]


class Town(BotApi):
    """The server, and its people. Each goes on as soon as they were answered."""

    def __init__(self) -> None:
        super().__init__()
        self.announced = asyncio.Event()
        self._sent: Counter[int] = Counter()
        self._awaited: dict[int, tuple[int, asyncio.Future[None]]] = {}

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        result = super().validate(method, fields, uploads)
        if method == "setWebhook":
            self.announced.set()
        if method == "sendMessage":
            chat = int(fields["chat_id"])
            self._sent[chat] += 1
            if chat in self._awaited and self._sent[chat] >= self._awaited[chat][0]:
                self._awaited.pop(chat)[1].set_result(None)
        return result

    async def _tell(self) -> None:
        """Nobody waits for that here."""

    async def answered(self, chat: int, happening: Awaitable[int], messages: int) -> None:
        """Have something happen and wait for its answer."""
        seen = asyncio.get_running_loop().create_future()
        self._awaited[chat] = self._sent[chat] + messages, seen
        await happening
        await seen

    async def begin(self, chat: int, script: list[Turn], messages: int) -> None:
        await self.answered(chat, self.says(chat, f"/start {script[0].event.topic}"), messages)

    async def ask_for_help(self, chat: int, script: list[Turn]) -> None:
        """A command that is answered by one message."""
        for _ in script[1:]:
            await self.answered(chat, self.says(chat, "/help"), 1)

    async def press(self, chat: int, script: list[Turn]) -> None:
        """A whole conversation by buttons."""
        for turn in script[1:]:
            last = self.last(chat)
            assert last is not None, "it has begun"
            buttons = {button["text"]: button["callback_data"] for button in last.buttons}
            update = update_of(0, chat, turn, Shown(last.number, last.text, last.entities, buttons))
            happening = self.happens(callback_query=update["callback_query"])
            await self.answered(chat, happening, len(turn.replies))


async def main() -> None:
    people = scripts(load_catalogue(_SHIPPED), PEOPLE, TURNS + 1)
    town = Town()
    runner = web.AppRunner(town.app(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    say("http://{}:{}".format(*runner.addresses[0]))
    await town.announced.wait()
    say("announced")
    doings: dict[str, Talk] = {"echo": town.ask_for_help, "help": town.ask_for_help, "press": town.press}
    while line := await asyncio.to_thread(sys.stdin.readline):
        name, times = line.split()
        chats = range(1 + int(times) * PEOPLE, 1 + (int(times) + 1) * PEOPLE)
        first = [1 if name == "echo" else len(script[0].replies) for script in people]
        await asyncio.gather(*map(town.begin, chats, people, first))
        start = perf_counter()
        await asyncio.gather(*map(doings[name], chats, people))
        say(str(PEOPLE * TURNS / (perf_counter() - start)))
    await runner.cleanup()


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    asyncio.run(main())
