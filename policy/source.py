"""The files of a catalogue, wherever they come from: a folder, or a folder with newer texts lying over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

FOLDERS = ("documents", "facts", "faq", "language", "measures")
_SUFFIXES = (".yaml", ".yml", ".txt")


@dataclass(frozen=True)
class Source:
    """Each file's bytes by its path in the folder, with slashes. ``name`` is what problems call the folder."""

    name: str
    files: Mapping[str, bytes]

    @classmethod
    def in_folder(cls, root: Path) -> Source:
        """What stands in a folder now; without a file if there is no such folder."""
        found = [*root.glob("*.yaml"), *(file for folder in FOLDERS for file in (root / folder).rglob("*"))]
        files = {
            file.relative_to(root).as_posix(): file.read_bytes()
            for file in found
            if file.suffix in _SUFFIXES and file.is_file()
        }
        return cls(root.name, files)

    def overlaid(self, changes: Mapping[str, bytes | None]) -> Source:
        """With other texts in some files; None takes a file away."""
        merged = {**self.files, **changes}
        return Source(self.name, {path: raw for path, raw in merged.items() if raw is not None})

    def within(self, folder: str, *suffixes: str) -> Iterator[str]:
        """The paths below a folder that end so, in the order in which a catalogue is read: folder by folder."""
        below = (path for path in self.files if path.startswith(f"{folder}/") and path.endswith(suffixes))
        yield from sorted(below, key=lambda path: PurePosixPath(path).parts)

    def shown(self, path: str) -> str:
        """A path as an administrator would type it."""
        return f"{self.name}/{path}"
