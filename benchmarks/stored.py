"""Memory of an idle process beside many stored conversations, over one beside none.

`python -m benchmarks.stored DATABASE` is such a process: it opens the database, serves a few people, and says how much
memory it has.
"""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.memory import resident
from benchmarks.report import Row
from benchmarks.residents import scripts
from bot.channels.telegram_messages import messages_of
from bot.storage.sqlite import SqliteStore
from bot.storage.store import Change
from bot.turn import Turns
from dialogs.machine import step
from dialogs.session import Session
from policy.catalogue import Catalogue, load_catalogue

STORED = 100_000
SERVED, TURNS = 20, 8
_SHIPPED = Path(__file__).parent.parent / "policy_data"
_AT_ONCE = 1000


def rows(catalogue: Catalogue) -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        empty, full = Path(folder) / "empty.sqlite3", Path(folder) / "full.sqlite3"
        asyncio.run(_store(catalogue, full))
        idle = {path: _idle_beside(path) for path in (empty, full)}
        size = full.stat().st_size / 1024**2
    yield Row(f"database of {STORED} conversations", size, "MB")
    yield Row(f"resident memory of a process that served {SERVED} people, empty database", idle[empty], "MB")
    yield Row(f"the same beside {STORED} stored conversations", idle[full], "MB")
    yield Row("the one over the other", idle[full] - idle[empty], "MB", 20)


async def _store(catalogue: Catalogue, path: Path) -> None:
    """Conversations in the middle, with the keys of their last events."""
    states = []
    for script in scripts(catalogue, 200, TURNS):
        session = Session()
        for turn in script:
            session, _ = step(catalogue, session, turn.event)
        states.append(session._replace(turn=1).to_json())
    store = await SqliteStore.open(path)
    for first in range(0, STORED, _AT_ONCE):
        people = range(first, first + _AT_ONCE)
        changes = (Change(f"telegram:{who}", 1, states[who % 200], "zh", f"telegram:{who}:1") for who in people)
        await asyncio.gather(*map(store.commit, changes))
    await store.close()


def _idle_beside(database: Path) -> float:
    """MB, said by a process of its own."""
    command = [sys.executable, "-m", "benchmarks.stored", str(database)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / 1024


async def _serve_some(database: Path) -> None:
    catalogue = load_catalogue(_SHIPPED)
    people = scripts(catalogue, SERVED, TURNS)
    store = await SqliteStore.open(database)
    turns = Turns(catalogue, store)
    for who, script in enumerate(people):
        for number, turn in enumerate(script):
            person = f"telegram:{who * STORED // SERVED}"
            await turns.take_once(person, turn.event, f"{person}:served:{number}", messages_of)
    gc.collect()
    print(resident())
    await store.close()


if __name__ == "__main__":
    asyncio.run(_serve_some(Path(sys.argv[1])))
