"""The heavy work of editing: each a function of files, so that it can be done in another process."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bot.checking import check_whole
from bot.editing.effects import Effect, effects
from policy.catalogue import load_catalogue
from policy.problems import Problem
from policy.reader import ReadFile
from policy.source import Source


class Findings(NamedTuple):
    """What the whole check says of a catalogue: its version if it can be loaded, and what is wrong with it."""

    version: str | None
    problems: list[Problem]


def findings(read: ReadFile, source: Source) -> Findings:
    checked = check_whole(source, read)
    return Findings(checked.catalogue.version if checked.catalogue else None, checked.problems)


def effects_of(read: ReadFile, before: Source, after: Source, on: date) -> list[Effect]:
    """What would change for people; both catalogues can be loaded, or CatalogueError is raised."""
    return effects(load_catalogue(before, read), load_catalogue(after, read), on)
