"""Typed text, made uniform before anything is read from it."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 500
"""What comes after so many characters is not read: nobody answers a question that long."""

_CONTROL = r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad"
_FORMATTING = r"\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_INVISIBLE = re.compile(f"[{_CONTROL}{_FORMATTING}]")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)，(?=\d)")  # a Chinese comma does not group thousands
_APOSTROPHE = re.compile("[‘’ʼ]")  # phones write don’t
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[a-z]{2}")
_SPACE = re.compile(r"\s+")
_EDGES = " \t,，.。!！?？;；:：、~…\"'“”‘’()（）[]【】"
_FILLERS = re.compile(
    r"^(?:(?:嗯+|哦|呃|那个|就是|应该是|好像是|选择?|属于|算是|我买的是|买的是|买了个?|it is|it's|i have)[,，、\s]*)+"
)
_PARTICLES = re.compile(r"[了的着啊呀呢吧哦哈嘛呗哟哩嘞,，.。!！~ ]+$")


def normalised(text: str, longest: int = LONGEST) -> str:
    """The text in one spelling: one line, lower case, half-width digits, no control or direction characters."""
    shown = unicodedata.normalize("NFKC", _BETWEEN_DIGITS.sub(", ", _INVISIBLE.sub("", text[:longest])))
    return _SPACE.sub(" ", _APOSTROPHE.sub("'", shown)).strip().casefold()[:longest]


def core(text: str) -> str:
    """A normalised text without what only carries the tone: opening fillers, closing particles, punctuation."""
    return _PARTICLES.sub("", _FILLERS.sub("", text.strip(_EDGES))).strip(_EDGES)


def is_english(text: str) -> bool:
    """Whether a normalised text has words in Latin letters and not one Chinese character."""
    return _CHINESE.search(text) is None and _WORD.search(text) is not None
