from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from policy.catalogue import Catalogue
from tests.bot.web.conftest import Open, opening
from tests.bot.web.running import RunningSite


@pytest.fixture(scope="session")
def office(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A site whose catalogue is edited; each test edits files of its own."""
    site = RunningSite(catalogue, tmp_path_factory.mktemp("office"))
    yield site
    site.stop()


@pytest.fixture(autouse=True)
def editors_leave(office: RunningSite) -> Iterator[None]:
    yield
    office.see_off()


@pytest.fixture
def open_office(browser: Browser, office: RunningSite) -> Iterator[Open]:
    """Opens a page of the editor, as an editor unless somebody else is named."""
    yield from opening(browser, office)
