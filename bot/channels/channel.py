"""What the sender needs of a messaging platform."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Delivered(NamedTuple):
    """The platform has the message, or there is nothing left to send it for.

    ``repeatable``: if it were delivered again nobody would notice.
    """

    repeatable: bool = False


class TooMany(NamedTuple):
    """The platform wants no more for a while, in seconds."""

    seconds: float


class Unavailable(NamedTuple):
    """The platform cannot be reached or has trouble of its own: worth another try."""

    reason: str


class Refused(NamedTuple):
    """The platform will never take this message."""

    reason: str


class Unreachable(NamedTuple):
    """The person does not want to hear from us any more."""

    reason: str


Delivery = Delivered | TooMany | Unavailable | Refused | Unreachable


class Channel(Protocol):
    """Delivers the messages that it wrote. ``name`` is what its people's names begin with: "telegram:123"."""

    name: str

    async def deliver(self, person: str, message: str) -> Delivery:
        """Try once. Never raises what the platform can cause."""
        ...
