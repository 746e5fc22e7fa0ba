"""What most commands begin with: the settings, the catalogue that they name, one of its topics."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import typer

from bot.shipped import SHIPPED_CATALOGUE
from policy.catalogue import Catalogue, load_catalogue
from policy.problems import CatalogueError, nearest


def catalogue(load: Callable[[Path], Catalogue] = load_catalogue) -> Catalogue:
    """The catalogue in use. One that is broken is not served: its problems are printed and the command ends."""
    try:
        return load(_folder())
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


def known_topic(served: Catalogue, name: str) -> str:
    """The name, if the catalogue has such a topic; wrong usage otherwise."""
    if name in served.topics:
        return name
    zh, en = nearest(name, served.topics)
    valid = ", ".join(served.topics)
    raise typer.BadParameter(f"没有主题 {name}，可用：{valid}。{zh} / no topic {name}, valid: {valid}.{en}")
