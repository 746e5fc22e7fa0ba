"""Long work in small pieces: whoever does it in the background may rest between two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Item = TypeVar("Item")
Rest = Callable[[], object]

_rest: ContextVar[Rest | None] = ContextVar("rest", default=None)


@contextmanager
def resting(rest: Rest) -> Iterator[None]:
    """What this thread does here, it does in pieces, with ``rest`` after each of them; other threads go on as ever."""
    before = _rest.set(rest)
    try:
        yield
    finally:
        _rest.reset(before)


def in_pieces(items: Iterable[Item]) -> Iterable[Item]:
    """The items, each of them work that takes up to a millisecond or so."""
    rest = _rest.get()
    return items if rest is None else _with_rests(items, rest)


def _with_rests(items: Iterable[Item], rest: Rest) -> Iterator[Item]:
    for item in items:
        yield item
        rest()
