"""Facts that a button carries until somebody says whether they are meant: goods.kind=phone&goods.price=3999."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from dialogs.turn import Turn
from dialogs.values import spelled, understood
from policy.domain import Domain
from policy.problems import RefusedValue


def packed(turn: Turn, found: Mapping[str, Domain]) -> str:
    """Facts in the catalogue's own spelling."""
    facts = turn.catalogue.facts
    return "&".join(f"{name}={','.join(spelled(facts[name], domain))}" for name, domain in found.items())


def unpacked(turn: Turn, text: str) -> dict[str, Domain]:
    """The facts again, without what a newer catalogue no longer has."""
    return dict(_unpacked(turn, text))


def _unpacked(turn: Turn, text: str) -> Iterator[tuple[str, Domain]]:
    for part in text.split("&"):
        name, _, values = part.partition("=")
        if name in turn.catalogue.facts:
            with suppress(RefusedValue):
                yield name, understood(turn.catalogue.facts[name], values.split(","))
