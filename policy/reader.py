"""Reads the files of a catalogue into shapes, section by section, and gathers what is wrong with them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from policy.document import Faq
from policy.pieces import in_pieces
from policy.placeholders import misplaced_placeholders
from policy.problems import CatalogueError, Problem, nearest
from policy.shape import Shape
from policy.source import Source
from policy.speech import Almanac, Asides, Intent, Outside, Speech, Spelling, Statement, Subject, Words
from policy.validation import AnyShape, Origin, shaped
from policy.yamlfile import Route, read_text, read_yaml

Section = dict[str, Any]

MAY_HOLD_PLACEHOLDERS: dict[type[Shape], tuple[Route, ...]] = {Faq: (("answer",), ("en", "answer"))}


class Piece(NamedTuple):
    """What one file holds: its entries by name, each with its place, and what is wrong with the others."""

    entries: tuple[tuple[str, Any, Origin], ...] = ()
    problems: tuple[Problem, ...] = ()


ReadFile = Callable[[bytes, str, type[Shape], str | None], Piece]


def read_file(raw: bytes, shown_as: str, shape: type[Shape], name: str | None) -> Piece:
    """Read a file that is one entry of that name, or for None one that maps names to entries."""
    try:
        parsed = read_yaml(raw, shown_as)
    except CatalogueError as error:
        return Piece(problems=tuple(error.problems))
    if misplaced := misplaced_placeholders(parsed, MAY_HOLD_PLACEHOLDERS.get(shape, ())):
        return Piece(problems=tuple(misplaced))
    if name is not None:
        return _piece([(name, shaped(shape, parsed.data, Origin(parsed)), Origin(parsed))])
    if not isinstance(parsed.data, dict | None):
        problem = Origin(parsed).problem((), "这里应是键值（id: …）。", "expected a mapping (id: …).")
        return Piece(problems=(problem,))
    origins = {key: Origin(parsed, (key,)) for key in parsed.data or {}}
    return _piece(
        [(key, shaped(shape, (parsed.data or {})[key], its, {"id": key}), its) for key, its in origins.items()]
    )


def _piece(read: list[tuple[str, Any, Origin]]) -> Piece:
    return Piece(
        tuple((name, entry, origin) for name, entry, origin in read if not isinstance(entry, list)),
        tuple(problem for _, entry, _ in read if isinstance(entry, list) for problem in entry),
    )


def remembering() -> ReadFile:
    """``read_file`` that reads a file again only if its bytes are others than the last time."""
    last: dict[tuple[str, type[Shape], str | None], tuple[bytes, Piece]] = {}

    def read(raw: bytes, shown_as: str, shape: type[Shape], name: str | None) -> Piece:
        place = shown_as, shape, name
        known = last.get(place)
        if known is None or known[0] != raw:
            known = last[place] = raw, read_file(raw, shown_as, shape, name)
        return known[1]

    return read


class Reader:
    """Reads sections one after another; ``problems`` are those of all of them, ``origins`` the place of each entry."""

    def __init__(self, source: Source, read: ReadFile) -> None:
        self.problems: list[Problem] = []
        self.origins: dict[tuple[str, str], Origin] = {}
        self._source = source
        self._read_file = read
        self._digest = hashlib.sha256()

    def mapped(self, section: str, shape: type[Shape], paths: Iterable[str]) -> Section:
        """Files that map ids to entries."""
        found: Section = {}
        for path in in_pieces(paths):
            for name, entry, origin in self._entries(path, shape, None):
                self._add(found, section, name, entry, origin)
        return found

    def one_a_file(self, section: str, shape: type[Shape]) -> Section:
        """Files ``<section>/<topic>/<id>.yaml`` that hold one entry each."""
        found: Section = {}
        for path in in_pieces(self._source.within(section, ".yaml", ".yml")):
            file = PurePosixPath(path)
            if file.suffix != ".yaml" or len(file.parts) != 3:
                zh = f"文件放错了地方，应为 {section}/主题/名称.yaml。"
                en = f"this file is in the wrong place. Expected {section}/topic/id.yaml."
                self.problems.append(Problem(self._source.shown(path), 1, 1, zh, en))
                continue
            for name, entry, origin in self._entries(path, shape, file.stem):
                if not self._add(found, section, name, entry, origin):
                    continue
                if entry.id != name:
                    zh, en = f"id 应与文件名相同：{name}。", f"the id must be the file's name: {name}."
                    self.problems.append(origin.problem(("id",), zh, en))
                if entry.topic != file.parent.name:
                    zh = f"topic 应与文件夹相同：{file.parent.name}。"
                    en = f"the topic must be the folder's name: {file.parent.name}."
                    self.problems.append(origin.problem(("topic",), zh, en))
        return found

    def speech(self) -> Speech:
        """The files of ``language/``, a section each; a catalogue may have none of them."""
        for path in self._source.within("language", ".yaml", ".yml"):
            file = PurePosixPath(path)
            if len(file.parts) != 2 or file.suffix != ".yaml" or file.stem not in Speech.model_fields:
                zh, en = nearest(file.stem, Speech.model_fields)
                words = f"language/ 里没有这个文件。{zh}", f"no such file in language/.{en}"
                self.problems.append(Problem(self._source.shown(path), 1, 1, *words))
        return Speech(
            spelling=self._section("spelling", Spelling),
            words=self._section("words", Words),
            almanac=self._section("almanac", Almanac),
            asides=self._section("asides", Asides),
            outside=self._section("outside", Outside),
            statements=self.mapped("statements", Statement, self._if_there("language/statements.yaml")),
            subjects=self.mapped("subjects", Subject, self._if_there("language/subjects.yaml")),
            intents=self.mapped("intents", Intent, self._if_there("language/intents.yaml")),
        )

    def texts(self) -> dict[str, str]:
        """The source texts that quotes are checked against, by file name."""
        found = {}
        for path in self._source.within("documents", ".txt"):
            raw = self._source.files[path]
            self._digest.update(raw)
            try:
                found[PurePosixPath(path).name] = read_text(raw, self._source.shown(path))
            except CatalogueError as error:
                self.problems += error.problems
        return found

    def version(self) -> str:
        """A hash of everything that was read so far."""
        return self._digest.hexdigest()[:12]

    def _section(self, name: str, shape: type[AnyShape]) -> AnyShape:
        """A file of ``language/`` that is one entry; an empty one where there is none, or none that could be read."""
        paths = self._if_there(f"language/{name}.yaml")
        return next((entry for path in paths for _, entry, _ in self._entries(path, shape, name)), shape())

    def _if_there(self, path: str) -> list[str]:
        return [path] if path in self._source.files else []

    def _entries(self, path: str, shape: type[Shape], name: str | None) -> tuple[tuple[str, Any, Origin], ...]:
        shown_as, raw = self._source.shown(path), self._source.files.get(path)
        if raw is None:
            self.problems.append(Problem(shown_as, 1, 1, "找不到文件。", "the file is not there."))
            return ()
        self._digest.update(f"{path}\n".encode() + raw)
        piece = self._read_file(raw, shown_as, shape, name)
        self.problems += piece.problems
        return piece.entries

    def _add(self, found: Section, section: str, name: str, entry: Any, origin: Origin) -> bool:
        if name in found:
            zh, en = f"{name} 已在别的文件里定义。", f"{name} is already defined in another file."
            self.problems.append(origin.problem(("",), zh, en))
            return False
        found[name] = entry
        self.origins[section, name] = origin
        return True
