from datetime import date

import pytest


@pytest.fixture(scope="session")
def asked_on() -> date:
    return date(2026, 4, 12)
