"""What every page owes its readers: room on a telephone, keys alone, and each chart in words and as a table, too."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenView, settle

PAGES = {
    "Valley": "?on=2017-11-20&place=al-qaim",
    "Town": "town?place=al-qaim&on=2017-11-20",
    "Operations": "operations?operation=2017-western-iraq-campaign",
    "Compare": "compare?on=2017-12-31&with=2014-12-31&place=al-qaim",
    "Shares over time": "shares?on=2017-11-20",
    "Claims": "claims",
    "Data": "data",
    "Method and sources": "method",
}

CHARTS = """() => {
  const all = [...document.querySelectorAll(".stMain [data-testid=stElementContainer], .stMain .stExpander")];
  return [...document.querySelectorAll(".stMain .stPlotlyChart")].map((chart) => {
    const at = all.findIndex((each) => each.contains(chart) && !each.matches(".stExpander"));
    const near = all.slice(Math.max(at - 3, 0), at + 4), later = all.slice(at + 1);
    const named = chart.matches("[aria-label]") ? chart : chart.querySelector("[aria-label]");
    return {
      name: named?.getAttribute("aria-label") ?? "",
      caption: near.some((each) => each.querySelector("[data-testid=stCaptionContainer], .key")),
      table: later.some((each) => each.querySelector("table") || (each.matches(".stExpander")
        && /as a table/.test(each.innerText))),
    };
  });
}"""

UNREACHED = """() => [...document.querySelectorAll(
    ".stMain a[href], .stMain summary, .stButton button, .player :is(button, select, input), .stMain [role=combobox]")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !each.disabled)
  .filter((each) => each.tabIndex < 0 && !each.closest(".js-plotly-plot"))
  .map((each) => each.outerHTML.slice(0, 200))"""


def open_page(open_view: OpenView, title: str, **options: object) -> Page:
    page = open_view(PAGES[title], whole=title == "Valley", **options)
    expect(page.get_by_test_id("stMain")).to_be_visible()
    settle(page)
    return page


@pytest.mark.parametrize("title", PAGES)
def test_a_telephone_shows_it_whole_and_nothing_sticks_out(open_view: OpenView, title: str) -> None:
    page = open_page(open_view, title, viewport={"width": 390, "height": 844})
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    assert page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize("title", PAGES)
def test_charts_have_words_and_tables_and_keys_reach_everything(open_view: OpenView, title: str) -> None:
    page = open_page(open_view, title)
    wanted = {"Valley": 2, "Town": 1, "Operations": 2, "Shares over time": 3, "Method and sources": 1}.get(title, 0)
    expect(page.locator(".stMain .stPlotlyChart")).to_have_count(wanted)
    for chart in page.evaluate(CHARTS):
        assert len(chart["name"]) > 20, chart
        assert chart["caption"], chart
        assert chart["table"], chart
    assert page.evaluate(UNREACHED) == []


def test_the_valley_is_read_with_keys_alone(open_view: OpenView) -> None:
    """From the day to a town, its reasons and the table of all: no pointer is needed."""
    page = open_page(open_view, "Valley")
    page.get_by_role("combobox", name="Place").focus()
    page.keyboard.type("Raqqa")
    page.keyboard.press("Enter")
    expect(page.locator(".sentence")).to_contain_text("Raqqa")
    page.locator(".st-key-states summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-states .stDataFrame")).to_be_visible()
    page.locator(".player [data-do=next]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**place=raqqa**")
