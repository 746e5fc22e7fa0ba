"""`make screenshots` (`ARGS=editor`): every page at two widths, light and dark, into docs/screenshots/."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from policy.catalogue import load_catalogue
from tests.bot.web.admin.tour import tour as editor_tour
from tests.bot.web.running import RunningSite
from tests.bot.web.tour import tour as desk_tour

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "docs" / "screenshots"
WIDTHS = (1440, 390)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


TOURS: dict[str, Callable[[Page, RunningSite], Iterator[str]]] = {"desk": desk_tour, "editor": editor_tour}


def main() -> None:
    """Take those of the tours that are named, by default of all; what was there before is replaced."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        for name in sys.argv[1:] or TOURS:
            with TemporaryDirectory() as folder:
                running = RunningSite(load_catalogue(ROOT / "policy_data"), Path(folder))
                for width in WIDTHS:
                    for scheme in SCHEMES:
                        _photograph(browser, running, TOURS[name], width, scheme)
                running.stop()
        browser.close()
    if pngquant := shutil.which("pngquant"):  # a quarter of the size, and nothing to be seen of it
        subprocess.run([pngquant, "--force", "--ext", ".png", *sorted(FOLDER.glob("*.png"))], check=True)


def _photograph(
    browser: Browser,
    running: RunningSite,
    tour: Callable[[Page, RunningSite], Iterator[str]],
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    context = browser.new_context(
        base_url=running.address, viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    context.add_cookies([{"name": "jinhui", "value": running.token_of("agent"), "url": running.address}])
    page = context.new_page()
    for name in tour(page, running):
        # Paper is as long as it is; a file of the catalogue as well.
        whole = name not in ("script-on-paper", "editor-mistakes", "editor-facts", "editor-measure")
        page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png", full_page=whole)
    context.close()


if __name__ == "__main__":
    main()
