"""What somebody wrote, fit to be kept and read by others."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
_E_MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z]\s?[·.]?\s?[A-Za-z0-9]{5,6}"
)
_LONG_NUMBER = re.compile(r"\d(?:[\s-]?\d){6,}[\dXx]?")


def names_a_person(text: str) -> bool:
    """Whether something in a text could name a person: an identity or telephone number, a number plate, an address."""
    shown = unicodedata.normalize("NFKC", text)
    return any(pattern.search(shown) for pattern in (_E_MAIL, _PLATE, _LONG_NUMBER))


def masked(text: str) -> str:
    """The text on one line without e-mail addresses, number plates and numbers of seven digits or more."""
    shown = " ".join(unicodedata.normalize("NFKC", text[: 2 * LONGEST]).split())
    for pattern in (_E_MAIL, _PLATE, _LONG_NUMBER):
        shown = pattern.sub("***", shown)
    return shown[:LONGEST]
