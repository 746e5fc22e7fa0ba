from pathlib import Path

import pytest

from policy.catalogue import Catalogue, load_catalogue

SHIPPED = Path(__file__).parents[2] / "policy_data"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(SHIPPED)
