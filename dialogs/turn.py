"""One step in the making: the session as it changes, what has been said so far, and what is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

from dialogs.answers import known, stored
from dialogs.interview import next_question
from dialogs.messages import Reply
from dialogs.session import Answer, Session
from dialogs.values import spelled
from dialogs.wording import render
from policy.assessment import Assessment, assess
from policy.catalogue import Catalogue
from policy.document import Topic
from policy.domain import Domain
from policy.fact import Fact
from policy.program import program_for
from policy.scope import CITY, Scope


def assessment_of(
    catalogue: Catalogue, session: Session, asked_on: date, setting_aside: str | None = None
) -> Assessment | None:
    """What the session's answers come to in its topic, without one answer if asked so; None without a topic."""
    if session.topic is None:
        return None
    answers = {name: answer for name, answer in session.answers.items() if name != setting_aside}
    facts = known(catalogue, answers)
    return assess(catalogue, facts, asked_on, _scope(catalogue, session.topic, facts))


def _scope(catalogue: Catalogue, topic: str, facts: Mapping[str, Domain]) -> Scope:
    guard = catalogue.topics[topic].guard
    branches = None
    if guard is not None and guard in facts:
        branches = frozenset(spelled(catalogue.facts[guard], facts[guard]))
    city = facts.get(CITY)
    only_city = spelled(catalogue.facts[CITY], city)[0] if city is not None and city.is_point else None
    return Scope(topic, branches, only_city)


