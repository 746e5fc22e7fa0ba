"""`jinhui settings`: what is set, by which variable, and what is left at its default."""

from __future__ import annotations

import os
from typing import Any, NamedTuple

from pydantic import SecretStr
from rich.console import Console
from rich.table import Table

from bot.output import print_json
from bot.settings import Settings, read_settings, variable

MASK = "********"


class Shown(NamedTuple):
    """A setting as it may be shown. ``source`` is the variable that sets it, or "default"."""

    name: str
    value: Any
    source: str


def settings(*, as_json: bool) -> None:
    """List the settings of this process; raises SettingsError if one is wrong."""
    shown = [_shown(field, read_settings()) for field in Settings.model_fields]
    if as_json:
        print_json([one._asdict() for one in shown], indent=2)
        return
    table = Table("设置 / Setting", "值 / Value", "来源 / Source", box=None, pad_edge=False)
    for one in shown:
        table.add_row(one.name, "" if one.value is None else str(one.value), one.source)
    Console(width=None if os.isatty(1) else 160, highlight=False).print(table)


def _shown(field: str, current: Settings) -> Shown:
    name, value = variable(field), getattr(current, field)
    names = [name, "PORT"] if field == "port" else [name]
    source = next((one for one in names if os.environ.get(one)), "default")
    return Shown(name, _plain(value), source)


def _plain(value: Any) -> Any:
    if isinstance(value, SecretStr):
        return MASK
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or None
    return value if isinstance(value, str | int | float) or value is None else str(value)
