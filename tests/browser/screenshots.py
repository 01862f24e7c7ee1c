"""``make screenshots``: every page at two sizes, light and dark, into a folder."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import launch
from tests.browser.conftest import SHIPPED, Dashboard

VIEWS = {
    "home": "?on=2014-07-01",
    "home-place": "?on=2017-11-10&place=abu-kamal&from=2017-10-01&to=2017-12-31",
    "home-latest": "",
    "compare": "compare?on=2017-06-30&with=2017-01-01&place=tabqa",
    "compare-swipe": "compare?on=2017-06-30&with=2014-09-30&maps=swipe",
    "shares": "shares?on=2017-06-30",
    "shares-people": "shares?on=2017-06-30&count=people&part=river",
    "town": "town?place=al-qaim&on=2016-01-01",
    "operations": "operations",
    "operation": "operations?operation=wrath-of-euphrates",
    "method": "method",
}
SIZES = {"desk": (1440, 900), "phone": (390, 844)}


def main(folder: Path) -> None:
    """The pictures stand in ``folder``: what fits the window, and the whole page."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        dashboard = Dashboard(launch(play))
        for (name, query), (size, (width, height)), scheme in product(VIEWS.items(), SIZES.items(), ("light", "dark")):
            context = dashboard.browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            page = context.new_page()
            page.goto(f"{dashboard.url(SHIPPED)}/{query}")
            page.wait_for_timeout(7000)
            page.screenshot(path=folder / f"{name}-{size}-{scheme}.png")
            whole = page.evaluate("document.querySelector('.stMain').scrollHeight")
            page.set_viewport_size({"width": width, "height": min(whole + 80, 6000)})
            page.wait_for_timeout(2000)
            page.screenshot(path=folder / f"{name}-{size}-{scheme}-whole.png")
            context.close()
        dashboard.close()
        dashboard.browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
