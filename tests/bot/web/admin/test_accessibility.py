"""No page of the editor keeps anybody out."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Request

from policy.catalogue import Catalogue
from tests.bot.web.admin.tour import tour
from tests.bot.web.desk.test_in_a_browser import CHECKED
from tests.bot.web.running import RunningSite


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_any_page_of_the_editor(
    browser: Browser, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory, scheme: str
) -> None:
    site = RunningSite(catalogue, tmp_path_factory.mktemp("tour"))
    context = browser.new_context(
        base_url=site.address,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": 1440, "height": 900},
        bypass_csp=True,  # axe is put into the page
    )
    page = context.new_page()
    elsewhere: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(site.address):
            elsewhere.append(request.url)

    page.on("request", note)
    axe = Axe()
    found = {
        name: results.generate_report()
        for name in tour(page, site)
        if (results := axe.run(page, options={"runOnly": CHECKED[scheme]})).violations_count
    }
    context.close()
    site.stop()
    assert not found, "\n".join(f"{name}: {text}" for name, text in found.items())
    assert elsewhere == []
