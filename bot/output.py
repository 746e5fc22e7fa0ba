"""Standard input and output, as every command uses them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from bot.errors import RefusedInput


def print_json(data: Any, indent: int | None = None) -> None:
    """One JSON document, readable as it is (Chinese is not escaped), and passed on at once."""
    print(json.dumps(data, ensure_ascii=False, indent=indent), flush=True)


def read_text(file: Path) -> str:
    """A whole file, or standard input for ``-``; raises RefusedInput."""
    return "".join(read_lines(file))


def read_lines(file: Path) -> Iterator[str]:
    """The lines of a file as they come, or of standard input for ``-``; raises RefusedInput."""
    try:
        if str(file) == "-":
            yield from sys.stdin
        else:
            with file.open(encoding="utf-8-sig", errors="replace") as lines:
                yield from lines
    except OSError as error:
        raise RefusedInput(f"读不了 {file}：{error.strerror}", f"cannot read {file}: {error.strerror}") from error


def open_what_is_closed() -> None:
    """Give whoever was started without standard streams empty ones: nothing to read, and nobody who reads."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))


def speak_utf8() -> None:
    """UTF-8 in and out whatever the locale says. What is not UTF-8 or cannot be written is shown as such."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def discard_what_is_buffered() -> None:
    """After a write that failed: what is still buffered goes nowhere, instead of into an error at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
