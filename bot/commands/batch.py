"""A batch: one input a line, one result a line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from bot.errors import RefusedInput
from bot.output import print_json, read_lines


def answer_each_line(file: Path, answer: Callable[[str, int], Any]) -> None:
    """Print what ``answer`` gives for each line and its number, blank lines left out.

    A refused line gives an object with ``error`` and ``line`` and is named on stderr; the others go on. Ends with exit
    code 1 if any was refused.
    """
    refused = False
    for number, line in enumerate(read_lines(file), 1):
        if not line.strip():
            continue
        try:
            result = answer(line, number)
        except RefusedInput as error:
            refused = True
            result = {"error": str(error), "line": number}
            print(f"jinhui: {file}:{number}: {error}", file=sys.stderr)
        print_json(result)
    if refused:
        raise typer.Exit(1)
