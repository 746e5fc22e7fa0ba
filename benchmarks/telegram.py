"""Durable turns a second and the time that one takes, beside aiogram-dialog and aiogram with three storages.

A turn of ours: an update comes in, its key, the new state and the messages are one durable commit (WAL, synchronous =
FULL), the messages are handed to the transport and their rows in the outbox deleted. All of them run on uvloop, as
`jinhui serve` does, and aiogram where its extra `fast` is installed.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import uvloop
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.fsm.storage.redis import RedisStorage
from aiogram_fsm_sqlitestorage import SQLiteStorage

from benchmarks.redis_server import redis_server
from benchmarks.report import Row
from benchmarks.residents import Turn, scripts
from benchmarks.silent_telegram import SilentTelegram
from benchmarks.telegram_bots import Started, jinhui
from benchmarks.telegram_load import Crowd
from benchmarks.telegram_peers import aiogram_dialog, aiogram_with
from benchmarks.timing import percentile
from policy.catalogue import Catalogue

PEOPLE, TURNS, ROUNDS = 200, 8, 5

OURS = "Jinhui"
PEERS: dict[str, float | None] = {
    "aiogram-dialog, in memory": 1,
    "aiogram, in memory": None,
    "aiogram, aiogram-fsm-sqlitestorage": 4,
    "aiogram, Redis": 2,
}
"""Each with how many times as many turns as it we promised."""

Start = Callable[[SilentTelegram, Path], Started]


def rows(catalogue: Catalogue) -> Iterator[Row]:
    people = scripts(catalogue, PEOPLE, TURNS)
    logging.getLogger("aiogram").setLevel(logging.WARNING)  # aiogram-fsm-sqlitestorage has everything logged
    gc.collect()
    gc.freeze()  # as `jinhui serve` does once everything is loaded; it helps the others as much
    with TemporaryDirectory() as folder, redis_server(Path(folder)) as redis:
        rates = _rates(starts(catalogue, redis), people)
    ours = rates[OURS]
    yield Row(f"{PEOPLE} people at once: durable turns a second", median(ours), "/s")
    for name, goal in PEERS.items():
        if name in rates:
            yield Row(f"{name}: turns a second", median(rates[name]), "/s")
            times = median(our / its for our, its in zip(ours, rates[name], strict=True))
            yield Row(f"Jinhui takes so many times as many turns as {name}", times, "×", goal, "at least")
        else:
            yield Row(f"{name}: not measured, redis-server is not installed", None, "")
    rate = median(ours) / 2
    taken = [uvloop.run(_latencies(catalogue, people, rate)) for _ in range(ROUNDS)]
    for share, goal in ((0.5, 3), (0.99, 25)):
        worst = median(percentile(times, share) for times in taken) * 1000
        yield Row(f"at half that load, {share:.0%} of the turns are durable within", worst, "ms", goal)


def starts(catalogue: Catalogue, redis: str | None) -> dict[str, Start]:
    """How each of the bots is started, on a silent Telegram and with a folder of its own."""
    found: dict[str, Start] = {
        OURS: lambda silent, folder: jinhui(catalogue, silent, folder),
        "aiogram-dialog, in memory": lambda silent, _: aiogram_dialog(catalogue, silent),
        "aiogram, in memory": lambda silent, _: aiogram_with(MemoryStorage(), catalogue, silent),
        "aiogram, aiogram-fsm-sqlitestorage": lambda silent, folder: aiogram_with(
            SQLiteStorage(str(folder / "fsm.sqlite3")), catalogue, silent
        ),
    }
    if redis is not None:
        connections = {"max_connections": 2 * PEOPLE}
        found["aiogram, Redis"] = lambda silent, _: aiogram_with(
            RedisStorage.from_url(redis, connections), catalogue, silent
        )
    return found


def _rates(bots: dict[str, Start], people: Sequence[Sequence[Turn]]) -> dict[str, list[float]]:
    """One after the other, again and again, so that a disturbance meets all of them; the first round warms up."""
    rates: dict[str, list[float]] = {name: [] for name in bots}
    for _ in range(ROUNDS + 1):
        for name, start in bots.items():
            rates[name].append(uvloop.run(_rate(start, people)))
    return {name: its[1:] for name, its in rates.items()}


async def _rate(start: Start, people: Sequence[Sequence[Turn]]) -> float:
    silent = SilentTelegram()
    with TemporaryDirectory() as folder:
        return await Crowd(silent, people).turns_a_second(start(silent, Path(folder)))


async def _latencies(catalogue: Catalogue, people: Sequence[Sequence[Turn]], rate: float) -> list[float]:
    silent = SilentTelegram()
    with TemporaryDirectory() as folder:
        return await Crowd(silent, people).latencies(jinhui(catalogue, silent, Path(folder)), rate)
