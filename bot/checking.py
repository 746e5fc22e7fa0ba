"""The whole check of a catalogue: shapes, references, worked examples, answers to frequent questions."""

from __future__ import annotations

from typing import NamedTuple

from dialogs.understanding.faq_check import faq_problems
from policy.catalogue import Catalogue, read_catalogue
from policy.check import run_examples
from policy.problems import CatalogueError, Problem, in_reading_order
from policy.reader import ReadFile, read_file
from policy.references import check_references
from policy.source import Source


class Checked(NamedTuple):
    """``catalogue`` is None if it cannot even be loaded; with any problem it is not fit to be served."""

    catalogue: Catalogue | None
    problems: list[Problem]

    @property
    def is_fit(self) -> bool:
        return self.catalogue is not None and not self.problems


def check_whole(source: Source, read: ReadFile = read_file) -> Checked:
    """Everything that `jinhui check` finds, in the order of the files."""
    try:
        reading = read_catalogue(source, read)
    except CatalogueError as error:
        return Checked(None, error.problems)
    if problems := check_references(reading):
        return Checked(None, in_reading_order(problems))
    found = run_examples(reading)
    found += [reading.problem("faq", *place) for place in faq_problems(reading.catalogue)]
    return Checked(reading.catalogue, in_reading_order(found))
