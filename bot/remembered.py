"""The conversations of the last minutes, so that going on with one needs no reading."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from dialogs.session import Session

MOST = 1000
LONGEST_SECONDS = 600.0
"""Long before a conversation expires, which is not noticed here."""


class Remembered:
    """Each conversation can be taken out once and has to be put back after its next step.

    What another process does to one is not noticed here either, but when its next step is to be kept.
    """

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._of: OrderedDict[str, tuple[float, Session]] = OrderedDict()

    def put(self, person: str, session: Session) -> None:
        self._of[person] = self._seconds(), session
        if len(self._of) > MOST:
            self._of.popitem(last=False)

    def take(self, person: str) -> Session | None:
        """Where a person's conversation stood; None if that must be read."""
        at, session = self._of.pop(person, (0.0, None))
        return session if self._seconds() - at <= LONGEST_SECONDS else None
