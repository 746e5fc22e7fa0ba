"""The catalogue: everything that policy knows, loaded whole or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from policy.document import Document, Faq, Parameter, Topic
from policy.fact import ASKED_ON, Fact
from policy.measure import Measure
from policy.problems import CatalogueError, Problem, nearest
from policy.shape import Shape
from policy.speech import Almanac, Asides, Intent, Outside, Speech, Spelling, Statement, Subject, Words
from policy.validation import AnyShape, Origin, shaped
from policy.yamlfile import YamlFile, read_yaml

Section = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """What is loaded, by id. ``version`` is a hash of the content: equal content, equal version."""

    version: str
    documents: dict[str, Document] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    faq: dict[str, Faq] = field(default_factory=dict)
    speech: Speech = field(default_factory=Speech)

    def parameter(self, name: str, on: date) -> str | None:
        """The value of a parameter on a day; None where no period of it is known."""
        for period in self.parameters[name].values:
            if period.from_ <= on and (period.to is None or on <= period.to):
                return period.value
        return None


@dataclass(frozen=True)
class Reading:
    """A catalogue as it was read, with the place of everything, for those who report on it."""

    catalogue: Catalogue
    origins: dict[tuple[str, str], Origin]

    def problem(self, section: str, name: str, route: tuple[str | int, ...], zh: str, en: str) -> Problem:
        return self.origins[section, name].problem(route, zh, en)


def load_catalogue(root: Path) -> Catalogue:
    """Load and validate the catalogue in a folder; raises CatalogueError with every problem found."""
    from policy.references import check_references

    reading = read_catalogue(root)
    if problems := check_references(reading):
        raise CatalogueError(problems)
    return reading.catalogue


def read_catalogue(root: Path) -> Reading:
    """Read every file into its shape; references between files are not yet checked."""
    if not (root / "documents.yaml").is_file():
        zh = "这里没有目录数据：找不到 documents.yaml。"
        en = "no catalogue here: documents.yaml is not found. Name the folder that holds it."
        raise CatalogueError([Problem(str(root), 1, 1, zh, en)])
    reader = _Reader(root)
    catalogue = Catalogue(
        documents=reader.mapped("documents", Document, [root / "documents.yaml"]),
        topics=reader.mapped("topics", Topic, [root / "topics.yaml"]),
        parameters=reader.mapped("parameters", Parameter, [root / "parameters.yaml"]),
        facts=reader.mapped("facts", Fact, sorted((root / "facts").glob("*.yaml"))),
        measures=reader.one_a_file("measures", Measure),
        faq=reader.one_a_file("faq", Faq),
        texts=reader.texts(),
        speech=reader.speech(),
        version=reader.version(),
    )
    if reader.problems:
        raise CatalogueError(reader.problems)
    catalogue.facts.setdefault(ASKED_ON, _asked_on())
    return Reading(catalogue, reader.origins)


def _asked_on() -> Fact:
    """The day of the question: a fact that is always known and never asked."""
    name = {"zh": "咨询日期", "en": "date of the question"}
    return Fact.model_validate({"id": ASKED_ON, "kind": "date", "name": name, "question": name, "why": name})


class _Reader:
    """Reads sections of the catalogue and gathers what is wrong instead of stopping at it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.origins: dict[tuple[str, str], Origin] = {}
        self._digest = hashlib.sha256()

    def mapped(self, section: str, shape: type[Shape], files: list[Path]) -> Section:
        """Files that map ids to entries."""
        found: Section = {}
        for file in files:
            parsed = self._read(file)
            if parsed is None:
                continue
            if not isinstance(parsed.data, dict | None):
                self.problems.append(
                    Origin(parsed).problem((), "这里应是键值（id: …）。", "expected a mapping (id: …).")
                )
                continue
            for name, data in (parsed.data or {}).items():
                self._add(found, section, shape, name, data, Origin(parsed, (name,)), {"id": name})
        return found

    def one_a_file(self, section: str, shape: type[Shape]) -> Section:
        """Files ``<section>/<topic>/<id>.yaml`` that hold one entry each."""
        found: Section = {}
        folder = self.root / section
        for file in sorted(folder.rglob("*.y*ml")):
            if file.suffix != ".yaml" or file.parent.parent != folder:
                zh = f"文件放错了地方，应为 {section}/主题/名称.yaml。"
                en = f"this file is in the wrong place. Expected {section}/topic/id.yaml."
                self.problems.append(Problem(self._shown(file), 1, 1, zh, en))
                continue
            parsed = self._read(file)
            if parsed is None:
                continue
            origin = Origin(parsed)
            name = file.stem
            self._add(found, section, shape, name, parsed.data, origin, {})
            if self.origins.get((section, name)) is not origin:
                continue
            entry = found[name]
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
        folder = self.root / "language"
        for file in sorted(folder.rglob("*.y*ml")):
            if file.parent != folder or file.suffix != ".yaml" or file.stem not in Speech.model_fields:
                zh, en = nearest(file.stem, Speech.model_fields)
                words = f"language/ 里没有这个文件。{zh}", f"no such file in language/.{en}"
                self.problems.append(Problem(self._shown(file), 1, 1, *words))
        return Speech(
            spelling=self._section("spelling", Spelling),
            words=self._section("words", Words),
            almanac=self._section("almanac", Almanac),
            asides=self._section("asides", Asides),
            outside=self._section("outside", Outside),
            statements=self.mapped("statements", Statement, sorted(folder.glob("statements.yaml"))),
            subjects=self.mapped("subjects", Subject, sorted(folder.glob("subjects.yaml"))),
            intents=self.mapped("intents", Intent, sorted(folder.glob("intents.yaml"))),
        )

    def _section(self, name: str, shape: type[AnyShape]) -> AnyShape:
        """A file of ``language/`` that is one entry; an empty one where there is none."""
        file = self.root / "language" / f"{name}.yaml"
        parsed = self._read(file) if file.is_file() else None
        if parsed is None:
            return shape()
        entry = shaped(shape, parsed.data, Origin(parsed))
        if isinstance(entry, list):
            self.problems += entry
            return shape()
        return entry

    def _add(
        self, found: Section, section: str, shape: type[Shape], name: str, data: Any, origin: Origin,
        extra: dict[str, str],
    ) -> None:  # fmt: skip
        if name in found:
            zh, en = f"{name} 已在别的文件里定义。", f"{name} is already defined in another file."
            self.problems.append(origin.problem(("",), zh, en))
            return
        entry = shaped(shape, data, origin, extra)
        if isinstance(entry, list):
            self.problems += entry
            return
        found[name] = entry
        self.origins[section, name] = origin

    def _read(self, file: Path) -> YamlFile | None:
        shown_as = self._shown(file)
        try:
            self._digest.update(f"{file.relative_to(self.root)}\n".encode() + file.read_bytes())
            return read_yaml(file, shown_as)
        except FileNotFoundError:
            self.problems.append(Problem(shown_as, 1, 1, "找不到文件。", "the file is not there."))
        except CatalogueError as error:
            self.problems += error.problems
        return None

    def texts(self) -> dict[str, str]:
        """The source texts that quotes are checked against, by file name."""
        found = {}
        for file in sorted((self.root / "documents").glob("*.txt")):
            raw = file.read_bytes()
            self._digest.update(raw)
            try:
                found[file.name] = raw.decode("utf-8")
            except UnicodeDecodeError as error:
                line = raw[: error.start].count(b"\n") + 1
                zh, en = "不是 UTF-8 编码。", "not UTF-8. Save the file as UTF-8."
                self.problems.append(Problem(self._shown(file), line, 1, zh, en))
        return found

    def _shown(self, file: Path) -> str:
        """The path as an administrator would type it."""
        return str(Path(self.root.name) / file.relative_to(self.root))

    def version(self) -> str:
        return self._digest.hexdigest()[:12]
