"""What most commands begin with: the settings, the catalogue that they name, one of its topics."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.shipped import SHIPPED_CATALOGUE, default_database
from policy.catalogue import Catalogue, load_catalogue
from policy.problems import CatalogueError, nearest
from policy.source import Source

if TYPE_CHECKING:
    from bot.editing.workplace import Workplace


def catalogue(load: Callable[[Source], Catalogue] = load_catalogue) -> Catalogue:
    """The catalogue in use. One that is broken is not served: its problems are printed and the command ends."""
    return _sound(served_source(), load)


def served_source() -> Source:
    """The files that the settings name, with what is published over them."""
    shipped, database = Source.in_folder(_folder()), _database()
    if not database.exists():
        return shipped
    from bot.storage.published import published_texts

    return shipped.overlaid(published_texts(database))


def workplace(database: Path | None = None) -> Workplace:
    """The same files, and what lies over them in a database, by default that of the settings."""
    from bot.editing.workplace import Workplace

    return Workplace(_folder(), database or _database())


def loaded(where: Workplace) -> tuple[int, Catalogue]:
    """The catalogue in use with the generation that it is of; a broken one ends the command as above."""
    served = where.served()
    return served.generation, _sound(served.source, lambda source: load_catalogue(source, where.read))


def _sound(source: Source, load: Callable[[Source], Catalogue]) -> Catalogue:
    try:
        return load(source)
    except CatalogueError as error:
        print(error, file=sys.stderr)
        print("\n目录有错误，没有使用它。/ The catalogue is broken and was not used.", file=sys.stderr)
        raise typer.Exit(1) from None


def _folder() -> Path:
    """Where the catalogue is. To read all settings would take as long as to understand a message."""
    named = os.environ.get("JINHUI_CATALOGUE")
    folder = Path(named).expanduser() if named else SHIPPED_CATALOGUE
    if (folder / "documents.yaml").is_file():
        return folder
    from bot.settings import read_settings  # says what is wrong with it

    return read_settings().catalogue


def _database() -> Path:
    """Where the database is, or would be."""
    named = os.environ.get("JINHUI_DATABASE")
    return Path(named).expanduser() if named else default_database()


def known_topic(served: Catalogue, name: str) -> str:
    """The name, if the catalogue has such a topic; wrong usage otherwise."""
    if name in served.topics:
        return name
    zh, en = nearest(name, served.topics)
    valid = ", ".join(served.topics)
    raise typer.BadParameter(f"没有主题 {name}，可用：{valid}。{zh} / no topic {name}, valid: {valid}.{en}")
