"""What people have written over the shipped files of the catalogue, in the database beside the conversations.

Few people edit and they edit rarely, so each call opens the file, does one transaction and closes it. It may be called
from any thread.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Any

import aiosql

from bot.storage.published import looking_at
from bot.storage.revision import New, Overtaken, Release, Revision, State, Step
from bot.storage.schema import BUSY_SECONDS, explained, prepare

if TYPE_CHECKING:
    from bot.storage.audit import Action


class Revisions:
    """Revisions, what is published of them, and the audit log of it. ``seconds`` tells the time since 1970.

    Every change is one transaction, durable before the call returns, with its entry in the audit log. Raises
    StorageError for a file that cannot be used.
    """

    def __init__(self, path: Path, seconds: Callable[[], float] = time) -> None:
        self.path = path
        self._seconds = seconds
        self._prepared = False
        self._queries: Any = aiosql.from_path(Path(__file__).parent / "revisions.sql", "sqlite3")

    # ---- looking

    def generation(self) -> int:
        """The number of the newest release; 0 as long as nothing was published, or there is no database."""
        with looking_at(self.path) as connection:
            return int(self._queries.generation(connection)) if connection else 0

    def published(self) -> dict[str, Revision]:
        """What lies over the shipped files now, by path."""
        with looking_at(self.path) as connection:
            return self._by_path(self._queries.published(connection)) if connection else {}

    def state(self) -> tuple[int, dict[str, Revision]]:
        """Generation and published revisions, of the same moment."""
        with looking_at(self.path) as connection:
            if connection is None:
                return 0, {}
            return int(self._queries.generation(connection)), self._by_path(self._queries.published(connection))

    def in_hand(self) -> dict[str, Revision]:
        """Drafts, and what waits for review, by path."""
        with looking_at(self.path) as connection:
            return self._by_path(self._queries.in_hand(connection)) if connection else {}

    def head(self, path: str) -> Revision | None:
        """What an editor of a file goes on from: what is in hand, else what is published; None: the shipped file."""
        with looking_at(self.path) as connection:
            return self._one(self._queries.head(connection, path=path)) if connection else None

    def revision(self, number: int) -> Revision | None:
        with looking_at(self.path) as connection:
            return self._one(self._queries.revision(connection, number=number)) if connection else None

    def history(self, path: str) -> list[Revision]:
        """Every revision of a file, the newest first."""
        with looking_at(self.path) as connection:
            return [Revision(*row) for row in self._queries.history(connection, path=path)] if connection else []

    def steps(self, number: int) -> list[Step]:
        """How a revision came to where it is."""
        with looking_at(self.path) as connection:
            return [Step(*row) for row in self._queries.steps(connection, number=number)] if connection else []

    def releases(self, most: int = 100) -> list[Release]:
        """The newest first."""
        with looking_at(self.path) as connection:
            return [Release(*row) for row in self._queries.releases(connection, most=most)] if connection else []

    # ---- changing

    def save(self, new: New, address: str = "") -> Revision:
        """Keep a text as a draft in the place of the one in hand; raises Overtaken if that is not what it follows.

        A form that was sent twice is one draft.
        """
        with self._changing() as (connection, now):
            head = self._one(self._queries.head(connection, path=new.path))
            if head is not None and head.state == "draft" and _what_was_written(head) == _what_was_written(new):
                return head
            if (head.number if head else None) != new.follows:
                raise Overtaken(new.path, head)
            if head is not None and head.state != "published":
                self._move(connection, head.number, "archived", new.author, now, "")
            number = self._add(connection, new, "draft", now)
            self._note(connection, now, new.author, "revision_saved", f"{new.path} #{number}: {new.reason}", address)
            return self._found(connection, number)

    def move(
        self, number: int, expected: State, state: State, person: str, reason: str, action: Action, address: str = ""
    ) -> bool:
        """Bring a revision from one state into another that publishes nothing; False if it is elsewhere by now."""
        with self._changing() as (connection, now):
            found = self._one(self._queries.revision(connection, number=number))
            if found is None or found.state != expected:
                return False
            self._move(connection, number, state, person, now, reason)
            self._note(connection, now, person, action, f"{found.path} #{number}: {reason}", address)
            return True

    def release(
        self,
        generation: int,
        version: str,
        person: str,
        reason: str,
        *,
        reviewed: Sequence[int] = (),
        new: Sequence[New] = (),
        withdrawn: Sequence[int] = (),
        override: str | None = None,
        action: Action = "published",
        address: str = "",
    ) -> Release | None:
        """Publish reviewed revisions and new texts, and take published ones away, all in one transaction.

        None, and nothing happened, if the generation is another by now or a revision is in another state.
        """
        with self._changing() as (connection, now):
            if self._queries.generation(connection) != generation:
                return None
            found = [self._one(self._queries.revision(connection, number=number)) for number in (*reviewed, *withdrawn)]
            wanted = ["review"] * len(reviewed) + ["published"] * len(withdrawn)
            if [revision.state if revision else None for revision in found] != wanted:
                return None
            before = self._by_path(self._queries.published(connection))
            changed = {revision.path: revision.number for revision in found if revision}
            changed |= {one.path: self._add(connection, one, "archived", now) for one in new}
            for path, number in changed.items():
                if path in before:
                    self._move(connection, before[path].number, "archived", person, now, reason)
                if number not in withdrawn:
                    self._move(connection, number, "published", person, now, reason)
            (release,) = self._queries.note_release(
                connection, now=now, person=person, reason=reason, override=override, version=version
            )
            what = ", ".join(f"{path} #{number}" for path, number in sorted(changed.items()))
            self._note(connection, now, person, action, f"{release}: {what}: {reason}", address)
            if override is not None:
                self._note(connection, now, person, "overridden", f"{release}: {what}: {override}", address)
            return Release(release, now, person, reason, override, version)

    def note(self, person: str, action: Action, subject: str, address: str = "") -> None:
        """Write to the audit log what changes no revision."""
        with self._changing() as (connection, now):
            self._note(connection, now, person, action, subject, address)

    # ---- inside a transaction

    def _add(self, connection: sqlite3.Connection, new: New, state: State, now: int) -> int:
        digests = [self._kept(connection, text) for text in (new.text, new.shipped)]
        (number,) = self._queries.add(
            connection, **{**new._asdict(), "text": digests[0], "shipped": digests[1]}, now=now, state=state
        )
        if state == "draft":
            self._step(connection, number, state, new.author, now, new.reason)
        return int(number)

    def _kept(self, connection: sqlite3.Connection, text: bytes | None) -> bytes | None:
        if text is None:
            return None
        digest = hashlib.sha256(text).digest()
        self._queries.keep_text(connection, digest=digest, content=text)
        return digest

    def _move(
        self, connection: sqlite3.Connection, number: int, state: State, person: str, now: int, reason: str
    ) -> None:
        self._queries.move(connection, number=number, state=state)
        self._step(connection, number, state, person, now, reason)

    def _step(
        self, connection: sqlite3.Connection, number: int, state: State, person: str, now: int, reason: str
    ) -> None:
        self._queries.note_step(connection, number=number, state=state, person=person, now=now, reason=reason)

    def _note(
        self, connection: sqlite3.Connection, now: int, person: str, action: Action, subject: str, address: str
    ) -> None:
        self._queries.note(connection, now=now, actor=person, action=action, subject=subject, address=address)

    def _found(self, connection: sqlite3.Connection, number: int) -> Revision:
        found = self._one(self._queries.revision(connection, number=number))
        assert found is not None, "it was just written"
        return found

    @staticmethod
    def _one(row: Any) -> Revision | None:
        return None if row is None else Revision(*row)

    @staticmethod
    def _by_path(rows: Iterable[Any]) -> dict[str, Revision]:
        return {revision.path: revision for revision in (Revision(*row) for row in rows)}

    @contextmanager
    def _changing(self) -> Iterator[tuple[sqlite3.Connection, int]]:
        """One transaction, kept whole or not at all; gives the time, too."""
        if not self._prepared:
            prepare(self.path)
            self._prepared = True
        with (
            explained(self.path),
            closing(sqlite3.connect(self.path, isolation_level=None, timeout=BUSY_SECONDS)) as connection,
        ):
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection, int(self._seconds())
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise


def _what_was_written(one: New | Revision) -> tuple[object, ...]:
    return one.follows, one.over, one.text, one.author, one.reason
