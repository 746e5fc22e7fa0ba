"""A revision of a file of the catalogue, and what becomes of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from bot.errors import BotError

State = Literal["draft", "review", "published", "archived"]


class Revision(NamedTuple):
    """A file's whole text at a moment, never changed; ``text`` None: the file is taken away.

    ``follows`` is the revision that the author had before them, ``over`` the one that was published then, ``shipped``
    the text of the shipped file then; None of each: the shipped file, or that there was none. Times are in seconds
    since 1970.
    """

    number: int
    path: str
    text: bytes | None
    follows: int | None
    over: int | None
    shipped: bytes | None
    author: str
    reason: str
    written_at: int
    state: State


class Step(NamedTuple):
    """A revision came into a state."""

    state: State
    person: str
    at: int
    reason: str


class Release(NamedTuple):
    """The catalogue changed. ``override`` says why the last editor published it alone; None where they did not."""

    number: int
    at: int
    person: str
    reason: str
    override: str | None
    version: str


class New(NamedTuple):
    """A text that becomes a revision."""

    path: str
    text: bytes | None
    follows: int | None
    over: int | None
    shipped: bytes | None
    author: str
    reason: str


class Overtaken(BotError):
    """Somebody else has saved the same file meanwhile; nothing was written. ``theirs`` None: it is as shipped again."""

    def __init__(self, path: str, theirs: Revision | None) -> None:
        self.path, self.theirs = path, theirs
        zh, en = (
            (f"{theirs.author}（第 {theirs.number} 版）", f"{theirs.author} (revision {theirs.number})")
            if theirs
            else ("别人", "somebody else")
        )
        super().__init__(
            f"{path} 刚才被{zh}改了，什么也没写。请对照三方差异合并后再存",
            f"{path} was changed by {en} meanwhile; nothing was written. Merge with the three-way diff and save again",
        )
