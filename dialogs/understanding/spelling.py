"""Other spellings made one: traditional characters, dialect words, words mistyped as others of the same sound."""

from __future__ import annotations

import re
from functools import lru_cache

from policy.speech import Misheard, Spelling

_SHORT = 2


def well_spelt(text: str, spelling: Spelling) -> str:
    """A normalised text as somebody would write it who types carefully and speaks the standard language."""
    return _correction(spelling).sounds.sub(_correction(spelling).corrected, standard(text, spelling))


def standard(text: str, spelling: Spelling) -> str:
    """A normalised text in simplified characters and without dialect words; what is mistyped stays."""
    correction = _correction(spelling)
    plain = text.translate(correction.characters)
    return correction.variants.sub(lambda match: spelling.variants[match[0]], plain)


class _Correction:
    def __init__(self, spelling: Spelling) -> None:
        self.characters = str.maketrans(spelling.traditional, spelling.simplified)
        longest_first = sorted(spelling.variants, key=len, reverse=True)
        self.variants = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
        self._misheard = spelling.misheard
        self._alike = _alike(spelling.misheard)
        words = sorted(spelling.misheard.words, key=len, reverse=True)
        self._words = words
        self._kept = frozenset((*spelling.misheard.words, *spelling.misheard.real))
        expressions = [(word, re.escape(word)) for word in self._kept]
        expressions += [(word, "".join(map(self._any_like, word))) for word in words]
        by_length = sorted(expressions, key=lambda one: -len(one[0]))
        self.sounds = re.compile("|".join(expression for _, expression in by_length) or r"(?!)")

    def _any_like(self, character: str) -> str:
        return f"[{re.escape(''.join(sorted(self._alike.get(character, {character}))))}]"

    def _sounds_like(self, word: str, written: str) -> bool:
        return len(word) == len(written) and all(
            theirs in self._alike.get(ours, {ours}) for ours, theirs in zip(word, written, strict=True)
        )

    def corrected(self, match: re.Match[str]) -> str:
        """The word that was meant; only one slip is forgiven in a word of two characters."""
        written = match[0]
        if written in self._kept:
            return written
        for word in self._words:
            slips = sum(ours != theirs for ours, theirs in zip(word, written, strict=False))
            if self._sounds_like(word, written) and (slips == 1 or len(word) > _SHORT):
                return word
        return written


def _alike(misheard: Misheard) -> dict[str, set[str]]:
    """For each character all that sound like it, itself among them."""
    found: dict[str, set[str]] = {}
    for sounds in misheard.sounds:
        for character in sounds:
            found.setdefault(character, {character}).update(sounds)
    return found


@lru_cache(maxsize=4)
def _correction(spelling: Spelling) -> _Correction:
    return _Correction(spelling)
