"""The interview of a topic as a Mermaid flowchart: the real conversation, explored from its first question."""

from __future__ import annotations

from collections import deque
from datetime import date
from typing import NamedTuple

from bot import clock
from dialogs.machine import Choice, Event, assessment_of, step
from dialogs.session import Session
from policy.catalogue import Catalogue

MOST_NODES = 40


def interview_graph(catalogue: Catalogue, topic: str, on: date) -> str:
    """The interview on a day. What leads to the same situation is one node.

    After ``MOST_NODES`` the rest stands as one node "…"; the questions nearest to the first are shown.
    """
    return _Explorer(catalogue, topic, on).drawn()


class _Situation(NamedTuple):
    """Two sessions with equal situations go on in the same way."""

    asking: str | None
    measures: tuple[object, ...]
    closed: frozenset[str]


class _Explorer:
    def __init__(self, catalogue: Catalogue, topic: str, on: date) -> None:
        self.catalogue = catalogue
        self.at = clock.fixed(on)()
        self.nodes: dict[_Situation, str] = {}
        self.waiting: deque[tuple[Session, tuple[Choice, ...]]] = deque()
        self.lines = ["flowchart TD"]
        self.capped = False
        self._visit(*self._after(Session(), Event("start", "", self.at, "zh", topic)))

    def drawn(self) -> str:
        while self.waiting:
            self._leave(*self.waiting.popleft())
        if self.capped:
            self.lines.append('    more["…"]')
        return "\n".join(self.lines)

    def _after(self, session: Session, event: Event) -> tuple[Session, tuple[Choice, ...]]:
        session, replies = step(self.catalogue, session, event)
        return session, replies[-1].choices

    def _visit(self, session: Session, choices: tuple[Choice, ...]) -> str:
        """The node of a situation, drawn if it is new and there is room."""
        situation = self._situation(session)
        if situation in self.nodes:
            return self.nodes[situation]
        if len(self.nodes) == MOST_NODES:
            self.capped = True
            return "more"
        node = self.nodes[situation] = f"n{len(self.nodes)}"
        if session.asking is None:
            self.lines.append(f'    {node}(["{_quoted(self._outcome(session))}"])')
        else:
            question = self.catalogue.facts[session.asking].question.zh
            self.lines.append(f'    {node}["{_quoted(question)}"]')
            self.waiting.append((session, choices))
        return node

    def _leave(self, session: Session, choices: tuple[Choice, ...]) -> None:
        """Draw an arrow for each place that an answer leads to."""
        node = self.nodes[self._situation(session)]
        answers = [choice for choice in choices if not choice.value.startswith(":")]
        # A number or a day that no threshold divides: whatever it is, the interview goes on alike.
        answers = answers or [Choice("说出来", ":unknown")]
        labels: dict[str, list[str]] = {}
        for answer in answers:
            reached = self._visit(*self._answered(session, answer.value))
            labels.setdefault(reached, []).append(answer.label)
        for reached, names in labels.items():
            self.lines.append(f'    {node} -- "{_quoted(" / ".join(names))}" --> {reached}')

    def _answered(self, session: Session, value: str) -> tuple[Session, tuple[Choice, ...]]:
        """The next question; a range is not asked about a second time here."""
        after, choices = self._after(session, Event("choose", value, self.at))
        if after.asking == session.asking:
            return self._after(after, Event("choose", ":unknown", self.at))
        return after, choices

    def _situation(self, session: Session) -> _Situation:
        assessment = assessment_of(self.catalogue, session, self.at.date())
        if assessment is None or session.asking is None:
            return _Situation(None, (self._outcome(session),), frozenset())
        closed = {name for name, answer in session.answers.items() if answer.closed}
        return _Situation(
            session.asking,
            (assessment.scope, *assessment.nodes),
            assessment.askable & closed,
        )

    def _outcome(self, session: Session) -> str:
        assessment = assessment_of(self.catalogue, session, self.at.date())
        results = [] if assessment is None else assessment.results
        found = [result.measure.title.zh for result in results if result.verdict in ("eligible", "open")]
        return "、".join(found) or "没有适用的补贴或减免"


def _quoted(text: str) -> str:
    """Text within Mermaid's double quotes."""
    return text.replace('"', "#quot;")
