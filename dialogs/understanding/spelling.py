"""Other spellings made one: traditional characters, dialect words, words mistyped as others of the same sound."""

from __future__ import annotations

import re
from functools import lru_cache

from policy.speech import Misheard, Spelling

_SHORT = 2


def well_spelt(text: str, spelling: Spelling) -> str:
    """A normalised text as somebody would write it who types carefully and speaks the standard language."""
    return _correction(spelling).corrected(standard(text, spelling))


def standard(text: str, spelling: Spelling) -> str:
    """A normalised text in simplified characters and without dialect words; what is mistyped stays."""
    correction = _correction(spelling)
    plain = text if correction.traditional.isdisjoint(text) else text.translate(correction.characters)
    return correction.variants.sub(lambda match: spelling.variants[match[0]], plain)


class _Correction:
    def __init__(self, spelling: Spelling) -> None:
        self.traditional = frozenset(spelling.traditional)
        self.characters = str.maketrans(spelling.traditional, spelling.simplified)
        longest_first = sorted(spelling.variants, key=len, reverse=True)
        self.variants = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
        self._misheard = spelling.misheard
        self._alike = _alike(spelling.misheard)
        self._words = sorted(spelling.misheard.words, key=len, reverse=True)
        self._heard = frozenset(self._words)
        self._kept = frozenset((*spelling.misheard.words, *spelling.misheard.real))
        beginnings = [(word, word[:1]) for word in self._kept]
        beginnings += [(word, sound) for word in self._words for sound in self._alike.get(word[0], word[0])]
        self._beginning: dict[str, list[str]] = {}
        for word, beginning in sorted(beginnings, key=lambda one: -len(one[0])):
            self._beginning.setdefault(beginning, []).append(word)

    def corrected(self, text: str) -> str:
        """A text in which every word that sounds like one of ours is that one; of several the longest."""
        parts: list[str] = []
        position = 0
        while position < len(text):
            piece = text[position]
            for word in self._beginning.get(piece, ()):
                written = text[position : position + len(word)]
                if written == word or (word in self._heard and self._sounds_like(word, written)):
                    piece = written
                    break
            parts.append(self._meant(piece))
            position += len(piece)
        return "".join(parts)

    def _sounds_like(self, word: str, written: str) -> bool:
        return len(word) == len(written) and all(
            theirs in self._alike.get(ours, {ours}) for ours, theirs in zip(word, written, strict=True)
        )

    def _meant(self, written: str) -> str:
        """The word that was meant; only one slip is forgiven in a word of two characters."""
        if len(written) < _SHORT or written in self._kept:
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
