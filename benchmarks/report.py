"""What was measured, beside its goal: as a table for people and as JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple


class Row(NamedTuple):
    """One figure. ``goal`` is the most that was promised, or the least where ``sense`` says so; None: no promise.

    ``measured`` is None for what could not be measured here; ``what`` says why.
    """

    what: str
    measured: float | None
    unit: str
    goal: float | None = None
    sense: Literal["at most", "at least"] = "at most"

    @property
    def met(self) -> bool | None:
        if self.goal is None or self.measured is None:
            return None
        return self.measured <= self.goal if self.sense == "at most" else self.measured >= self.goal


def table(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | measured | goal | |", "| --- | ---: | ---: | --- |"]
    for row in rows:
        goal = "" if row.goal is None else f"{'≤' if row.sense == 'at most' else '≥'} {figure(row.goal)}"
        mark = {True: "met", False: "**missed**", None: ""}[row.met]
        measured = "" if row.measured is None else f"{figure(row.measured)} {row.unit}"
        lines.append(f"| {row.what} | {measured} | {goal} | {mark} |")
    return "\n".join(lines)


def figure(number: float) -> str:
    """Three digits that matter, none of them in exponents."""
    if abs(number) >= 100 or number == int(number):
        return f"{number:,.0f}".replace(",", " ")
    return f"{number:.3g}" if abs(number) >= 0.001 else f"{number:.6f}"


def as_json(groups: Mapping[str, Iterable[Row]]) -> dict[str, Any]:
    """Everything that was measured, and on what."""
    return {
        "machine": machine(),
        "rows": [{"group": name, **row._asdict(), "met": row.met} for name, rows in groups.items() for row in rows],
    }


def machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}
