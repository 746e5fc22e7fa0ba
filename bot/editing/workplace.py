"""Where editing happens: the shipped files, the revisions over them, and the catalogue that both make together."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from bot.editing.apart import Here, Place
from bot.storage.revision import Revision
from bot.storage.revisions import Revisions
from policy.reader import remembering
from policy.source import Source


class Served(NamedTuple):
    """What is served at a generation: the files, and the revisions that lie over the shipped ones."""

    generation: int
    source: Source
    published: Mapping[str, Revision]


class Workplace:
    """The files in a folder and the revisions in a database. ``place`` is where heavy work is done.

    ``read`` remembers the files that were read here for what is served: of a release it reads what is new.
    """

    def __init__(self, folder: Path, database: Path, place: Place | None = None) -> None:
        self.folder = folder
        self.revisions = Revisions(database)
        self.place = place or Here()
        self.read = remembering()
        self._shipped: tuple[object, Source] | None = None

    def shipped(self) -> Source:
        """The files as they came with the program; read again only when one of them has changed."""
        stamp = _stamp(self.folder)
        if self._shipped is None or self._shipped[0] != stamp:
            self._shipped = stamp, Source.in_folder(self.folder)
        return self._shipped[1]

    def served(self) -> Served:
        """The shipped files with everything that is published over them, at one moment."""
        generation, published = self.revisions.state()
        source = self.shipped().overlaid({path: revision.text for path, revision in published.items()})
        return Served(generation, source, published)


def _stamp(folder: Path) -> list[tuple[str, int, int, int]]:
    """What changes whenever a file in a folder does, or comes, or goes."""
    files = (os.path.join(where, name) for where, _, names in os.walk(folder) for name in names)
    return sorted((file, (found := os.stat(file)).st_mtime_ns, found.st_ctime_ns, found.st_size) for file in files)
