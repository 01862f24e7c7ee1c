"""A file dropped on the data page becomes a layer of the map, in this session, and nothing in it runs."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, OpenView, settle, the_map
from tests.importing import plain

WINDOW = "data?from=2017-09-01&to=2017-12-01&on=2017-12-01"
HOSTILE = (
    "{{7*7}}{% raw %}{# x"
    '<img src=x onerror="window.top.__ran=1">${window.top.__ran=1}`</script><script>window.top.__ran=1</script>'
    "{{ cycler.__init__.__globals__.os.mkdir(dict(canary=1)|first) }}"
)


def made(count: int, **more: str) -> str:
    """Made-up events along the river, all in the window."""
    rows = (
        {"date": f"2017-10-{1 + n % 28:02}", "latitude": f"{34.2 + n % 17 / 10:.2f}", "deaths": str(n % 5),
         "longitude": f"{38.5 + n % 31 / 10:.2f}", "place": f"Made-up {n}", **more}
        for n in range(count)
    )  # fmt: skip
    return plain(*rows)


def take_in(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("accepted + 0 set aside").first).to_be_visible()
    settle(page)


def test_an_uploaded_file_is_counted_and_drawn_on_the_map(open_view: OpenView, tmp_path: Path) -> None:
    file = tmp_path / "made.csv"
    file.write_text(made(300))
    page = open_view(WINDOW, whole=False)
    take_in(page, file)
    expect(page.get_by_text("300 rows in = 300 accepted + 0 set aside").first).to_be_visible()
    expect(page.get_by_text("300 events from 1 September 2017").first).to_be_visible()
    page.get_by_role("link", name="See them on the map").click()
    expect(page.get_by_text("300 imported events, 1 September 2017")).to_be_visible()
    expect(the_map(page).locator("path.imported-dot, path.imported-cell").first).to_be_attached()
    settle(page)
    assert the_map(page).locator("path.imported-dot").count() + the_map(page).locator("path.imported-cell").count() > 9


def test_hostile_texts_of_a_file_run_nothing(open_view: OpenView, tmp_path: Path) -> None:
    file = tmp_path / "hostile.csv"
    file.write_text(made(3, note=HOSTILE, actors=HOSTILE, place=HOSTILE, source=HOSTILE))
    page = open_view(WINDOW, whole=False)
    take_in(page, file)
    page.get_by_role("link", name="See them on the map").click()
    dot = the_map(page).locator("path.imported-dot").first
    expect(dot).to_be_attached()
    settle(page)
    dot.dispatch_event("mouseover")
    expect(the_map(page).locator(".leaflet-tooltip").first).to_contain_text("{{7*7}}{% raw %}{# x<img src=x")
    assert page.get_by_test_id("stException").count() == 0
    assert not (ROOT / "canary").exists()
    assert page.evaluate("window.__ran") is None
    assert the_map(page).locator(".leaflet-tooltip img, .leaflet-tooltip script").count() == 0
