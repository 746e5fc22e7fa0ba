"""Orders of asking, and how many questions each takes: ours, the catalogue's, by occurrence, and an optimal one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, Protocol

from benchmarks.game import Game, Position
from benchmarks.optimum import Optimum
from dialogs.interview import next_question
from policy.assessment import assess
from policy.boxes import boxes_of
from policy.catalogue import Catalogue
from policy.domain import Domain
from policy.scope import CITY, Scope

Values = Mapping[str, int]


class Order(Protocol):
    """``choice`` is the next question, None when nothing is open; ``trace`` is all that later choices depend on."""

    def choice(self, position: Position, answers: Values) -> str | None: ...

    def trace(self, answers: Values) -> object: ...


class _ByPosition:
    """An order that looks at nothing but what is still open."""

    def __init__(self, game: Game) -> None:
        self.game = game

    def trace(self, answers: Values) -> object:
        return None


class FixedOrder(_ByPosition):
    """The order of the catalogue, leaving out what no longer matters."""

    def choice(self, position: Position, answers: Values) -> str | None:
        return next(iter(self.game.questions(position)), None)


class OccurrenceCount(_ByPosition):
    """First the fact on which most of the open measures depend."""

    def choice(self, position: Position, answers: Values) -> str | None:
        support, slots = self.game.residuals.support, self.game.variables.slots

        def occurrences(fact: str) -> int:
            return sum(support[node] >> slots[fact][0] & 1 for node in position.active)

        return max(self.game.questions(position), key=occurrences, default=None)


class OptimalOrder(_ByPosition):
    """An order that no other beats on average."""

    def __init__(self, game: Game, optimum: Optimum) -> None:
        super().__init__(game)
        self.optimum = optimum

    def choice(self, position: Position, answers: Values) -> str | None:
        return self.optimum.choice(position)


class OurOrder:
    """What the conversation asks. Like it, this looks at one city's measures only as soon as the city is known."""

    def __init__(self, game: Game, catalogue: Catalogue, scope: Scope, asked_on: date, given: Values) -> None:
        self.game, self.catalogue, self.scope, self.asked_on, self.given = game, catalogue, scope, asked_on, given
        self.boxes = boxes_of(game.program)

    def choice(self, position: Position, answers: Values) -> str | None:
        said = {**self.given, **answers}
        city = list(self.catalogue.facts[CITY].options)[said[CITY]] if CITY in said else None
        known = {fact: Domain.of(value) for fact, value in said.items()}
        scope = self.scope._replace(city=city)
        fact = next_question(assess(self.catalogue, known, self.asked_on, scope))
        expected = self.game.questions(position)
        assert fact in expected if expected else fact is None, f"asked {fact}, open are {expected} after {answers}"
        return fact

    def trace(self, answers: Values) -> object:
        """The city, and the ways to a benefit that are left: the choice is made by counting those."""
        left = -1
        for fact, value in answers.items():
            variable, side = self.game.variables.slots[fact]
            group = self.game.variables.groups[variable]
            partner = answers.get(group[1 - side]) if len(group) == 2 else None
            inside = self.boxes.inside[variable]
            allowed = 0
            for cell in self.game.residuals.live(fact, value, partner):
                allowed |= inside[cell]
            left &= allowed
        return left, answers.get(CITY)


class _Reached(NamedTuple):
    position: Position
    trace: object


class Expectation:
    """The expected number of questions of an order, exactly: over everybody, not over a sample."""

    def __init__(self, game: Game, order: Order) -> None:
        self.game, self.order = game, order
        self._values: dict[_Reached, float] = {}

    def value(self) -> float:
        return self._value(self.game.start, {})

    def _value(self, position: Position, answers: Values) -> float:
        key = _Reached(position, self.order.trace(answers))
        found = self._values.get(key)
        if found is None:
            found = self._values[key] = self._computed(position, answers)
        return found

    def _computed(self, position: Position, answers: Values) -> float:
        fact = self.order.choice(position, answers)
        if fact is None:
            return 0.0
        values = self.game.values[fact]
        later = (self._value(self.game.after(position, fact, one), {**answers, fact: one}) for one in values)
        return 1 + sum(later) / len(values)


def questions_for(game: Game, order: Order, person: Values) -> int:
    """How many questions one person is asked."""
    position, answers, count = game.start, dict[str, int](), 0
    while (fact := order.choice(position, answers)) is not None:
        position = game.after(position, fact, person[fact])
        answers[fact] = person[fact]
        count += 1
    return count
