"""Figures for operators, in Prometheus' format."""

from __future__ import annotations

from functools import lru_cache
from time import time
from typing import TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.storage.store import MessageStore

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)


Figure = TypeVar("Figure", Counter, Histogram)


@lru_cache(100)
def _of(figure: Figure, channel: str) -> Figure:
    """A channel's own figure, which takes longer to find than to change."""
    return figure.labels(channel)


class Metrics:
    """A Watch that counts, and says how much waits in the outbox when it is asked."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._turns = self._counter("jinhui_turns", "Turns applied")
        self._latency = Histogram(
            "jinhui_turn_seconds",
            "From an event to its commit, in seconds",
            ["channel"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._unanswered = self._counter("jinhui_unanswered", "Questions left without an answer")
        self._sent = self._counter("jinhui_sent", "Messages delivered")
        self._retries = self._counter("jinhui_retries", "Deliveries to be tried again", "reason")
        self._given_up = self._counter("jinhui_given_up", "Messages given up")
        self._depth = self._gauge("jinhui_outbox_messages", "Messages waiting to be sent")
        self._age = self._gauge("jinhui_outbox_age_seconds", "Age of the oldest message that waits, in seconds")
        self._kept = self._gauge("jinhui_outbox_given_up", "Messages that were given up and are still kept")

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(name, meaning, ["channel", *labels], registry=self._registry)

    def _gauge(self, name: str, meaning: str) -> Gauge:
        return Gauge(name, meaning, ["channel"], registry=self._registry)

    def turn(self, channel: str, seconds: float, *, unanswered: bool) -> None:
        _of(self._turns, channel).inc()
        _of(self._latency, channel).observe(seconds)
        if unanswered:
            self._unanswered.labels(channel).inc()

    def sent(self, channel: str) -> None:
        _of(self._sent, channel).inc()

    def retried(self, channel: str, reason: str) -> None:
        self._retries.labels(channel, reason).inc()

    def given_up(self, channel: str) -> None:
        self._given_up.labels(channel).inc()

    async def page(self, store: MessageStore, channel: str) -> bytes:
        """All figures as text."""
        depth = await store.depth(channel)
        self._depth.labels(channel).set(depth.waiting)
        self._age.labels(channel).set(0 if depth.oldest is None else max(0.0, time() - depth.oldest))
        self._kept.labels(channel).set(depth.given_up)
        return generate_latest(self._registry)
