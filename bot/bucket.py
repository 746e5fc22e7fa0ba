"""A token bucket: so many at once, so many a second."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic


class Bucket:
    """Holds at most ``burst`` tokens and gains ``rate`` of them a second. ``seconds`` tells the time."""

    def __init__(self, rate: float, burst: float, seconds: Callable[[], float] = monotonic) -> None:
        self._rate, self._burst, self._seconds = rate, burst, seconds
        self._tokens, self._at = burst, seconds()

    @property
    def tokens(self) -> float:
        """How many there are now; below zero by as many as were promised ahead."""
        now = self._seconds()
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate)
        self._at = now
        return self._tokens

    def take(self) -> bool:
        """Take a token if there is one."""
        if self.tokens < 1:
            return False
        self._tokens -= 1
        return True

    def give_back(self) -> None:
        """Put a token back that was taken for nothing."""
        self._tokens = min(self._burst, self.tokens + 1)

    def reserve(self) -> float:
        """Take a token that there may only be later; returns after how many seconds."""
        left = self.tokens - 1
        self._tokens = left
        return max(0.0, -left / self._rate)


class Buckets:
    """A bucket for each of many names. Those that were not used for longest are forgotten: they are full again."""

    def __init__(self, rate: float, burst: float, seconds: Callable[[], float] = monotonic, most: int = 10_000) -> None:
        self._rate, self._burst, self._seconds = rate, burst, seconds
        self._most = most
        self._of: OrderedDict[str, Bucket] = OrderedDict()

    def __getitem__(self, name: str) -> Bucket:
        if name not in self._of:
            self._of[name] = Bucket(self._rate, self._burst, self._seconds)
            if len(self._of) > self._most:
                self._of.popitem(last=False)
        self._of.move_to_end(name)
        return self._of[name]
