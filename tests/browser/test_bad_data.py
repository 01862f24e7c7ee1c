"""Data that cannot be read, or not all of it: the page says so and shows what can be shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenView, the_map


def four_columns(folder: Path) -> Path:
    file = folder / "mine.csv"
    file.write_text(
        "town,date,controlling_force,operation\nAl-Qa'im,2014-06-21,Daesh,\nالرقة,2014-01-14,isis,\n"
        "Nowhereville,2014-01-14,isis,\nHit,2016-02-31,isis,\n",
        encoding="utf-8",
    )
    return file


def test_a_four_column_file_shows_and_its_bad_rows_are_listed(open_view: OpenView, tmp_path: Path) -> None:
    page = open_view("?on=2014-07-01", data=four_columns(tmp_path))
    expect(the_map(page).locator("[data-place='al-qaim']")).to_have_attribute("data-holder", "Islamic State")
    expect(the_map(page).locator("[data-place='raqqa']")).to_have_attribute("data-holder", "Islamic State")
    expect(page.get_by_text("2 rows set aside of 4")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing", None, "nothing to show"),
        ("empty.csv", b"", "empty"),
        ("latin.csv", "town,date,controlling_force\nDür,2014-01-01,isis\n".encode("latin-1"), "UTF-8"),
        ("columns.csv", ",".join(f"c{i}" for i in range(32)).encode() + b"\n" + b"x," * 31 + b"x\n", "column"),
        ("zipped.csv", b"PK\x03\x04" + bytes(200), "csv"),
    ],
)
def test_unreadable_data_is_explained_without_a_traceback(
    open_view: OpenView, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    page = open_view("", data=file, whole=False)
    expect(page.get_by_text("The data cannot be read")).to_be_visible()
    expect(page.locator(".stMain")).to_contain_text(said)
    assert page.get_by_text("Traceback").count() == 0
    assert page.get_by_test_id("stException").count() == 0
