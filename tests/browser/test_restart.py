"""A page that stays open while the server is started again recovers by itself."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.conftest import (
    ROOT,
    SMALL,
    Dashboard,
    card_of,
    click_town,
    params,
    sentence,
    serve,
    settle,
    wait_until_whole,
)
from tests.browser.traffic import Traffic


def start_again(url: str) -> subprocess.Popen[bytes]:
    """A server where the one before it was."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += [f"--server.port={urlsplit(url).port}", "--server.address=127.0.0.1"]
    variables, quiet = os.environ | {"DASHBOARD_DATA": str(SMALL)}, subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=quiet, stderr=quiet)
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                return process
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not come up again within 30 seconds")


def test_the_screen_works_on_and_its_cards_come_back(dashboard: Dashboard) -> None:
    url, process = serve(str(SMALL))
    context = dashboard.browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        Traffic.follow(page)
        page.goto(url + "/?on=2017-07-01&place=raqqa")
        wait_until_whole(page)
        before = sentence(page)
        process.kill()
        process.wait(10)
        expect(page.locator("[data-test-connection-state=CONNECTED]")).to_have_count(0)
        click_town(page, "rutba")  # its card is told what the payload knows, and waits for the rest
        expect(page.locator(".pane-card[data-card=rutba][data-whole=false]")).to_contain_text("Held by")
        page.get_by_role("button", name="Next change of hands").click()
        expect(page.locator(".player")).not_to_have_attribute("data-day", "2017-07-01")
        assert sentence(page) != before
        day = page.locator(".player").get_attribute("data-day")
        process = start_again(url)
        expect(page.locator("[data-test-connection-state=CONNECTED]")).to_be_attached(timeout=60_000)
        expect(card_of(page, "rutba")).to_contain_text("Why this colour?")
        page.wait_for_url(lambda _: params(page) == {"on": [day], "place": ["rutba"]})
        settle(page)
        page.get_by_role("button", name="Next change of hands").click()
        page.wait_for_url(lambda _: params(page)["on"] > [day])
        click_town(page, "haditha")
        expect(card_of(page, "haditha")).to_contain_text("Why this colour?")
        page.locator(".st-key-states summary").click()
        expect(page.locator(".st-key-states .stDataFrame canvas").first).to_be_attached()
        wait_until_whole(page)
        assert params(page)["place"] == ["haditha"]
    finally:
        context.close()
        process.kill()
        process.wait(10)
