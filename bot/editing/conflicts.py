"""Conflicts: a shipped file is another than the one that a published edit was written over."""

from __future__ import annotations

from typing import NamedTuple

from bot.editing.workplace import Workplace
from bot.storage.revision import Revision


class Conflict(NamedTuple):
    """The published edit is served until somebody decides; ``shipped`` None: the file is shipped no more."""

    revision: Revision
    shipped: bytes | None


def conflicts(workplace: Workplace) -> list[Conflict]:
    """The published edits whose shipped file has changed under them, unless it now says the same as the edit."""
    shipped = workplace.shipped().files
    return [
        Conflict(revision, shipped.get(path))
        for path, revision in workplace.revisions.published().items()
        if revision.shipped != shipped.get(path) != revision.text
    ]
