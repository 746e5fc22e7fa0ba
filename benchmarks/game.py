"""The interview as a game: positions, the questions that may be asked in them, and where the answers lead.

Somebody is drawn at random: each fact has one of a few values, each as likely as another, independently of the
others. That is one value from each of the topic's merged cells; a fact that a rule compares with another has three,
spread over each cell, so that the comparison can come out either way. A position keeps only what can still matter, so
that different answers that leave the same open meet again. The game is over when nothing that matters is open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from benchmarks.people import cells_of
from benchmarks.residuals import Answer, Residuals
from policy.assessment import claim
from policy.catalogue import Catalogue
from policy.cells import Cells, PairCells
from policy.diagram import NO, YES, Node
from policy.domain import Domain
from policy.fact import ASKED_ON
from policy.program import program_for
from policy.scope import Scope

SPREAD = 3


class Position(NamedTuple):
    """Where an interview stands.

    ``active`` are the open measures that steer the questions; ``pending`` those that begin to once the fact that
    dates them fits; ``guards`` says of facts in play where they exist, ``halves`` what was said of one of a pair.
    """

    active: tuple[Node, ...]
    pending: tuple[tuple[Node, str], ...]
    guards: tuple[tuple[str, Node], ...]
    halves: tuple[Answer, ...]


class Game:
    """All interviews about the measures of a scope on a day; ``given`` is known before the first question."""

    def __init__(
        self, catalogue: Catalogue, scope: Scope, asked_on: date, given: Mapping[str, int] | None = None
    ) -> None:
        self.program = program_for(catalogue, scope)
        self.variables = self.program.variables
        self.residuals = Residuals(self.program)
        self.values = {fact: self._values(fact) for fact in self.variables.facts if fact != ASKED_ON}
        self._says: dict[tuple[Node, str], bool] = {}
        self._columns: dict[tuple[Node, str, int | None], tuple[Node, ...]] = {}
        self._alike_as: dict[Answer, int] = {}
        self._first_alike: dict[tuple[str, Cells, tuple[Cells, ...]], int] = {}
        measures = list(zip(self.program.measures, self.program.roots, strict=True))
        opened = [claim(measure, asked_on) == "open" for measure, _ in measures]
        position = Position(
            tuple(root for (_, root), its in zip(measures, opened, strict=True) if its),
            tuple((root, one.dated_by) for (one, root), its in zip(measures, opened, strict=True) if not its),
            tuple(self.program.guards.items()),
            (),
        )
        for fact, value in {ASKED_ON: asked_on.toordinal(), **(given or {})}.items():
            if fact in self.variables.slots:
                position = self.after(position, fact, value)
        self.start = self._tidied(position)

    def _values(self, fact: str) -> tuple[int, ...]:
        variable, _ = self.variables.slots[fact]
        spread = SPREAD if len(self.variables.groups[variable]) == 2 else 1
        return tuple(value for cell in cells_of(self.program, fact).domains for value in _spread(cell, spread))

    # ---- what may be asked

    def questions(self, position: Position) -> list[str]:
        """The facts that can still change something that matters and that exist for certain, in catalogue order."""
        support = 0
        for node in position.active:
            support |= self.residuals.support[node]
        uncertain = {fact for fact, _ in position.guards}
        said = {fact for fact, _ in position.halves}
        return [
            fact
            for fact in self.values
            if support >> self.variables.slots[fact][0] & 1
            and fact not in uncertain
            and fact not in said
            and self._matters(position, fact)
        ]

    def _matters(self, position: Position, fact: str) -> bool:
        """Always so for an unpaired fact in play and for the second of a pair; the first may have no say at all."""
        variable, _ = self.variables.slots[fact]
        group = self.variables.groups[variable]
        if len(group) == 1 or any(half in group for half, _ in position.halves):
            return True
        return any(self._has_a_say(node, fact) for node in position.active)

    def _has_a_say(self, node: Node, fact: str) -> bool:
        """Whether the fact changes something while the fact that it is compared with keeps some one value."""
        key = (node, fact)
        if key not in self._says:
            variable, _ = self.variables.slots[fact]
            slices = self._slices(fact)
            self._says[key] = any(
                len({self.residuals.children[inner][region] for region in regions}) > 1
                for inner in self.residuals.asking(node, variable)
                for regions in slices
            )
        return self._says[key]

    def _slices(self, fact: str) -> list[Cells]:
        variable, side = self.variables.slots[fact]
        cells, facts = self.variables.cells[variable], self.program.catalogue.facts
        assert isinstance(cells, PairCells), "only paired facts come here"
        value, other = (facts[name].universe for name in self.variables.groups[variable])
        return list(cells.slices(side, value, other))

    # ---- where answers lead

    def outcomes(self, position: Position, fact: str) -> list[tuple[float, Position]]:
        """Each position that an answer can lead to, with its probability."""
        variable, side = self.variables.slots[fact]
        group = self.variables.groups[variable]
        partner = dict(position.halves).get(group[1 - side]) if len(group) == 2 else None
        nodes = [*position.active, *(node for node, _ in position.pending), *(node for _, node in position.guards)]
        columns = zip(*(self._column(node, fact, partner) for node in nodes), strict=True)
        halves = [self._half(fact, value, partner) for value in self.values[fact]]
        counted = Counter(zip(columns, halves, strict=True))
        total = len(self.values[fact])
        return [(count / total, self._next(position, fact, column, half)) for (column, half), count in counted.items()]

    def after(self, position: Position, fact: str, value: int) -> Position:
        """The position after one answer."""
        variable, side = self.variables.slots[fact]
        group = self.variables.groups[variable]
        partner = dict(position.halves).get(group[1 - side]) if len(group) == 2 else None
        live = self.residuals.live(fact, value, partner)
        nodes = [*position.active, *(node for node, _ in position.pending), *(node for _, node in position.guards)]
        column = tuple(self.residuals.after(node, (fact, value), live) for node in nodes)
        return self._next(position, fact, column, self._half(fact, value, partner))

    def _half(self, fact: str, value: int, partner: int | None) -> int | None:
        """What to remember of the first answer of a pair."""
        paired = len(self.variables.groups[self.variables.slots[fact][0]]) == 2
        return value if paired and partner is None else None

    def _column(self, node: Node, fact: str, partner: int | None) -> tuple[Node, ...]:
        """What each value of a fact would leave of a diagram."""
        key = (node, fact, partner)
        found = self._columns.get(key)
        if found is None:
            live, after = self.residuals.live, self.residuals.after
            found = self._columns[key] = tuple(
                after(node, (fact, value), live(fact, value, partner)) for value in self.values[fact]
            )
        return found

    def _next(self, position: Position, fact: str, column: tuple[Node, ...], half: int | None) -> Position:
        opened, waiting = len(position.active), len(position.pending)
        active = list(column[:opened])
        pending = []
        for node, (_, dated_by) in zip(column[opened : opened + waiting], position.pending, strict=True):
            if dated_by == fact:
                active.append(node)  # its date fits, or it has come to "no"
            else:
                pending.append((node, dated_by))
        guards = zip((fact for fact, _ in position.guards), column[opened + waiting :], strict=True)
        halves = position.halves if half is None else (*position.halves, (fact, half))
        return self._tidied(Position(tuple(active), tuple(pending), tuple(guards), halves))

    def _tidied(self, position: Position) -> Position:
        """The position without what is decided or can no longer come into play."""
        support, variables = self.residuals.support, self.variables
        active = tuple(sorted(node for node in position.active if support[node]))
        in_play = 0
        for node in active:
            in_play |= support[node]
        pending: set[tuple[Node, str]] = set()
        waiting = {pair for pair in position.pending if pair[0] != NO}
        while joining := {pair for pair in waiting if in_play >> variables.slots[pair[1]][0] & 1}:
            waiting -= joining
            pending |= joining
            for node, _ in joining:
                in_play |= support[node]
        guards = tuple(
            (fact, node) for fact, node in position.guards if node != YES and in_play >> variables.slots[fact][0] & 1
        )
        halves = tuple(sorted(one for one in position.halves if in_play >> variables.slots[one[0]][0] & 1))
        return Position(active, tuple(sorted(pending)), guards, halves)

    # ---- parts that have nothing to do with each other

    def parts(self, position: Position) -> list[Position]:
        """The position split so that no fact is in two parts: what is learnt in one says nothing about another.

        Of an answer to one of a pair only the chances are kept that it leaves for the other.
        """
        halves = tuple((fact, self._alike(fact, value)) for fact, value in position.halves)
        groups: list[tuple[int, list[Node], list[tuple[Node, str]]]] = []
        guards = self._guard_supports(position)
        for node in set(position.active):
            _join(groups, self._reach(node, guards), [node], [])
        for node, dated_by in position.pending:
            bit = 1 << self.variables.slots[dated_by][0]
            _join(groups, self._reach(node, guards) | bit, [], [(node, dated_by)])
        return [
            self._tidied(Position(tuple(active), tuple(pending), position.guards, halves))
            for _, active, pending in groups
            if active
        ]

    def _alike(self, fact: str, value: int) -> int:
        """One value for all that leave the other fact of the pair the same chances."""
        if (fact, value) not in self._alike_as:
            variable, side = self.variables.slots[fact]
            live, other = self.residuals.live, self.variables.groups[variable][1 - side]
            chances = sorted(live(fact, value, one) for one in self.values[other])
            key = (fact, live(fact, value, None), tuple(chances))
            self._alike_as[fact, value] = self._first_alike.setdefault(key, value)
        return self._alike_as[fact, value]

    def _guard_supports(self, position: Position) -> list[tuple[int, int]]:
        return [(1 << self.variables.slots[fact][0], self.residuals.support[node]) for fact, node in position.guards]

    def _reach(self, node: Node, guards: list[tuple[int, int]]) -> int:
        """The variables of a diagram, with those of the guards that have to be known before."""
        found = self.residuals.support[node]
        for bit, support in guards:
            if found & bit:
                found |= support
        return found

    def reach(self, position: Position) -> int:
        """The variables that the position can still ask about, as bits."""
        guards = self._guard_supports(position)
        found = 0
        for node in position.active:
            found |= self._reach(node, guards)
        return found

    def alone(self, position: Position, node: Node) -> Position:
        """The same with one open measure only."""
        return self._tidied(Position((node,), (), position.guards, position.halves))


Group = tuple[int, list[Node], list[tuple[Node, str]]]


def _join(groups: list[Group], reach: int, active: list[Node], pending: list[tuple[Node, str]]) -> None:
    """Add to the group that shares a variable, merging all that do."""
    apart = []
    for group in groups:
        if group[0] & reach:
            reach |= group[0]
            active, pending = group[1] + active, group[2] + pending
        else:
            apart.append(group)
    groups[:] = [*apart, (reach, active, pending)]


def _spread(cell: Domain, count: int) -> list[int]:
    """So many values of a cell, evenly from its low to its high ones; all of them if there are fewer."""
    size = sum(high - low + 1 for low, high in cell)
    ranks = range(size) if size <= count else [size * (2 * step + 1) // (2 * count) for step in range(count)]
    found = []
    for rank in ranks:
        left = rank
        for low, high in cell:
            if left <= high - low:
                found.append(low + left)
                break
            left -= high - low + 1
    return found
