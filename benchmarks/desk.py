"""The desk: how soon a key press is painted, how many keys a call needs, what is loaded, how many agents it serves."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections import deque
from collections.abc import Iterator
from datetime import date

import httpx

from benchmarks.desk_load import AGENTS, requests_a_second
from benchmarks.desk_painting import Painted, painted
from benchmarks.desk_server import Desk, running_desk
from benchmarks.report import Row
from benchmarks.timing import percentile
from bot import clock
from dialogs.machine import Event, step
from dialogs.session import Session
from policy.catalogue import Catalogue

ASKED_ON = date(2026, 4, 12)
SECONDS = 10.0


def rows(catalogue: Catalogue) -> Iterator[Row]:
    with running_desk(on_one_core=True) as desk:
        rate, failed = asyncio.run(requests_a_second(desk, SECONDS))
        yield Row(f"answers a second on one core, durable, {AGENTS} agents", rate, "", 500, "at least")
        yield Row("of them refused or failed", failed, "", 0)
        page, files = _first_load(desk)
        yield Row("first load of a call, compressed", (page + files) / 1000, "kB", 60)
        yield Row("of it files that are kept for good", files / 1000, "kB")
    chromium = shutil.which("chromium")
    if chromium is None:
        print("no chromium: nothing that needs a browser was measured", file=sys.stderr)
        return
    with running_desk(on_one_core=False) as desk:
        seen = painted(desk, chromium, shortest_path(catalogue))
    yield from _seen(seen)


def _seen(seen: Painted) -> Iterator[Row]:
    yield Row("key press to new question and verdicts painted, p95", percentile(seen.milliseconds, 0.95), "ms", 100)
    yield Row("the same, median", percentile(seen.milliseconds, 0.5), "ms")
    yield Row("requests to any other host", seen.elsewhere, "", 0)
    what = f"keys for the shortest decided car call ({seen.questions} question), from the topic to the saved summary"
    yield Row(what, seen.keys, "", seen.questions + 3)


def _first_load(desk: Desk) -> tuple[int, int]:
    """Bytes on the wire of a call's page, and of the files that it names."""
    with httpx.Client(base_url=desk.address, cookies={"jinhui": desk.cookie}) as client:
        token = client.get("/desk").text.partition('name="form" value="')[2].partition('"')[0]
        call = client.post("/desk/calls", data={"form": token, "topic": "car"}).headers["location"]
        text = client.get(call).text
        files = {part.partition('"')[0] for part in text.split('"/static/')[1:]}
        return _wire(client, call), sum(_wire(client, f"/static/{file}") for file in files)


def _wire(client: httpx.Client, path: str) -> int:
    with client.stream("GET", path) as response:
        return sum(len(chunk) for chunk in response.iter_raw())


def shortest_path(catalogue: Catalogue) -> list[int]:
    """The numbers of the choices that lead to the result of the car dialogue in the fewest questions."""
    at = clock.fixed(ASKED_ON)()
    session, _ = step(catalogue, Session(), Event("start", "", at, "zh", "car"))
    waiting: deque[tuple[Session, list[int]]] = deque([(session, [])])
    while waiting:
        session, path = waiting.popleft()
        if session.place == "result":
            return path
        answers = [value for value in session.offered if not value.startswith(":")]
        for number, value in enumerate(answers, 1):
            waiting.append((step(catalogue, session, Event("choose", value, at))[0], [*path, number]))
    raise AssertionError("the car dialogue has no end")
