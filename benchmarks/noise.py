"""How long a message takes that is nothing but noise: to read it, and a whole step of a conversation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from time import perf_counter

from benchmarks.report import Row
from dialogs.machine import Event, step
from dialogs.session import Session
from dialogs.understanding import understand
from policy.catalogue import Catalogue

DAY = date(2026, 4, 12)
AT = datetime(2026, 4, 12, 12, tzinfo=timezone(timedelta(hours=8)))
KILOBYTES = 100
PIECES = (
    "字", "一", "1", "今年", "5到", "一月到", "没", "报废", "9,", "二十多万", "\u202e", "🚗", "卖旧车", "((",
    "在太原买", "a ", "冰箱4999", "(旧|老)车", "20万的车和", "不是", "ｗ",
)  # fmt: skip


def rows(catalogue: Catalogue) -> Iterator[Row]:
    session, _ = step(catalogue, Session(), Event("start", "", AT))
    understand(catalogue, "预热", DAY)
    read = _worst(lambda text: understand(catalogue, text, DAY))
    asked = _worst(lambda text: understand(catalogue, text, DAY, "car", "new_car.price"))
    turn = _worst(lambda text: step(catalogue, session, Event("text", text, AT)))
    goal = 20.0
    short = _worst(lambda text: understand(catalogue, text, DAY), kilobytes=1)
    yield Row(f"1 kB of noise understood, worst of {len(PIECES)} kinds", short, "ms", goal)
    yield Row(f"{KILOBYTES} kB, of which the first 500 characters are read, per kB", read, "ms", goal)
    yield Row("the same as an answer to a question, per kB", asked, "ms", goal)
    yield Row("the same as a step of a conversation, per kB", turn, "ms", goal)


def _worst(read: Callable[[str], object], kilobytes: int = KILOBYTES) -> float:
    """Milliseconds per kB of the kind of noise that takes longest."""
    return max(_milliseconds(read, piece * (kilobytes * 1024 // len(piece.encode()))) for piece in PIECES) / kilobytes


def _milliseconds(read: Callable[[str], object], text: str) -> float:
    start = perf_counter()
    read(text)
    return (perf_counter() - start) * 1000
