"""Many agents at once: how many answers a second the desk takes, each durable before it is answered."""

from __future__ import annotations

import asyncio
import random
import re
from time import perf_counter
from urllib.parse import urlencode

from benchmarks.desk_server import Desk, token_in

AGENTS = 48
_TURN = re.compile(r'name="turn" value="(\d+)"')
_FACT = re.compile(r'name="fact" value="([^"]*)"')
_ANSWER = re.compile(r'name="value" value="([^":][^"]*)"')


async def requests_a_second(desk: Desk, seconds: float) -> tuple[float, int]:
    """Answers a second over random car calls, and how many of them failed."""
    agents = [_Agent(desk, random.Random(number)) for number in range(AGENTS)]
    await asyncio.gather(*(agent.begin() for agent in agents))
    await asyncio.gather(*(agent.work_until(perf_counter() + 1.0) for agent in agents))
    for agent in agents:
        agent.done = agent.failed = 0
    started = perf_counter()
    await asyncio.gather(*(agent.work_until(started + seconds) for agent in agents))
    took = perf_counter() - started
    return sum(agent.done for agent in agents) / took, sum(agent.failed for agent in agents)


class _Agent:
    """Holds one connection, and answers whatever is asked; a call that ended is begun again."""

    def __init__(self, desk: Desk, chance: random.Random) -> None:
        self._desk, self._chance = desk, chance
        self.done = self.failed = 0
        self._page = ""

    async def begin(self) -> None:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._desk.port)
        _, page = await self._send("GET", "/desk")
        self._token = token_in(page)
        await self._new_call()

    async def work_until(self, end: float) -> None:
        while perf_counter() < end:
            answers = _ANSWER.findall(self._page.partition('class="typed"')[0])
            value = self._chance.choice(answers) if answers else ":unknown"
            if not _found(_FACT, self._page):
                value = ":restart" if _found(_TURN, self._page) else ""
                if 'value=":topic:car"' in self._page:
                    value = ":topic:car"
            turn, fact = _found(_TURN, self._page), _found(_FACT, self._page)
            form = {"form": self._token, "turn": turn, "fact": fact, "value": value}
            status, self._page = await self._send("POST", self._path, form)
            self.done += 1
            self.failed += status != 200

    async def _new_call(self) -> None:
        _, self._path = await self._send("POST", "/desk/calls", {"form": self._token, "topic": "car"})
        _, self._page = await self._send("GET", self._path)

    async def _send(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """The status, and the body, or the address that the answer leads to."""
        body = urlencode(form or {})
        head = [
            f"{method} {path} HTTP/1.1", "host: 127.0.0.1", f"cookie: jinhui={self._desk.cookie}", 
            "x-jinhui-fragment: 1", "content-type: application/x-www-form-urlencoded", f"content-length: {len(body)}",
        ]  # fmt: skip
        self._writer.write(("\r\n".join([*head, "", body])).encode())
        answer = (await self._reader.readuntil(b"\r\n\r\n")).decode()
        headers = dict(line.lower().split(": ", 1) for line in answer.split("\r\n")[1:] if line)
        content = (await self._reader.readexactly(int(headers.get("content-length", 0)))).decode()
        return int(answer.split()[1]), (
            headers.get("location") and answer.split("ocation: ")[1].split("\r\n")[0]
        ) or content


def _found(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    return found[1] if found else ""
