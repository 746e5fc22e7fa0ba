"""Every process serves the newest published catalogue, a moment after it was published."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

import structlog

from bot import clock
from bot.editing.rests import Rests
from bot.editing.workplace import Workplace
from bot.errors import BotError
from dialogs.machine import step
from dialogs.messages import Event
from dialogs.session import Session
from policy.catalogue import Catalogue, load_catalogue
from policy.pieces import resting
from policy.problems import CatalogueError

LOOKING_SECONDS = 1.0
WAITING_SECONDS = 0.0001
_YOUNG, _NEVER = 1, 1_000_000_000

_log = structlog.get_logger()


class Serving(Protocol):
    """Whatever serves a catalogue that may be replaced at any time."""

    catalogue: Catalogue


class Follower:
    """Replaces what is served whenever something was published. One that cannot be loaded never replaces it.

    ``rest`` waits for so many seconds: turns go on while a catalogue is loaded, and come first.
    """

    def __init__(
        self, serving: Serving, workplace: Workplace, generation: int, rest: Callable[[float], object]
    ) -> None:
        self._serving = serving
        self._workplace = workplace
        self._generation = generation
        self._rest = rest

    def look(self) -> bool:
        """Load what was published since, if anything; False if what was served is still served."""
        if self._workplace.revisions.generation() == self._generation:
            return False
        served = self._workplace.served()
        self._generation = served.generation  # also if it is broken: say so once, not every second
        try:
            with resting(Rests(self._rest)), _undisturbed_by_the_collector():
                catalogue = load_catalogue(served.source, self._workplace.read)
                prepare(catalogue, clock.now())
        except CatalogueError as error:
            places = [f"{problem.path}:{problem.line}:{problem.column} {problem.en}" for problem in error.problems]
            _log.error("catalogue not replaced", generation=served.generation, problems=places[:10])
            return False
        except Exception:  # a fault of ours: what is served goes on, and the next release is looked at again
            _log.exception("catalogue not replaced", generation=served.generation)
            return False
        self._serving.catalogue = catalogue
        _log.info("catalogue replaced", generation=served.generation, version=catalogue.version)
        return True


@contextmanager
def following(serving: Serving, workplace: Workplace, generation: int) -> Iterator[None]:
    """Follow what is published, in a thread, so that turns go on meanwhile.

    A turn passes through several threads. While another one computes, each has to wait for the interpreter: shortly.
    """
    sys.setswitchinterval(WAITING_SECONDS)
    stop = threading.Event()
    follower = Follower(serving, workplace, generation, stop.wait)

    def follow() -> None:
        while not stop.wait(LOOKING_SECONDS):
            try:
                follower.look()
            except (BotError, OSError) as error:
                _log.error("cannot see what is published", reason=str(error))

    thread = threading.Thread(target=follow, name="following the catalogue", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextmanager
def _undisturbed_by_the_collector() -> Iterator[None]:
    """Going through everything while so many objects are made would stop all turns for a tenth of a second, repeatedly.

    Only what is young is gone through meanwhile. What was made stays out of the collector's way: a catalogue is served
    for days. One that is replaced is freed all the same, as soon as nothing refers to it.
    """
    youngest, young, everything = gc.get_threshold()
    gc.set_threshold(youngest, young, _NEVER)
    try:
        yield
    finally:
        gc.collect(_YOUNG)  # or what turns have left behind would stay for ever, too
        gc.freeze()
        gc.set_threshold(youngest, young, everything)


def prepare(catalogue: Catalogue, at: datetime) -> None:
    """Compile what a conversation needs, so that nobody's first question waits for it."""
    for topic in catalogue.topics:
        session, _ = step(catalogue, Session(), Event("start", "", at, topic=topic))
        step(catalogue, session, Event("text", "补贴怎么领", at))
