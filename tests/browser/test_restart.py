"""A page that stays open while the server is started again recovers by itself."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.conftest import ROOT, SMALL, Dashboard, serve, wait_until_whole
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


def test_charts_table_and_map_come_back(dashboard: Dashboard) -> None:
    url, process = serve(str(SMALL))
    context = dashboard.browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        Traffic.follow(page)
        page.goto(url + "/?on=2017-07-01")
        wait_until_whole(page)
        before = page.locator(".sentence").first.inner_text()
        process.kill()
        process.wait(10)
        expect(page.locator("[data-test-connection-state=CONNECTED]")).to_have_count(0)
        process = start_again(url)
        expect(page.locator("[data-test-connection-state=CONNECTED]")).to_be_attached(timeout=60_000)
        assert page.locator(".sentence").first.inner_text() == before
        # What stood there still stands; the first thing that somebody does begins a new session on the server.
        page.get_by_role("button", name="Next change", exact=True).click()
        expect(page.locator(".sentence").first).not_to_have_text(before)
        expect(page.locator(".room")).to_have_count(0)
        wait_until_whole(page)
        expect(page.locator("[data-testid=stDataFrame] canvas").first).to_be_attached()
        expect(page.locator(".st-key-diagram canvas.day")).not_to_have_attribute("data-day", "2017-07-01")
    finally:
        context.close()
        process.kill()
        process.wait(10)
