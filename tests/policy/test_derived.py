import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from policy.catalogue import Catalogue
from policy.derived import CATALOGUES, derived


@pytest.fixture
def no_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


class Part:
    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue


@derived()
def part(catalogue: Catalogue) -> Part:
    return Part(catalogue)


@derived(2)
def named(part: Part, name: str) -> list[str]:
    return [part.catalogue.version, name]


def test_what_is_worked_out_of_a_catalogue_is_worked_out_once() -> None:
    one, other = Catalogue("1"), Catalogue("1")
    assert part(one) is part(one)
    assert part(one) is not part(other)


def test_of_a_part_of_it_so_many_results_are_kept() -> None:
    its = part(Catalogue("1"))
    first = named(its, "a")
    assert named(its, "a") is first
    named(its, "b")
    named(its, "c")
    assert named(its, "a") is not first


@pytest.mark.usefixtures("no_collector")
def test_after_some_more_catalogues_nothing_is_left_of_one() -> None:
    catalogue = Catalogue("1")
    named(part(catalogue), "a")
    gone = ref(catalogue)
    del catalogue
    assert gone() is not None
    for _ in range(CATALOGUES):
        part(Catalogue("2"))
    assert gone() is None
