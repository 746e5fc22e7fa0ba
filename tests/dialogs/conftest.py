from collections.abc import Callable
from pathlib import Path

import pytest

from policy.catalogue import Catalogue, load_catalogue
from tests.dialogs.talk import Talk

SHIPPED = Path(__file__).parents[2] / "policy_data"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(SHIPPED)


@pytest.fixture
def talk(catalogue: Catalogue) -> Callable[..., Talk]:
    """Starts a conversation on the shipped catalogue."""
    return lambda *arguments, **options: Talk(catalogue, *arguments, **options)
