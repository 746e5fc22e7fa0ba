"""How fast work in the background goes on: slowly enough that those who are being answered hardly notice it."""

from __future__ import annotations

from collections.abc import Callable
from time import thread_time

STRETCH_SECONDS = 0.0005
SHARE = 8
"""So many times as long as a stretch is the rest after it."""

MOST_SECONDS = 2.0


class Rests:
    """A rest after each stretch of computing, in proportion to it; call it between two pieces of the work.

    All rests of one piece of work together take MOST_SECONDS at most: however much there is to do, it gets done.
    ``rest`` waits for so many seconds.
    """

    def __init__(self, rest: Callable[[float], object]) -> None:
        self._rest = rest
        self._left = MOST_SECONDS
        self._since = thread_time()

    def __call__(self) -> None:
        worked = thread_time() - self._since
        if worked < STRETCH_SECONDS or self._left <= 0:
            return
        seconds = min(worked * SHARE, self._left)
        self._left -= seconds
        self._rest(seconds)
        self._since = thread_time()