class Turn:
    """``recorded`` are the facts answered in this step, ``contradicted`` what some of them were before.

    ``read_freely``: they were read out of what somebody wrote, and may be read wrongly.
    ``wants_to_know``: what was written in this step asks something; ``is_about``: the measure it clearly speaks of.
    ``suggested`` is the frequent question answered in this step whose matter can be worked out for the person.
    ``by_agent``: somebody else takes the step in the person's stead.
    ``conclusions_changed``: a newer catalogue, and not what was said in this step, changed a verdict or an amount.
    """

    def __init__(self, catalogue: Catalogue, session: Session, asked_on: date) -> None:
        self.catalogue = catalogue
        self.session = self.before = session
        self.asked_on = asked_on
        self.said: list[str] = []
        self.recorded: dict[str, Domain] = {}
        self.contradicted: dict[str, Domain] = {}
        self.read_freely = False
        self.left_open: Fact | None = None
        self.shows_result = False
        self.wants_to_know = False
        self.is_about: str | None = None
        self.begun: list[str] = []
        self.answered_faq: str | None = None
        self.rating: Literal["helpful", "not_helpful"] | None = None
        self.prompt: Reply | None = None
        self.suggested: str | None = None
        self.by_agent = False
        self.conclusions_changed = False
        self._nothing_left = False
        self._assessment: Assessment | None = None
        self._basis: tuple[Mapping[str, Answer], str | None, str | None] = {}, None, None

    def change(self, **fields: Any) -> None:
        """Go on with a session that differs in these fields."""
        self.session = self.session._replace(**fields)

    def say(self, template: str, **values: Any) -> None:
        """Say something before the question."""
        self.said.append(render(template, self.session.language, **values))

    @property
    def topic(self) -> Topic | None:
        return self.catalogue.topics[self.session.topic] if self.session.topic else None

    @property
    def asking(self) -> Fact | None:
        """The fact that the pending question is about."""
        return self.catalogue.facts[self.session.asking] if self.session.asking else None

    @property
    def assessment(self) -> Assessment:
        """What the answers come to, leaving out the one that is about to be changed. Needs a topic."""
        session, (answers, topic, left_out) = self.session, self._basis
        aside = session.asking if session.revisiting else None
        if self._assessment is None or session.answers is not answers or (session.topic, aside) != (topic, left_out):
            self._assessment = assessment_of(self.catalogue, session, self.asked_on, aside)
            self._basis = session.answers, session.topic, aside
            assert self._assessment is not None, "there is a topic"
        return self._assessment

    # ---- what there is

    @property
    def given(self) -> list[tuple[Fact, Domain]]:
        """The answers that say something, in the order in which they were first given."""
        facts = known(self.catalogue, self.session.answers)
        return [(self.catalogue.facts[name], facts[name]) for name in self.session.answers if name in facts]

    def answered(self, name: str) -> Domain | None:
        """What was said about a fact; None if nothing."""
        return known(self.catalogue, self.session.answers).get(name) if name in self.session.answers else None

    @property
    def previous(self) -> str | None:
        """The fact answered before the one that is asked, or the last one if nothing is asked."""
        trail, asking = self.session.trail, self.session.asking
        earlier = trail[: trail.index(asking)] if asking in trail else trail
        return earlier[-1] if earlier else None

    @property
    def unasked(self) -> list[str]:
        """The facts that still matter and of which nobody said that they are not known."""
        answers = self.session.answers
        return [name for name in self.assessment.askable if not (name in answers and answers[name].closed)]

    @property
    def has_more(self) -> bool:
        """Whether there is a question left to ask."""
        return not self._nothing_left and self._next() is not None

    @property
    def topic_facts(self) -> list[str]:
        """The facts that this topic asks about."""
        assert self.session.topic is not None, "there is a topic"
        return program_for(self.catalogue, Scope(self.session.topic)).variables.facts

    def topic_of(self, facts: Iterable[str]) -> str | None:
        """The topic that uses most of these facts; None if none uses any."""
        uses = {
            name: len({*program_for(self.catalogue, Scope(name)).variables.facts, topic.guard}.intersection(facts))
            for name, topic in self.catalogue.topics.items()
        }
        best = max(uses, key=lambda name: uses[name], default=None)
        return best if best is not None and uses[best] else None

    # ---- answers

    def record(self, found: Mapping[str, Domain]) -> None:
        """Keep what was understood; where it contradicts an earlier answer, the new one counts."""
        answers = dict(self.session.answers)
        for name, domain in found.items():
            answers[name] = self._joined(self.catalogue.facts[name], domain)
        self._answered(answers)

    def _joined(self, fact: Fact, domain: Domain) -> Answer:
        """The answer together with an earlier one; what was asked a second time is not asked a third time."""
        asked = fact.id == self.session.asking
        before = self.session.answers.get(fact.id)
        closed = False
        if before is not None and not (asked and self.session.revisiting):
            earlier = stored(fact, before)
            if both := earlier & domain:
                domain, closed = both, before.closed or asked
            else:
                self.contradicted[fact.id] = earlier
        self.recorded[fact.id] = domain
        return Answer(spelled(fact, domain), closed)

    def leave_open(self) -> None:
        """Nothing more is known about the fact that is asked; it is not asked again."""
        fact = self.asking
        assert fact is not None, "something is asked"
        before = self.session.answers.get(fact.id)
        values = before.values if before is not None and not self.session.revisiting else ()
        self.left_open = fact
        self._answered({**self.session.answers, fact.id: Answer(values, closed=True)})

    def _answered(self, answers: dict[str, Answer]) -> None:
        trail, asking = self.session.trail, self.session.asking
        new = [*self.recorded, *([asking] if asking in answers else [])]
        self.change(answers=answers, trail=tuple(dict.fromkeys((*trail, *new))), asking=None, revisiting=False)

    # ---- where to go

    def advance(self) -> None:
        """Ask what matters most next; show the result when nothing does any more."""
        self.change(asking=None, revisiting=False)
        asking = self._next()
        if asking is None:
            self._nothing_left = True
            self.show_result()
        else:
            self.change(place="interview", asking=asking)

    def _next(self) -> str | None:
        topic = self.topic
        assert topic is not None, "a topic is chosen"
        answers = self.session.answers
        if topic.guard is not None and topic.guard not in answers:
            return topic.guard
        return next_question(self.assessment, {name for name, answer in answers.items() if answer.closed})

    def revisit(self, name: str) -> None:
        """Ask a fact again that has an answer."""
        self.change(place="interview", asking=name, revisiting=True)

    def show_result(self) -> None:
        self.shows_result = True
        self.change(place="result", asking=None, revisiting=False)

    def begin(self, topic: str) -> None:
        """Start a topic; answers to facts that it shares with others stay."""
        self.begun.append(topic)
        self.change(
            topic=topic, trail=tuple(self.recorded), verdicts={}, amounts={}, changed=(), asking=None, revisiting=False
        )
        self.advance()

    def end(self) -> None:
        """Forget everything except how many steps there were."""
        session = Session(turn=self.session.turn, language=self.session.language, place="ended")
        self.session = session
