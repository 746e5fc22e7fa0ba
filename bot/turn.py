"""One turn: what a person did is applied to what was kept of them, and kept again. Every channel goes through here."""

from __future__ import annotations

import asyncio
from typing import NamedTuple
from weakref import WeakValueDictionary

from bot.errors import StorageError
from bot.storage.store import Change, Saved, Store
from dialogs.machine import step
from dialogs.messages import Event, Reply
from dialogs.session import Session, UnreadableSession
from policy.catalogue import Catalogue


class Taken(NamedTuple):
    """Where the conversation stands after a turn, and what is to be said."""

    session: Session
    replies: list[Reply]


class Turns:
    """Takes people's events: one person's in order, different people's in parallel.

    ``catalogue`` may be replaced at any time; each event is served by the one that is there when it is applied.
    """

    def __init__(self, catalogue: Catalogue, store: Store) -> None:
        self.catalogue = catalogue
        self._store = store
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(self, person: str, event: Event) -> Taken:
        """Apply an event. When this returns, the new state is durable; a conversation that ended is erased.

        Raises StorageError if what was kept of the person cannot be read.
        """
        lock = self._locks.setdefault(person, asyncio.Lock())
        async with lock:
            while True:
                saved = await self._store.load(person)
                session, replies = step(self.catalogue, _session(saved), event)
                ended = session.state == "ended"
                state = None if ended else session.to_json()
                change = Change(person, saved.turn, session.turn, state, session.language)
                if await self._store.commit(change):
                    if session.unanswered is not None:
                        await self._store.add_unanswered(session.unanswered, session.topic or "other")
                    return Taken(session, replies)
                # Another process took a turn of this person meanwhile: apply the event to what it left.


def _session(saved: Saved) -> Session:
    if saved.state is None:
        return Session(turn=saved.turn)
    try:
        return Session.from_json(saved.state)
    except UnreadableSession as error:
        raise StorageError(error.zh, error.en) from error
