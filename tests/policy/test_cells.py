"""Cells against the values in them: what no rule tells apart is one cell, and a pair's regions are what can be."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from policy.cells import FactCells, PairCells
from policy.condition import Relation
from policy.domain import Domain

UNIVERSE = Domain.between(0, 25)
SPANS = st.tuples(st.integers(0, 25), st.integers(0, 25)).map(lambda ends: (min(ends), max(ends)))
DOMAINS = st.lists(SPANS, min_size=1, max_size=3).map(Domain.union)
TESTS = st.lists(DOMAINS, max_size=4)
RELATIONS = st.one_of(st.just(Relation("a", "b")), st.integers(0, 9).map(lambda days: Relation("a", "b", days=days)))


def members(domain: Domain) -> set[int]:
    return {value for low, high in domain for value in range(low, high + 1)}


def cell_of(cells: FactCells, value: int) -> int:
    (cell,) = cells.live(Domain.of(value))
    return cell


@given(TESTS)
def test_the_cells_of_a_fact_are_its_values_parted_by_what_tests_tell_apart(tests: list[Domain]) -> None:
    cells = FactCells(UNIVERSE, tests)
    assert sorted(value for domain in cells.domains for value in members(domain)) == sorted(members(UNIVERSE))
    for one, other in product(members(UNIVERSE), repeat=2):
        alike = all(test.holds(one) == test.holds(other) for test in tests)
        assert (cell_of(cells, one) == cell_of(cells, other)) == alike


@given(TESTS, DOMAINS)
def test_a_cell_is_live_while_one_of_its_values_is_possible(tests: list[Domain], known: Domain) -> None:
    cells = FactCells(UNIVERSE, tests)
    assert set(cells.live(known)) == {cell_of(cells, value) for value in members(known)}
    for test in tests:
        assert cells.accepted(test) == [test.holds(domain.low) for domain in cells.domains]


@given(TESTS, TESTS, RELATIONS, DOMAINS, DOMAINS)
def test_the_live_regions_of_a_pair_are_those_that_some_two_values_are_in(
    tests: list[Domain], other_tests: list[Domain], relation: Relation, values: Domain, others: Domain
) -> None:
    first, second = FactCells(UNIVERSE, tests), FactCells(UNIVERSE, other_tests)
    pair = PairCells(first, second, relation)
    possible = {
        (cell_of(first, value), cell_of(second, other), relation.holds(value, other))
        for value, other in product(members(values), members(others))
    }
    assert {pair.regions[region] for region in pair.live(values, others)} == possible
