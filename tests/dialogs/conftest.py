from collections.abc import Callable

import pytest

from policy.catalogue import Catalogue
from tests.dialogs.talk import Talk


@pytest.fixture
def talk(catalogue: Catalogue) -> Callable[..., Talk]:
    """Starts a conversation on the shipped catalogue."""
    return lambda *arguments, **options: Talk(catalogue, *arguments, **options)
