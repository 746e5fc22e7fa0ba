"""Telegram in a process of its own: lo-bot-api-emulator, and people who write to a bot through it.

The server brings updates to a webhook one at a time, each over a new connection; Telegram has up to 40 under way, over
connections that stay. Both ways can be measured.

`python -m benchmarks.emulated_telegram` prints its address, then a line when the bot has set its webhook. Each line
that it is given says what people do, which way it is brought ("in_turn" or "at_once"), and how often that was done
before; it prints how many turns a second they took, from the update's being reported to the last message of the
answer. The end of its input ends it.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any

from aiohttp import ClientSession, TCPConnector, web

from benchmarks.residents import Shown, Turn, scripts, update_of
from policy.catalogue import load_catalogue
from tests.bot.channels.bot_api import BotApi

PEOPLE, TURNS = 50, 8
CONNECTIONS = 40  # of Telegram to a webhook, if not asked otherwise
_SHIPPED = Path(__file__).parent.parent / "policy_data"

Talk = Callable[[int, list[Turn]], Awaitable[None]]


class Town(BotApi):
    """The server, and its people. Each goes on as soon as they were answered."""

    def __init__(self) -> None:
        super().__init__()
        self.announced = asyncio.Event()
        self.at_once = False
        self._client = ClientSession(connector=TCPConnector(limit=CONNECTIONS))
        self._numbers = count(1_000_000)
        self._hook: tuple[str, str] = "", ""
        self._sent: Counter[int] = Counter()
        self._awaited: dict[int, tuple[int, asyncio.Future[None]]] = {}

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        result = super().validate(method, fields, uploads)
        if method == "setWebhook":
            self._hook = fields["url"], fields["secret_token"]
            self.announced.set()
        if method == "sendMessage":
            chat = int(fields["chat_id"])
            self._sent[chat] += 1
            if chat in self._awaited and self._sent[chat] >= self._awaited[chat][0]:
                self._awaited.pop(chat)[1].set_result(None)
        return result

    async def _tell(self) -> None:
        """Nobody waits for that here."""

    async def happens(self, **update: Any) -> int:
        """Report something to the bot: as the server does, or ``at_once``, as Telegram does."""
        if not self.at_once:
            return await super().happens(**update)
        number, (url, secret) = next(self._numbers), self._hook
        header = {"X-Telegram-Bot-Api-Secret-Token": secret}
        async with self._client.post(url, json={"update_id": number, **update}, headers=header) as response:
            response.raise_for_status()
        return number

    async def finish(self) -> None:
        await self._client.close()

    async def answered(self, chat: int, happening: Awaitable[int], messages: int) -> None:
        """Have something happen and wait for its answer."""
        seen = asyncio.get_running_loop().create_future()
        self._awaited[chat] = self._sent[chat] + messages, seen
        await happening
        await seen

    async def begin(self, chat: int, script: list[Turn], messages: int) -> None:
        await self.answered(chat, self.says(chat, f"/start {script[0].event.topic}"), messages)

    async def command(self, chat: int, script: list[Turn]) -> None:
        """A command that is answered by one message: the question that is being asked, with its buttons."""
        for _ in script[1:]:
            await self.answered(chat, self.says(chat, f"/{script[0].event.topic}"), 1)

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
    doings: dict[str, Talk] = {"echo": town.command, "command": town.command, "press": town.press}
    while line := await asyncio.to_thread(sys.stdin.readline):
        name, way, times = line.split()
        town.at_once = way == "at_once"
        chats = range(1 + int(times) * PEOPLE, 1 + (int(times) + 1) * PEOPLE)
        first = [1 if name == "echo" else len(script[0].replies) for script in people]
        await asyncio.gather(*map(town.begin, chats, people, first))
        start = perf_counter()
        await asyncio.gather(*map(doings[name], chats, people))
        say(str(PEOPLE * TURNS / (perf_counter() - start)))
    await town.finish()
    await runner.cleanup()


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    asyncio.run(main())
