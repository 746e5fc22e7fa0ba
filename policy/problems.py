"""What can be wrong, as an administrator or a caller reads it: where, what, and what to do instead.

One exception tree::

    PolicyError
    ├── CatalogueError   the catalogue cannot be loaded or fails its own examples; holds every Problem
    └── RefusedValue     a value given for a fact cannot be that fact's value

Every sentence exists in Chinese and in English, side by side, because administrators read both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


class PolicyError(Exception):
    """Anything that policy refuses."""


@dataclass(frozen=True)
class Problem:
    """One thing to mend in the catalogue.

    ``line`` and ``column`` count from 1. ``excerpt`` is the line itself, so that the caret can point into it.
    """

    path: str
    line: int
    column: int
    zh: str
    en: str
    excerpt: str = ""

    def __str__(self) -> str:
        shown = self.excerpt.lstrip()
        indent = max(self.column - 1 - (len(self.excerpt) - len(shown)), 0)
        # A Chinese character is two columns wide on a terminal: pad with as many as stand before the caret.
        padding = "".join("　" if ord(letter) > 0x2E80 else " " for letter in shown[:indent])
        lines = [f"{self.path}:{self.line}:{self.column}"]
        if shown:
            lines.append(f"  {shown}")
        lines.append(f"  {padding}^ {self.zh}")
        lines.append(f"  {padding}  {self.en}")
        return "\n".join(lines)


def in_reading_order(problems: Iterable[Problem]) -> list[Problem]:
    """File by file, from top to bottom."""
    return sorted(problems, key=lambda problem: (problem.path, problem.line, problem.column))


class CatalogueError(PolicyError):
    """The catalogue is not fit to be served; ``problems`` says everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_reading_order(problems)
        super().__init__("\n\n".join(str(problem) for problem in self.problems))


class RefusedValue(PolicyError):
    """A value that a fact cannot have: an unknown option, 30 February, a negative price."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en
        super().__init__(f"{zh}\n{en}")


def nearest(name: str, names: Iterable[str]) -> tuple[str, str]:
    """A closing sentence with the most similar valid name, in Chinese and English; empty when none is close."""
    found = get_close_matches(name, list(names), n=1, cutoff=0.5)
    return (f"最接近的是 {found[0]}。", f" Nearest: {found[0]}.") if found else ("", "")
