"""The time in Shanxi. Only channels and commands read it; everything inside is given the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone

# China has had one zone without summer time since 1991. A fixed offset needs no time-zone database.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

Clock = Callable[[], datetime]


def now() -> datetime:
    return datetime.now(SHANGHAI)


def fixed(day: date) -> Clock:
    """A clock that always shows noon of a day."""
    noon = datetime.combine(day, time(12), SHANGHAI)
    return lambda: noon
