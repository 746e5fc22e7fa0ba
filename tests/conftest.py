"""What all tests share: the shipped catalogue, and how they are shared out among processes, as with `make test`."""

from __future__ import annotations

from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from policy.catalogue import Catalogue, load_catalogue

SHIPPED = Path(__file__).parents[1] / "policy_data"

TOGETHER = "tests/bot/channels/"
"""The folder whose files share four bots in processes of their own, which take long to start."""


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped one. What is worked out of it is kept from test to test, as from turn to turn."""
    return load_catalogue(SHIPPED)


class ByFile(LoadFileScheduling):  # type: ignore[misc]
    """A process that has nothing to do takes the next file, or all that are together."""

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER if nodeid.startswith(TOGETHER) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    return ByFile(config, log)
