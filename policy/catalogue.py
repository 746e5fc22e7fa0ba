"""The catalogue: everything that policy knows, loaded whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from policy.document import Document, Faq, Parameter, Topic
from policy.fact import ASKED_ON, Fact
from policy.measure import Measure
from policy.problems import CatalogueError, Problem
from policy.source import Source
from policy.speech import Speech

if TYPE_CHECKING:
    from policy.reader import ReadFile
    from policy.validation import Origin


@dataclass(frozen=True, eq=False, repr=False)
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

    def __repr__(self) -> str:
        return f"<Catalogue {self.version}: {len(self.measures)} measures, {len(self.faq)} FAQ>"

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


def load_catalogue(where: Path | Source, read: ReadFile | None = None) -> Catalogue:
    """Load and validate the catalogue in a folder or out of files; raises CatalogueError with every problem found."""
    from policy.references import check_references

    reading = read_catalogue(where, read)
    if problems := check_references(reading):
        raise CatalogueError(problems)
    return reading.catalogue


def read_catalogue(where: Path | Source, read: ReadFile | None = None) -> Reading:
    """Read every file into its shape; references between files are not yet checked. Raises CatalogueError.

    ``read`` reads a single file, by default each of them; one that is ``remembering`` reads only what is new to it.
    """
    from policy.reader import Reader, read_file  # a catalogue that was kept needs neither this nor YAML

    source = Source.in_folder(where) if isinstance(where, Path) else where
    if "documents.yaml" not in source.files:
        zh = "这里没有目录数据：找不到 documents.yaml。"
        en = "no catalogue here: documents.yaml is not found. Name the folder that holds it."
        raise CatalogueError([Problem(str(where) if isinstance(where, Path) else source.name, 1, 1, zh, en)])
    reader = Reader(source, read or read_file)
    catalogue = Catalogue(
        documents=reader.mapped("documents", Document, ["documents.yaml"]),
        topics=reader.mapped("topics", Topic, ["topics.yaml"]),
        parameters=reader.mapped("parameters", Parameter, ["parameters.yaml"]),
        facts=reader.mapped("facts", Fact, source.within("facts", ".yaml")),
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
