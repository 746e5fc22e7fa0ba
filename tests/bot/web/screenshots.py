"""`make screenshots`: every page at two widths, light and dark, into docs/screenshots/."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import sync_playwright

from policy.catalogue import load_catalogue
from tests.bot.web.running import RunningSite
from tests.bot.web.tour import tour

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "docs" / "screenshots"
WIDTHS = (1440, 390)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def main() -> None:
    """Take them all; what was there before is replaced."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        running = RunningSite(load_catalogue(ROOT / "policy_data"), Path(folder))
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        for width in WIDTHS:
            for scheme in SCHEMES:
                context = browser.new_context(
                    base_url=running.address, viewport={"width": width, "height": 900}, color_scheme=scheme
                )
                token = running.token_of("agent")
                context.add_cookies([{"name": "jinhui", "value": token, "url": running.address}])
                page = context.new_page()
                for name in tour(page, running):
                    whole = name != "script-on-paper"
                    page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png", full_page=whole)
                context.close()
        browser.close()
        running.stop()
    if pngquant := shutil.which("pngquant"):  # a quarter of the size, and nothing to be seen of it
        subprocess.run([pngquant, "--force", "--ext", ".png", *sorted(FOLDER.glob("*.png"))], check=True)


if __name__ == "__main__":
    main()
