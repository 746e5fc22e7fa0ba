"""JSON as it is kept and sent: short, in the signs that were meant, and quickly written."""

from __future__ import annotations

from typing import Any

import orjson


def as_json(value: Any) -> str:
    """Tuples of any kind become lists."""
    return orjson.dumps(value, default=tuple).decode()


def from_json(text: str) -> Any:
    """Raises ValueError for what is no JSON."""
    return orjson.loads(text)
