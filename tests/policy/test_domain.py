"""Domains against the plain sets that they stand for."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from policy.domain import Domain, Span

SMALL = st.integers(-20, 20)
SPANS = st.lists(st.tuples(SMALL, st.integers(0, 8)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=6)
DOMAINS = SPANS.map(Domain.union)


def members(domain: Domain) -> set[int]:
    return {value for low, high in domain for value in range(low, high + 1)}


def is_canonical(domain: Domain) -> bool:
    ordered = all(low <= high for low, high in domain)
    apart = all(earlier[1] + 1 < later[0] for earlier, later in pairwise(domain))
    return ordered and apart


@given(SPANS)
def test_a_union_of_spans_holds_exactly_their_values(spans: list[Span]) -> None:
    joined = Domain.union(spans)
    assert is_canonical(joined)
    assert members(joined) == {value for low, high in spans for value in range(low, high + 1)}


@given(DOMAINS, DOMAINS)
def test_and_or_and_minus_are_those_of_sets_and_stay_canonical(first: Domain, second: Domain) -> None:
    for found, expected in (
        (first & second, members(first) & members(second)),
        (first | second, members(first) | members(second)),
        (first - second, members(first) - members(second)),
    ):
        assert is_canonical(found)
        assert members(found) == expected


@given(DOMAINS, DOMAINS)
def test_one_domain_is_within_another_when_all_its_values_are(first: Domain, second: Domain) -> None:
    assert first.within(second) == (members(first) <= members(second))


@given(DOMAINS, SMALL)
def test_a_domain_holds_its_own_values_only(domain: Domain, value: int) -> None:
    assert domain.holds(value) == (value in members(domain))


@given(st.lists(SMALL, max_size=8))
def test_equal_sets_of_values_are_equal_domains(values: list[int]) -> None:
    domain = Domain.of(*values)
    assert domain == Domain.of(*reversed(values))
    assert members(domain) == set(values)
    assert domain.is_point == (len(set(values)) == 1)
    if values:
        assert (domain.low, domain.high) == (min(values), max(values))


def test_a_span_that_ends_before_it_begins_is_empty() -> None:
    assert Domain.between(3, 2) == Domain()
    assert not Domain.between(3, 2)
