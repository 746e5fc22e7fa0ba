"""Buttons under a message: what they carry, and how they are laid out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import east_asian_width

from dialogs.machine import Choice, Origin

LONGEST_DATA = 64  # bytes, by Telegram's rule
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NARROW = 16  # columns: two such labels stand side by side on a phone
_BY_POSITION = "#"


class Carried(NamedTuple):
    """What a pressed button says: where it stood, and the value of its choice or, after "#", its position."""

    origin: Origin
    value: str


def carry(origin: Origin, choice: Choice, position: int) -> str:
    """``turn|fact|value`` in ASCII. A value that is too long is replaced by its position among those shown."""
    turn, fact, by_position = _in_base_36(origin.turn), origin.fact or "", f"{_BY_POSITION}{position}"
    for value in (choice.value, by_position):
        data = f"{turn}|{fact}|{value}"
        if data.isascii() and len(data) <= LONGEST_DATA:
            return data
    return f"{turn}||{by_position}"


def carried(data: str) -> Carried | None:
    """What a button carries; None for anything that is none of ours."""
    turn, *rest = data.split("|", 2)
    if len(rest) != 2 or not turn or not set(turn) <= set(_DIGITS):
        return None
    fact, value = rest
    return Carried(Origin(int(turn, 36), fact or None), value)


def rows_of(choices: Sequence[Choice], origin: Origin) -> list[list[dict[str, str]]]:
    """The keyboard of a message: answers first, one or two in a row, then what leads elsewhere, two in a row."""
    buttons = [
        (choice, {"text": choice.label, "callback_data": carry(origin, choice, position)})
        for position, choice in enumerate(choices)
    ]
    answers = [button for choice, button in buttons if not choice.value.startswith(":")]
    places = [button for choice, button in buttons if choice.value.startswith(":")]
    return [*_in_rows(answers), *_in_rows(places)]


def _in_rows(buttons: Sequence[dict[str, str]]) -> list[list[dict[str, str]]]:
    columns = 2 if all(_width(button["text"]) <= _NARROW for button in buttons) else 1
    return [[*buttons[start : start + columns]] for start in range(0, len(buttons), columns)]


@lru_cache(1000)
def _width(label: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in label)


def _in_base_36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
