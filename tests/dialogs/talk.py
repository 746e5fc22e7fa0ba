"""A person who talks: keeps the session between steps, as a channel does, and remembers what was replied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, Literal

from dialogs.machine import Event, Origin, Reply, step
from dialogs.session import Session
from policy.catalogue import Catalogue
from policy.shape import Language

SHANXI = timezone(timedelta(hours=8))
LONGEST_INTERVIEW = 40

BATTERY_CAR_2025 = {
    "old_car.disposal": "scrapped",
    "old_car.disposal_date": "2025-10-05",
    "old_car.disposal_place": "shanxi",
    "old_car.owner": "self",
    "old_car.fuel": "petrol",
    "old_car.first_registered": "2010-05-01",
    "old_car.owned_since": "2015-01-01",
    "new_car.condition": "new",
    "new_car.invoice_date": "2025-10-20",
    "new_car.invoice_place": "shanxi",
    "new_car.energy": "battery",
    "new_car.price": "200000",
    "new_car.in_tax_catalogue": "true",
    "new_car.passenger_car": "true",
    "car.lottery_won": "false",
}
PHONE = {"goods.kind": "phone", "goods.price": "4000", "goods.purchase_date": "2026-03-01"}


class Talk:
    """Starts a conversation at once; every step goes through the stored form of the session."""

    def __init__(
        self,
        catalogue: Catalogue,
        topic: str | None = None,
        language: Language | None = None,
        on: str = "2026-04-12",
        start: bool = True,
    ) -> None:
        self.catalogue = catalogue
        self.at = datetime.fromisoformat(on).replace(hour=12, tzinfo=SHANXI)
        self.session = Session()
        self.replies: list[Reply] = []
        if start:
            self.start(topic, language)

    def start(self, topic: str | None = None, language: Language | None = None, **more: Any) -> str:
        return self._step("start", "", language, topic, **more)

    def say(self, text: str, *, by_agent: str = "") -> str:
        """Write something; returns everything that is replied."""
        return self._step("text", text, by_agent=by_agent)

    def press(self, value: str, origin: Origin | None = None, *, by_agent: str = "") -> str:
        """Press a button; where ``origin`` is given, one that may have been shown a while ago."""
        return self._step("choose", value, origin=origin, by_agent=by_agent)

    def send(self, what: str) -> str:
        """Send something that nobody can read."""
        return self._step("other", what)

    @property
    def shown(self) -> Origin:
        """Where the buttons stand that were shown last."""
        return Origin(self.session.turn, self.session.asking)

    def _step(
        self,
        kind: Literal["start", "text", "choose", "other"],
        value: str,
        language: Language | None = None,
        topic: str | None = None,
        **more: Any,
    ) -> str:
        event = Event(kind, value, self.at, language, topic, **more)
        session, self.replies = step(self.catalogue, self.session, event)
        self.session = Session.from_json(session.to_json())
        assert self.session == session
        return self.text

    @property
    def text(self) -> str:
        return "\n\n".join(reply.text for reply in self.replies)

    @property
    def offered(self) -> list[str]:
        return [choice.value for choice in self.replies[-1].choices]

    def answer(self, facts: Mapping[str, str]) -> str:
        """Answer every question by its fact, "not sure" where none is given, until there is a result."""
        for _ in range(LONGEST_INTERVIEW):
            if self.session.asking is None:
                return self.text
            self.press(facts.get(self.session.asking, ":unknown"))
        raise AssertionError("the interview does not end")

    def answer_until(self, fact: str, facts: Mapping[str, str]) -> None:
        """Answer until a fact is asked."""
        for _ in range(LONGEST_INTERVIEW):
            if self.session.asking == fact:
                return
            assert self.session.asking is not None, f"{fact} was never asked"
            self.press(facts.get(self.session.asking, ":unknown"))
