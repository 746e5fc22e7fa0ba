"""Pages made from templates: Markdown in Chinese, for the terminal, for paper and for a work order."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from policy.assessment import Bounds, amount_text
from policy.spoken import say_day

_BLANK_LINES = re.compile(r"\n{3,}")


def page(template: str, **values: Any) -> str:
    """A page as Markdown; never more than one blank line in a row."""
    return _BLANK_LINES.sub("\n\n", _environment().get_template(f"{template}.md.j2").render(values)).strip()


def yuan(low: int, high: int | None) -> str:
    """Bounds in fen as words: "17699.12元", "0.00元至20000.00元", "不低于0.00元"."""
    return _bounds(Bounds(low, high, "CNY"))


def _bounds(bounds: Bounds) -> str:
    sign = "元" if bounds.unit == "CNY" else "%"
    low = amount_text(bounds.low, bounds.unit) + sign
    if bounds.high is None:
        return f"不低于{low}"
    return low if bounds.low == bounds.high else f"{low}至{amount_text(bounds.high, bounds.unit)}{sign}"


def _day(day: date) -> str:
    return say_day(day.toordinal(), "zh")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        autoescape=False,  # Markdown for a terminal or paper, never HTML
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(bounds=_bounds, day=_day)
    environment.globals.update(yuan=yuan)
    return environment
