"""Wishes that are no question about a policy: to go back, to be put through, to be forgotten, to be thanked."""

from __future__ import annotations

from dialogs.understanding.commands import read_command
from dialogs.understanding.lexicon import phrases
from dialogs.understanding.searching import Phrases
from policy.catalogue import Catalogue
from policy.derived import derived

OTHER = "other"
_INTENTS = {
    ":why": "why", ":back": "back", ":change": "change", ":restart": "restart", ":so-far": "so_far",
    ":handoff": "handoff", ":forget": "forget", ":language": "language", ":language:zh": "language",
    ":language:en": "language", ":answers": "answers", ":source": "source",
    ":result": "so_far", ":topics": "topic", ":again": "restart",
}  # fmt: skip
_TOPIC = ":topic:"


def whole_wish(sentence: str) -> tuple[str, str] | None:
    """The intent and the topic of a message that is nothing but a command."""
    command = read_command(sentence) or ""
    if command.startswith(_TOPIC):
        return "topic", command.removeprefix(_TOPIC)
    return (_INTENTS[command], OTHER) if command in _INTENTS else None


def wish_in(catalogue: Catalogue, sentence: str, *, anywhere: bool) -> str | None:
    """The first intent of which a message has a phrase: of those that always count, or of the others."""
    for name, always, pattern in _wishes(catalogue):
        if always == anywhere and pattern.found_in(sentence):
            return name
    return None


@derived()
def _wishes(catalogue: Catalogue) -> list[tuple[str, bool, Phrases]]:
    return [
        (name, intent.anywhere, phrases(catalogue, intent.phrases)) for name, intent in catalogue.speech.intents.items()
    ]
