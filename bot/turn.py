"""One turn: what a person did is applied to what was kept of them, and kept again. Every channel goes through here.

Nothing here knows a channel. What a channel promises its own platform (an event applied once however often it is
delivered, an answer that is sent although the process died) rests on this: state, the event's key and the messages
are one commit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import NamedTuple
from weakref import WeakValueDictionary

from bot.errors import StorageError
from bot.remembered import Remembered
from bot.storage.store import Change, Saved, Store
from dialogs.machine import step
from dialogs.messages import Event, Reply
from dialogs.session import Session, UnreadableSession
from dialogs.sharing import CODE
from policy.catalogue import Catalogue


class Taken(NamedTuple):
    """Where the conversation stands after a turn, what is to be said, and the catalogue that it was taken by."""

    session: Session
    replies: list[Reply]
    catalogue: Catalogue


Compose = Callable[[Taken], Sequence[str]]
"""Writes the messages of a turn as its channel will send them."""


class Turns:
    """Takes people's events: one person's in order, different people's in parallel.

    ``catalogue`` may be replaced at any time; each event is served by the one that is there when it is applied.
    """

    def __init__(self, catalogue: Catalogue, store: Store) -> None:
        self.catalogue = catalogue
        self._store = store
        self._remembered = Remembered()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(self, person: str, event: Event) -> Taken:
        """Apply an event. When this returns, the new state is durable; a conversation that ended is erased.

        Raises StorageError if what was kept of the person cannot be read, or cannot be kept.
        """
        taken = await self._take(person, event, None, lambda _: ())
        assert taken is not None, "an event without a key is never applied before"
        return taken

    async def take_once(self, person: str, event: Event, key: str, compose: Compose) -> Taken | None:
        """Apply an event that may be delivered again; None if it was applied before.

        When this returns, the event, the new state and the messages that ``compose`` writes are durable together.
        Raises StorageError as ``take`` does; nothing is kept then, and the event may be delivered again.
        """
        return await self._take(person, event, key, compose)

    async def take_and_tell(self, person: str, event: Event, compose: Compose) -> Taken:
        """Apply an event of somebody else, an agent say, and have the person told what ``compose`` writes of it."""
        taken = await self._take(person, event, None, compose)
        assert taken is not None, "an event without a key is never applied before"
        return taken

    async def look(self, person: str) -> Session:
        """Where a person's conversation stands, without taking a step."""
        return _session(await self._store.load(person))

    async def tell(self, person: str, key: str, messages: Sequence[str]) -> None:
        """Have something sent outside of the conversation, once for a key."""
        await self._store.post(person, key, messages)

    async def _take(self, person: str, event: Event, key: str | None, compose: Compose) -> Taken | None:
        lock = self._locks.setdefault(person, asyncio.Lock())
        async with lock:
            session = self._remembered.take(person)
            while True:
                if session is None:
                    session = _session(await self._store.load(person))
                catalogue = self.catalogue
                taken = Taken(*step(catalogue, session, event), catalogue)
                if taken.session.wants_code:
                    if key is not None and (await self._store.load(person, key)).applied:
                        return None  # a new code would make the one useless that was given then
                    taken = _with_code(taken, await self._store.issue_code(person))
                change = _change(person, taken, key, tuple(compose(taken)))
                outcome = await self._store.commit(change)
                if outcome == "kept":
                    if change.state is not None:
                        self._remembered.put(person, taken.session)
                    return taken
                if outcome == "applied":
                    return None
                session = None  # another process took a turn of this person: apply the event to what it left


def _with_code(taken: Taken, code: str) -> Taken:
    """The replies with a code where the conversation asked for one."""
    return taken._replace(replies=[reply._replace(text=reply.text.replace(CODE, code)) for reply in taken.replies])


def _change(person: str, taken: Taken, key: str | None, messages: tuple[str, ...]) -> Change:
    session = taken.session
    state = None if session.state == "ended" else session.to_json()
    asked = (session.unanswered, session.topic or "other") if session.unanswered is not None else None
    return Change(person, session.turn, state, session.language, key, messages, asked, session.counted)


def _session(saved: Saved) -> Session:
    if saved.state is None:
        return Session(turn=saved.turn)
    try:
        return Session.from_json(saved.state)
    except UnreadableSession as error:
        raise StorageError(error.zh, error.en) from error
