"""What most commands begin with: the settings, the catalogue that they name, one of its topics."""

from __future__ import annotations

import sys

import typer

from bot.settings import read_settings
from policy.catalogue import Catalogue, load_catalogue
from policy.problems import CatalogueError, nearest


def catalogue() -> Catalogue:
    """The catalogue in use. One that is broken is not served: its problems are printed and the command ends."""
    try:
        return load_catalogue(read_settings().catalogue)
    except CatalogueError as error:
        print(error, file=sys.stderr)
        print("\n目录有错误，没有使用它。/ The catalogue is broken and was not used.", file=sys.stderr)
        raise typer.Exit(1) from None


def known_topic(served: Catalogue, name: str) -> str:
    """The name, if the catalogue has such a topic; wrong usage otherwise."""
    if name in served.topics:
        return name
    zh, en = nearest(name, served.topics)
    valid = ", ".join(served.topics)
    raise typer.BadParameter(f"没有主题 {name}，可用：{valid}。{zh} / no topic {name}, valid: {valid}.{en}")
