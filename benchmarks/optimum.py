"""The least expected number of questions, by dynamic programming over positions.

A branch is cut when even an optimistic guess of it is no better than what was found. The guess is a true bound: to
decide only some of the open measures never takes more questions than to decide all of them, and measures that share
no fact take as many as each of them alone, added up.
"""

from __future__ import annotations

from math import inf

from benchmarks.game import Game, Position


class TooManyPositions(Exception):
    """The game is too large to be solved within the limit."""


class Optimum:
    """Solves positions of a game; raises TooManyPositions after ``limit`` of them."""

    def __init__(self, game: Game, limit: int) -> None:
        self.game = game
        self.limit = limit
        self._values: dict[Position, float] = {}
        self._best: dict[Position, str | None] = {}
        self._bounds: dict[Position, float] = {}

    @property
    def solved(self) -> int:
        return len(self._values)

    def value(self, position: Position) -> float:
        """The expected number of questions that the best order asks from here."""
        return sum(self._part(part) for part in self.game.parts(position))

    def choice(self, position: Position) -> str | None:
        """A question that an optimal order asks here; None if nothing is open."""
        for part in self.game.parts(position):
            self._part(part)
            return self._best[part]
        return None

    def _part(self, position: Position) -> float:
        found = self._values.get(position)
        if found is None:
            if len(self._values) >= self.limit:
                raise TooManyPositions
            found = self._values[position] = self._solve(position)
        return found

    def _solve(self, position: Position) -> float:
        game = self.game
        options = []
        for fact in self._worth_trying(position):
            outcomes = game.outcomes(position, fact)
            guess = 1 + sum(probability * self.bound(after) for probability, after in outcomes)
            options.append((guess, fact, outcomes))
        options.sort(key=lambda option: option[0])
        best, chosen = inf, None
        for guess, fact, outcomes in options:
            if guess >= best - 1e-9:
                break
            expected = guess
            for probability, after in outcomes:
                expected += probability * (self.value(after) - self.bound(after))
                if expected >= best:
                    break
            if expected < best:
                best, chosen = expected, fact
        assert chosen is not None, "an open position has a question"
        self._best[position] = chosen
        return best

    def _worth_trying(self, position: Position) -> list[str]:
        """The questions among which the best is: one alone, if some open measure depends on nothing else.

        That question has to be asked sooner or later on every path, and to know its answer now does no harm.
        """
        questions = self.game.questions(position)
        lonely = {self.game.residuals.support[node] for node in position.active}
        for fact in questions:
            variable, _ = self.game.variables.slots[fact]
            if 1 << variable in lonely and len(self.game.variables.groups[variable]) == 1:
                return [fact]
        return questions

    def bound(self, position: Position) -> float:
        """No order asks fewer questions than this on average."""
        found = self._bounds.get(position)
        if found is None:
            found = self._bounds[position] = self._bound(position)
        return found

    def _bound(self, position: Position) -> float:
        nodes = set(position.active)
        if not nodes:
            return 0.0
        if len(nodes) == 1 and not position.pending:
            return self.value(position)
        singles = [self.game.alone(position, node) for node in nodes]
        ranked = sorted(((self.value(one), self.game.reach(one)) for one in singles), reverse=True)
        total, taken = 0.0, 0
        for value, reach in ranked:
            if not reach & taken:
                total += value
                taken |= reach
        return total
