"""What all tests share: the shipped catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy.catalogue import Catalogue, load_catalogue

SHIPPED = Path(__file__).parents[1] / "policy_data"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped one. What is worked out of it is kept from test to test, as from turn to turn."""
    return load_catalogue(SHIPPED)
