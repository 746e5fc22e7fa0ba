"""Editing while people talk: saving, publishing, following, and what it costs those who are answered meanwhile."""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.report import Row
from benchmarks.timing import percentile
from bot import clock
from bot.editing.apart import Apart
from bot.editing.drafts import open_file, save, submit
from bot.editing.following import LOOKING_SECONDS, following
from bot.editing.publishing import publish
from bot.editing.work import effects_of
from bot.editing.workplace import Workplace
from bot.shipped import SHIPPED_CATALOGUE
from bot.storage.sqlite import SqliteStore
from bot.turn import Turns
from dialogs.messages import Event
from policy.catalogue import Catalogue

RUNS = 15
ENTRY, MEASURE = "faq/car/car-2026-combine.yaml", "measures/car/car-renewal-2026-scrap.yaml"
QUESTION = "2026年报废更新和置换更新能不能都领？"
AT = clock.fixed(date(2026, 4, 12))()
EVENTS_A_SECOND, SECONDS, WINDOWS, PEOPLE = 50, 2, 12, 40


def rows(catalogue: Catalogue) -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        workplace = Workplace(SHIPPED_CATALOGUE, Path(folder) / "jinhui.sqlite3")
        files = len(workplace.shipped().files)
        for path in (ENTRY, MEASURE, "facts/car.yaml"):
            seconds = _median(lambda turn, path=path: _saved(workplace, path, turn))  # type: ignore[misc]
            yield Row(f"{path.partition('/')[0]}: a draft saved, with the whole check", seconds * 1000, "ms", 300)
        yield Row(f"published with the whole check of {files} files", _publishing(workplace), "s", 3)
        yield Row("what would change: every example, every answer in both languages", _effects(workplace), "s")
        yield Row(f"published, then answered by another process, slowest of {RUNS}", max(_answered(workplace)), "s", 5)
    yield from _meanwhile(catalogue)


def _median(work: Callable[[int], object]) -> float:
    work(0)  # what is read for the first time takes longer; `startup` is another benchmark
    taken = []
    for turn in range(1, RUNS + 1):
        start = perf_counter()
        work(turn)
        taken.append(perf_counter() - start)
    return median(taken)


def _saved(workplace: Workplace, path: str, turn: int) -> int:
    """A draft that differs from the one before in a comment."""
    opened = open_file(workplace, path)
    text = workplace.shipped().files[path] + f"# {turn}\n".encode()
    return save(workplace, opened, text, "li", "benchmark").revision.number


def _publishing(workplace: Workplace) -> float:
    def handed_in(turn: int) -> int:
        number = _saved(workplace, ENTRY, 1000 + turn)
        submit(workplace, number, "li")
        return number

    taken = []
    for turn in range(RUNS):
        number = handed_in(turn)
        start = perf_counter()
        publish(workplace, [number], "wang", "benchmark")
        taken.append(perf_counter() - start)
    return median(taken)


def _effects(workplace: Workplace) -> float:
    source = workplace.shipped()

    def listed(turn: int) -> None:
        text = source.files[MEASURE].replace(b"12%, 20000)", f"12%, {18000 + turn})".encode())
        assert workplace.place.do(effects_of, source, source.overlaid({MEASURE: text}), AT.date())

    return _median(listed)


