"""No page of the editor keeps anybody out."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Request

from policy.catalogue import Catalogue
from tests.bot.web.admin.tour import tour
from tests.bot.web.desk.test_in_a_browser import CHECKED
from tests.bot.web.running import RunningSite


def test_axe_finds_no_violation_on_any_page_of_the_editor(
    browser: Browser, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In light colours all of WCAG 2.2 AA, in dark ones what colours can change; nothing comes from anywhere else.

    On a telephone no page is wider than the screen.
    """
    site = RunningSite(catalogue, tmp_path_factory.mktemp("tour"))
    context = browser.new_context(
        base_url=site.address,
        viewport={"width": 1440, "height": 900},
        bypass_csp=True,  # axe is put into the page
    )
    page = context.new_page()
    elsewhere: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(site.address):
            elsewhere.append(request.url)

    page.on("request", note)
    axe, found, too_wide = Axe(), [], []
    for name in tour(page, site):
        page.set_viewport_size({"width": 390, "height": 900})
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 390:
            too_wide.append(f"{name}: {width}")
        page.set_viewport_size({"width": 1440, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            results = axe.run(page, options={"runOnly": CHECKED[scheme]})
            if results.violations_count:
                found.append(f"{name}, {scheme}: {results.generate_report()}")
    context.close()
    site.stop()
    assert found == []
    assert too_wide == []
    assert elsewhere == []
