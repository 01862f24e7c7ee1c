"""What a page shows is carried away from its popover, made when asked for; imported events come from the engine."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
from playwright.sync_api import Download, Page, expect

from dashboard.record.load import read_dataset
from tests.browser.conftest import SMALL, OpenView, settle
from tests.browser.test_data import WINDOW, made, take_in


def opened(page: Page) -> None:
    """The popover is open, with everything in it."""
    page.locator(".st-key-download button").first.click()
    expect(page.locator("[data-testid=stPopoverBody] code")).to_be_visible()
    settle(page)


def choose(page: Page, what: str) -> None:
    body = page.locator("[data-testid=stPopoverBody]")
    body.locator("[data-testid=stSelectbox]").get_by_role("combobox").click()
    page.get_by_role("option", name=what, exact=True).click()
    settle(page)


def carried(page: Page, folder: Path) -> Path:
    """The file that the button gives, under the name that it has been given."""
    with page.expect_download() as download:
        page.locator(".st-key-download_file button, a.file").click()
    return saved(download.value, folder)


def saved(download: Download, folder: Path) -> Path:
    path = folder / download.suggested_filename
    download.save_as(path)
    return path


def test_a_page_gives_what_it_shows_under_its_filters_in_the_format_chosen(open_view: OpenView, tmp_path: Path) -> None:
    page = open_view("town?place=al-qaim&on=2016-01-01&rule=latest", whole=False)
    opened(page)
    table = pd.read_csv(carried(page, tmp_path))
    assert (tmp_path / "euphrates-record-small_intervals_al-qaim_latest.csv").exists()
    assert set(table["place_id"]) == {"al-qaim"}
    assert set(table["export_rule"]) == {"latest"}
    (address,) = set(table["export_address"])
    version = read_dataset(SMALL).digest
    assert address.endswith(f"/town?on=2016-01-01&rule=latest&place=al-qaim&version={version}")
    choose(page, "The whole record")
    package = carried(page, tmp_path)
    folder = tmp_path / "again"
    with zipfile.ZipFile(package) as archive:
        assert json.loads(archive.read("datapackage.json"))["digest"] == read_dataset(SMALL).digest
        archive.extractall(folder)
    assert len(read_dataset(folder).events) == len(read_dataset(SMALL).events)


def test_imported_events_come_from_an_address_of_their_own(open_view: OpenView, tmp_path: Path) -> None:
    file = tmp_path / "made.csv"
    file.write_text(made(40))
    page = open_view(WINDOW, whole=False)
    take_in(page, file)
    opened(page)
    page.locator("[data-testid=stPopoverBody]").get_by_role("radio", name="Parquet").click()
    expect(page.locator("[data-testid=stPopoverBody] code")).to_have_text("imported-events.parquet")
    settle(page)
    path = carried(page, tmp_path)
    assert duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall() == [(40,)]
    said = json.loads(pq.read_schema(path).metadata[b"provenance"])
    assert said["filters"] == "Events: 2017-09-01 to 2017-12-01"
    assert "/data?" in said["address"]
