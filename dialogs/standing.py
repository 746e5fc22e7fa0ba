"""Where a conversation stands, for somebody who looks at it without taking a step."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dialogs.answers import known, stored
from dialogs.messages import Reply
from dialogs.prompt import pending
from dialogs.renewal import changed_by_catalogue
from dialogs.session import Session
from dialogs.turn import Turn
from policy.assessment import Assessment
from policy.catalogue import Catalogue
from policy.domain import Domain
from policy.fact import Fact


class Given(NamedTuple):
    """One answer. ``domain`` None: it was said that nothing is known. ``matters``: not made void by another answer."""

    fact: Fact
    domain: Domain | None
    matters: bool


class Standing:
    """A session, read under a catalogue on a day. Nothing here changes it."""

    def __init__(self, catalogue: Catalogue, session: Session, asked_on: date) -> None:
        fits = session.asking is None or session.asking in catalogue.facts
        if not fits or (session.topic is not None and session.topic not in catalogue.topics):
            session = session._replace(topic=None, place="topic", asking=None, revisiting=False)
        self.catalogue = catalogue
        self.session = session
        self._turn = Turn(catalogue, session, asked_on)
        self.waiting: Reply = pending(self._turn)

    @property
    def asking(self) -> Fact | None:
        """The fact that is being asked."""
        return self._turn.asking

    @property
    def assessment(self) -> Assessment | None:
        """What the answers come to, without the one that is about to be changed; None without a topic."""
        return self._turn.assessment if self.session.topic is not None else None

    @property
    def known(self) -> dict[str, Domain]:
        """What the answers say, and what follows from them, whatever the topic."""
        return known(self.catalogue, self.session.answers)

    @property
    def unasked(self) -> int:
        """How many facts still matter and can still be asked."""
        return len(self._turn.unasked) if self.session.topic is not None else 0

    @property
    def given(self) -> list[Given]:
        """Every answer, in the order in which they were first given."""
        facts = self.catalogue.facts
        void = self.assessment.ignored if self.assessment is not None else []
        return [
            Given(facts[name], domain if domain != facts[name].universe else None, name not in void)
            for name, answer in self.session.answers.items()
            if name in facts
            for domain in [stored(facts[name], answer)]
        ]

    @property
    def questions(self) -> list[Fact]:
        """Every question of the topic, the one that routes it first."""
        topic = self._turn.topic
        if topic is None:
            return []
        names = dict.fromkeys([*([topic.guard] if topic.guard else []), *topic.pins, *self._turn.topic_facts])
        return [self.catalogue.facts[name] for name in names if self.catalogue.facts[name].id != "asked_on"]

    @property
    def changed(self) -> list[str]:
        """The measures that a newer catalogue changed since this conversation was last told."""
        return list(dict.fromkeys((*self.session.changed, *changed_by_catalogue(self._turn))))
