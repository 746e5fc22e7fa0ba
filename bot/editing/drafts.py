"""Drafts: written, checked, handed in for review, sent back, discarded. Nothing here changes what is served."""

from __future__ import annotations

from typing import NamedTuple

from bot.editing.files import accepted
from bot.editing.work import findings
from bot.editing.workplace import Workplace
from bot.errors import RefusedInput
from bot.storage.audit import Action
from bot.storage.revision import New, Revision, State
from policy.problems import Problem


class Opened(NamedTuple):
    """A file as somebody opens it to edit it: ``text`` None where there is none (any more).

    ``follows`` and ``over`` go back with what they write: they say what it was written over.
    """

    path: str
    text: bytes | None
    follows: int | None
    over: int | None
    head: Revision | None


class Saved(NamedTuple):
    """A draft, and what is wrong with the catalogue as it would be with this draft alone."""

    revision: Revision
    problems: list[Problem]


def open_file(workplace: Workplace, path: str) -> Opened:
    """The newest text of a file: what is in hand, else what is published, else what was shipped."""
    head = workplace.revisions.head(path)
    published = workplace.revisions.published().get(path)
    text = head.text if head is not None else workplace.shipped().files.get(path)
    over = published.number if published else None
    if head is not None and head.state != "published":
        over = head.over  # which may no longer be what is published: then it has to be merged first
    return Opened(path, text, head.number if head else None, over, head)


def save(
    workplace: Workplace, opened: Opened, text: bytes | None, author: str, reason: str = "", address: str = ""
) -> Saved:
    """Keep a text as a draft, sound or not, and say what is wrong with it; None takes the file away.

    Raises RefusedInput for what may not be kept at all, Overtaken if somebody else saved the file since it was opened.
    """
    accepted(opened.path, text)
    shipped = workplace.shipped().files.get(opened.path)
    new = New(opened.path, text, opened.follows, opened.over, shipped, author, reason)
    revision = workplace.revisions.save(new, address)
    return Saved(revision, problems_with(workplace, {opened.path: text}))


def problems_with(workplace: Workplace, changes: dict[str, bytes | None]) -> list[Problem]:
    """What the whole check says of the served catalogue with these texts in it."""
    return workplace.place.do(findings, workplace.served().source.overlaid(changes)).problems


def submit(workplace: Workplace, number: int, person: str, reason: str = "", address: str = "") -> None:
    """Hand a draft in, to be published by somebody else; raises RefusedInput if it is no draft (any more)."""
    _move(workplace, number, "draft", "review", person, reason, "revision_submitted", address)


def send_back(workplace: Workplace, number: int, person: str, reason: str, address: str = "") -> None:
    """Make a draft again of what was handed in; raises RefusedInput if it does not wait for review."""
    _move(workplace, number, "review", "draft", person, reason, "revision_returned", address)


def discard(workplace: Workplace, number: int, person: str, reason: str = "", address: str = "") -> None:
    """Put a draft aside; it stays in the history. Raises RefusedInput if it is no draft (any more)."""
    _move(workplace, number, "draft", "archived", person, reason, "revision_discarded", address)


def _move(
    workplace: Workplace, number: int, expected: State, state: State, person: str, reason: str, action: Action,
    address: str,
) -> None:  # fmt: skip
    if not workplace.revisions.move(number, expected, state, person, reason, action, address):
        raise RefusedInput(
            f"第 {number} 版已经不是{_NAMES[expected][0]}，没有改动。请刷新看看现在的状态",
            f"revision {number} is no {_NAMES[expected][1]} any more; nothing was changed. Look at where it is now",
        )


_NAMES: dict[State, tuple[str, str]] = {
    "draft": ("草稿", "draft"),
    "review": ("待审的修改", "revision in review"),
    "published": ("已发布的修改", "published revision"),
    "archived": ("存档", "archived revision"),
}
