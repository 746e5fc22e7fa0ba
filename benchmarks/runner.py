"""What the turn runner costs beside the conversation itself.

200 people take turns through ``take_once`` with a real store, each the next as soon as one is durable: the time for a
turn of all of them, without that of ``step`` and of writing the messages, measured on the same turns alone. What is
left is ours: the lock, reading, the state from and to JSON, and the shared commit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.report import Row
from benchmarks.residents import Turn, scripts
from benchmarks.timing import no_garbage_collection
from bot.channels.telegram_messages import messages_of
from bot.storage.sqlite import SqliteStore
from bot.turn import Taken, Turns
from dialogs.machine import step
from dialogs.session import Session
from policy.catalogue import Catalogue

PEOPLE, TURNS, ROUNDS = 200, 8, 7
MICROSECONDS = 1_000_000  # in a second


def rows(catalogue: Catalogue) -> Iterator[Row]:
    people = scripts(catalogue, PEOPLE, TURNS)
    whole, steps, writing = [], [], []
    with no_garbage_collection():
        for _ in range(ROUNDS + 1):
            whole.append(asyncio.run(_take_all(catalogue, people)))
            its_steps, its_writing = _alone(catalogue, people)
            steps.append(its_steps)
            writing.append(its_writing)
    once = median(steps[1:])
    own = median(a - b - c for a, b, c in zip(whole[1:], steps[1:], writing[1:], strict=True))
    yield Row("step alone, mean of a turn", once, "µs")
    yield Row("writing Telegram's messages alone", median(writing[1:]), "µs")
    yield Row("the runner's own time for a turn, 200 people at once", own, "µs")
    yield Row("the one over step", own / once, "×", 1)


async def _take_all(catalogue: Catalogue, people: Sequence[Sequence[Turn]]) -> float:
    """Microseconds a turn, from the first event to the last commit."""
    with TemporaryDirectory() as folder:
        store = await SqliteStore.open(Path(folder) / "jinhui.sqlite3")
        turns = Turns(catalogue, store)

        async def talk(who: int) -> None:
            for number, turn in enumerate(people[who]):
                await turns.take_once(f"telegram:{who}", turn.event, f"telegram:{who}-{number}", messages_of)

        start = perf_counter()
        await asyncio.gather(*map(talk, range(len(people))))
        taken = perf_counter() - start
        await store.close()
    return taken * MICROSECONDS / sum(map(len, people))


def _alone(catalogue: Catalogue, people: Sequence[Sequence[Turn]]) -> tuple[float, float]:
    """Microseconds a turn for ``step``, and for its messages."""
    stepping = writing = 0.0
    for script in people:
        session = Session()
        for turn in script:
            start = perf_counter()
            taken = Taken(*step(catalogue, session, turn.event), catalogue)
            between = perf_counter()
            messages_of(taken)
            writing += perf_counter() - between
            stepping += between - start
            session = taken.session
    turns = sum(map(len, people))
    return stepping * MICROSECONDS / turns, writing * MICROSECONDS / turns