def _answered(workplace: Workplace) -> Iterator[float]:
    """From the commit of a release to its words in another process, which is asked ten times a second."""
    text = workplace.shipped().files[ENTRY].decode()
    command = [sys.executable, "-m", "bot.cli", "chat", "--json", "--on", "2026-04-12"]
    with subprocess.Popen(
        [*command, "--db", str(workplace.revisions.path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    ) as process:  # fmt: skip
        assert process.stdin is not None and process.stdout is not None, "both are pipes"
        process.stdout.readline()
        for turn in range(RUNS):
            mark = f"选第{turn}项"
            number = save(
                workplace, open_file(workplace, ENTRY), text.replace("选一项", mark).encode(), "li", ""
            ).revision.number
            submit(workplace, number, "li")
            publish(workplace, [number], "wang", "")
            start = perf_counter()
            while True:
                process.stdin.write(f"{QUESTION}\n")
                process.stdin.flush()
                if mark in json.loads(process.stdout.readline())["replies"][0]["text"]:
                    break
                subprocess.run(["sleep", "0.1"], check=True)
            yield perf_counter() - start
        process.stdin.close()


# ---- those who are being answered meanwhile


def _meanwhile(catalogue: Catalogue) -> Iterator[Row]:
    rest, publishing, releases = asyncio.run(_measured(catalogue))
    per_second = f"{EVENTS_A_SECOND} turns a second"
    yield Row(f"{per_second}, durable, at rest: 99 of 100 take at most", percentile(rest, 0.99) * 1000, "ms")
    yield Row(
        f"the same while this process publishes without a pause ({releases} releases)",
        percentile(publishing, 0.99) * 1000,
        "ms",
    )
    yield Row("the one over the other", percentile(publishing, 0.99) / percentile(rest, 0.99), "×", 2)


async def _measured(catalogue: Catalogue) -> tuple[list[float], list[float], int]:
    with TemporaryDirectory() as folder:
        apart = Apart()
        workplace = Workplace(SHIPPED_CATALOGUE, Path(folder) / "jinhui.sqlite3", apart)
        store = await SqliteStore.open(workplace.revisions.path)
        turns = Turns(catalogue, store)
        with following(turns, workplace, 0):
            for turn in range(3):  # the other process starts, and caches fill
                await asyncio.to_thread(_release, workplace, -turn)
                await _talk(turns, LOOKING_SECONDS + 0.5)
                await _served_by_now(turns, workplace)
            gc.collect()
            gc.freeze()  # as every process that serves does when it starts
            rest: list[float] = []
            publishing: list[float] = []
            releases = 0
            for _ in range(WINDOWS):  # in turn, so that whatever disturbs the machine disturbs both
                rest += await _talk(turns, SECONDS)
                stop = asyncio.Event()
                editor = asyncio.create_task(_publish_until(stop, workplace, releases))
                publishing += await _talk(turns, SECONDS)
                stop.set()
                releases = await editor
                await _served_by_now(turns, workplace)
            gc.unfreeze()
        await store.close()
        apart.close()
    return rest, publishing, releases


async def _served_by_now(turns: Turns, workplace: Workplace) -> None:
    """Wait until the last release is no longer being loaded."""
    newest = workplace.revisions.releases(1)[0].version
    while turns.catalogue.version != newest:
        await asyncio.sleep(0.1)


async def _publish_until(stop: asyncio.Event, workplace: Workplace, done: int) -> int:
    for turn in count(done + 1):
        if stop.is_set():
            return turn - 1
        await asyncio.to_thread(_release, workplace, turn)
    raise AssertionError("count() ends never")


def _release(workplace: Workplace, turn: int) -> None:
    number = _saved(workplace, ENTRY, turn)
    submit(workplace, number, "li")
    publish(workplace, [number], "wang", "benchmark")


async def _talk(turns: Turns, seconds: float) -> list[float]:
    """How long each of the turns took that came at their time, whether or not the one before was done."""
    loop = asyncio.get_running_loop()
    start, taken, tasks = loop.time(), [], []

    async def turn(number: int, due: float) -> None:
        person = f"bench:{number % PEOPLE}"
        event = Event("start", "", AT, topic="car") if number < PEOPLE else Event("text", QUESTION, AT)
        await turns.take(person, event)
        taken.append(loop.time() - due)

    for number in range(int(seconds * EVENTS_A_SECOND)):
        due = start + number / EVENTS_A_SECOND
        await asyncio.sleep(max(0.0, due - loop.time()))
        tasks.append(asyncio.create_task(turn(number, due)))
    await asyncio.gather(*tasks)
    return taken
