"""What an operator wants to know while it runs; the figures themselves are kept elsewhere."""

from __future__ import annotations

from typing import Protocol


class Watch(Protocol):
    """Is told what happened, and how long it took in seconds. Never slows anything down, never fails."""

    def turn(self, channel: str, seconds: float, *, unanswered: bool) -> None:
        """A turn was applied and is durable."""
        ...

    def sent(self, channel: str) -> None: ...

    def retried(self, channel: str, reason: str) -> None: ...

    def given_up(self, channel: str) -> None: ...


class NobodyWatches:
    """For conversations that nobody keeps figures of."""

    def turn(self, channel: str, seconds: float, *, unanswered: bool) -> None:
        pass

    def sent(self, channel: str) -> None:
        pass

    def retried(self, channel: str, reason: str) -> None:
        pass

    def given_up(self, channel: str) -> None:
        pass
