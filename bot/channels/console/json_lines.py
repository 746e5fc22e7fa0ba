"""The console for programs: one JSON object a turn, the first before any input."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from bot.channels.console.screen import Said
from bot.output import print_json
from bot.reports.assessment import money_as_data
from bot.turn import Taken
from policy.assessment import Assessment

_REFUSED = '这一行以 { 开头，但不是 {"choose": "…"}。/ This line begins with { but is not {"choose": "…"}.'


class JsonScreen:
    """An input line is text, or ``{"choose": "<value>"}`` to press a choice."""

    def __init__(self) -> None:
        self._last: dict[str, Any] = {}

    def show(self, taken: Taken, assessment: Assessment | None) -> None:
        session = taken.session
        # Without a topic it may be nothing, and nobody knows how much it is at most.
        low, high = (0, None) if assessment is None else assessment.total[:2]
        self._last = {
            "replies": [
                {"text": reply.text, "choices": [choice._asdict() for choice in reply.choices]}
                for reply in taken.replies
            ],
            "state": session.state,
            "asking": session.asking,
            "turn": session.turn,
            "bounds": money_as_data(low, high),
        }
        print_json(self._last)

    def listen(self) -> Iterator[Said]:
        for line in sys.stdin:
            text = line.strip()
            if not text.startswith("{"):
                yield Said("text", text)
            elif (value := _chosen(text)) is not None:
                yield Said("choose", value)
            else:
                # Nothing happened, so the pending question and its choices are what they were.
                refused = {**self._last["replies"][-1], "text": _REFUSED}
                print_json({**self._last, "replies": [refused]})


def _chosen(text: str) -> str | None:
    """The value of ``{"choose": "<value>"}``; None for anything else."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.keys() != {"choose"} or not isinstance(data["choose"], str):
        return None
    value: str = data["choose"]
    return value.encode("utf-8", "replace").decode()  # half a character cannot be stored
