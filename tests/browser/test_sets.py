"""The way of a file through the data page: seen while it is read, compared with the record, removed, forgotten."""

from __future__ import annotations

import csv
import re
import shutil
import time
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Dashboard, OpenView, serve, settle
from tests.browser.test_data import WINDOW, made, take_in
from tests.browser.traffic import Traffic
from tests.importing import plain

NOTE_PROGRESS = """() => {
  window.__told = [];
  new MutationObserver(() => {
    const bar = document.querySelector("[data-testid=stProgress]");
    if (bar) window.__told.push(bar.innerText.trim());
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
}"""
TWO = plain(
    {"date": "2017-11-03", "place": "Al-Qaim", "deaths": "4", "actors": "Iraqi army|ISIS"},
    {"date": "2017-11-03", "latitude": "30", "longitude": "47", "deaths": "7"},
)


def shows(page: Page, **figures: str) -> None:
    """Waits until these values stand under the labels that begin so."""
    for label, value in figures.items():
        metric = page.get_by_test_id("stMetric").filter(has_text=label.replace("_", " "))
        expect(metric.get_by_test_id("stMetricValue")).to_have_text(value)


def test_an_import_tells_how_far_it_is(open_view: OpenView, tmp_path: Path) -> None:
    file = tmp_path / "many.csv"
    head, _, rows = made(1000).partition("\n")
    file.write_text(head + "\n" + rows * 300)
    page = open_view(WINDOW, whole=False)
    page.locator("input[type=file]").set_input_files(file)
    button = page.get_by_role("button", name="Import", exact=True)
    expect(button).to_be_visible()
    page.evaluate(NOTE_PROGRESS)
    button.click()
    expect(page.get_by_text("300,000 rows in = 300,000 accepted").first).to_be_visible(timeout=60_000)
    told = list(dict.fromkeys(page.evaluate("window.__told")))
    assert any(words.startswith("Reading: ") and "of about 3" in words for words in told), told


def test_a_click_on_a_proposal_shows_both_and_counts_without_duplicates_come_back(
    open_view: OpenView, tmp_path: Path
) -> None:
    file = tmp_path / "two.csv"
    file.write_text(TWO)
    page = open_view(WINDOW, whole=False)
    take_in(page, file)
    shows(page, best_estimate="11", lowest_to_highest="11 to 11")
    page.get_by_text("Count without duplicates").click()
    shows(page, Events_without_duplicates="1", best_estimate="7", lowest_to_highest="7 to 7")
    page.get_by_text("Count without duplicates").click()
    shows(page, best_estimate="11", lowest_to_highest="11 to 11")
    expect(page.get_by_text("2 events from 1 September 2017")).to_be_visible()
    settle(page)
    grid = page.locator(".st-key-twins canvas").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 16, box["y"] + 52)
    expect(page.locator("article.card", has_text="Imported:")).to_contain_text("Al-Qaim")
    expect(page.locator("article.card", has_text=re.compile("Report sadah-"))).to_contain_text("Sadah")
    page.get_by_role("button", name="Open the report on the Valley page").click()
    expect(page.locator("article.card").filter(has_text="Sadah").first).to_be_visible()
    expect(page).to_have_url(re.compile("event=sadah-"))


def test_one_set_goes_and_the_other_stays(open_view: OpenView, tmp_path: Path) -> None:
    for name, count in (("first", 3), ("second", 5)):
        (tmp_path / f"{name}.csv").write_text(made(count))
    page = open_view(WINDOW, whole=False)
    take_in(page, tmp_path / "first.csv")
    take_in(page, tmp_path / "second.csv")
    expect(page.get_by_text("second: 5 rows in")).to_be_visible()
    expect(page.get_by_text("8 events from 1 September 2017")).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Remove", exact=True).first.click()
    expect(page.get_by_role("button", name="Remove", exact=True)).to_have_count(1)
    expect(page.get_by_text("5 events from 1 September 2017")).to_be_visible()
    expect(page.locator("p", has_text="(table of events, second.csv)")).to_be_visible()


def test_the_problem_report_holds_the_refused_rows(open_view: OpenView, tmp_path: Path) -> None:
    file = tmp_path / "faulty.csv"
    file.write_text(made(2) + "no date,battle,34.4,41.1\n")
    lines = file.read_text().splitlines()
    bad = lines[1].split(",")
    bad[lines[0].split(",").index("date")] = "=31 November"
    file.write_text("\n".join([*lines[:-1], ",".join(bad)]) + "\n")
    page = open_view(WINDOW, whole=False)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_text("problem with the file").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the list (CSV)").click()
    saved = tmp_path / "problems.csv"
    shutil.copy(download.value.path(), saved)
    with saved.open(encoding="utf-8-sig", newline="") as told:
        (row,) = list(csv.DictReader(told))
    assert (row["file"], row["row"], row["column"], row["value"]) == ("faulty.csv", "4", "date", "'=31 November")
    assert "row set aside" in row["reason"]
    assert row["remedy"]


def test_what_was_uploaded_is_deleted_when_the_session_has_ended(dashboard: Dashboard, tmp_path: Path) -> None:
    file, kept = tmp_path / "mine.csv", tmp_path / "kept"
    file.write_text(made(3))
    kept.mkdir()
    url, process = serve("", "--server.disconnectedSessionTTL=1", TMPDIR=str(kept))
    try:
        first, second = (dashboard.browser.new_context() for _ in range(2))
        for context in (first, second):
            page = context.new_page()
            Traffic.follow(page)
            page.goto(f"{url}/{WINDOW}")
            take_in(page, file)
        assert len(list(kept.glob("events-*"))) == 2
        first.close()
        until = time.monotonic() + 40
        while len(list(kept.glob("events-*"))) > 1 and time.monotonic() < until:
            time.sleep(0.5)
        assert len(list(kept.glob("events-*"))) == 1
        page.reload()
        second.close()
    finally:
        process.terminate()
        process.wait(20)
    assert not list(kept.glob("events-*"))
