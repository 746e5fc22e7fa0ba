"""Numbers that are spelled out in English, as figures: two hundred thousand is 200000."""

from __future__ import annotations

import re
from functools import cache

_BELOW_TWENTY = """
    one two three four five six seven eight nine ten
    eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
"""
_FROM_TWENTY = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: number for number, word in enumerate(_BELOW_TWENTY.split(), start=1)}
_TENS = {word: 10 * number for number, word in enumerate(_FROM_TWENTY.split(), start=2)}
_SCALES = {"thousand": 1000, "million": 1_000_000}
_WORTH = {"a": 1, **_SMALL, **_TENS}
_BELOW_HUNDRED = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_SMALL)})\b)?|(?:{'|'.join(_SMALL)}))\b"
_BELOW_THOUSAND = rf"(?:(?:a|{_BELOW_HUNDRED}) hundred\b(?: (?:and )?{_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
_SPELLED_OUT = (
    rf"\b(?:(?:{_BELOW_THOUSAND}|a) million\b(?: (?:and )?(?:{_BELOW_THOUSAND}) thousand\b)?"
    rf"|(?:{_BELOW_THOUSAND}|a) thousand\b(?: (?:and )?{_BELOW_THOUSAND})?"
    rf"|{_BELOW_THOUSAND})(?!-[a-z])"
)
_OF_A_SCALE = re.compile(
    rf"\b(?:(?P<half>half)|(?:a |one )?(?P<quarter>quarter) of) an? (?P<scale>{'|'.join(_SCALES)})\b"
    rf"|\b(?P<whole>\d+|{'|'.join(_SMALL)}) and a half (?P<scale_of_whole>{'|'.join(_SCALES)})\b"
)
_HINT = re.compile(r"[a-z]{3}")
_PRONOUN = "one"


@cache
def _pattern() -> re.Pattern[str]:
    """Compiled when the first text comes that has words in Latin letters."""
    return re.compile(_SPELLED_OUT)


def in_figures(text: str) -> str:
    """A normalised text with every number that is spelled out in figures: "another one" stays."""
    return _pattern().sub(_figure, _OF_A_SCALE.sub(_part, text)) if _HINT.search(text) else text


def _part(match: re.Match[str]) -> str:
    """Half a million, a quarter of a million, two and a half million."""
    if whole := match["whole"]:
        scale = _SCALES[match["scale_of_whole"]]
        return str((int(whole) if whole.isdecimal() else _SMALL[whole]) * scale + scale // 2)
    return str(_SCALES[match["scale"]] // (2 if match["half"] else 4))


def _figure(match: re.Match[str]) -> str:
    if match[0] == _PRONOUN:
        return match[0]
    total = section = 0
    for word in re.split(r"[- ]", match[0]):
        if word in _SCALES:
            total, section = total + section * _SCALES[word], 0
        elif word == "hundred":
            section *= 100
        elif word != "and":
            section += _WORTH[word]
    return str(total + section)
