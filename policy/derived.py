"""What is worked out of a catalogue on first use and kept: its programs, its index of questions, its phrases.

All of it is dropped together with the catalogue that it was worked out of, so that no number of new catalogues fills
the memory.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from policy.catalogue import Catalogue

CATALOGUES = 4
"""How many are kept in mind: the one that is served, the one before it, the next, and one that somebody previews."""


class OfCatalogue(Protocol):
    """What was worked out of a catalogue and can be asked for it."""

    @property
    def catalogue(self) -> Catalogue: ...


Given = ParamSpec("Given")
Owner = TypeVar("Owner", bound="Catalogue | OfCatalogue")
Result = TypeVar("Result")
Work = Callable[Concatenate[Owner, Given], Result]


class _Results(dict[Callable[..., Any], Callable[..., Any]]):
    """For each function what it made of one catalogue, the latest first."""

    def __missing__(self, work: Callable[..., Any]) -> Callable[..., Any]:
        found = self[work] = lru_cache(maxsize=_most[work])(work)
        return found


_most: dict[Callable[..., Any], int] = {}
_results: OrderedDict[Catalogue, _Results] = OrderedDict()


def derived(most: int = 1) -> Callable[[Work[Owner, Given, Result]], Work[Owner, Given, Result]]:
    """Keep the last ``most`` results of a function for each catalogue; it is given the catalogue or a part of it."""

    def keeping(work: Work[Owner, Given, Result]) -> Work[Owner, Given, Result]:
        _most[work] = most

        @wraps(work)
        def kept(owner: Owner, /, *given: Given.args, **named: Given.kwargs) -> Result:
            catalogue = owner if isinstance(owner, Catalogue) else owner.catalogue
            results = _results.get(catalogue) or _begun(catalogue)
            result: Result = results[work](owner, *given, **named)
            return result

        return kept

    return keeping


def _begun(catalogue: Catalogue) -> _Results:
    results = _results.setdefault(catalogue, _Results())
    while len(_results) > CATALOGUES:
        _results.popitem(last=False)
    return results
