"""What every page owes its readers: room on a telephone, keys alone, charts in words and as tables, and no faults."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenView, card_of, settle
from tests.browser.faults import Faults

PAGES = {
    "Valley": "?on=2017-11-20&place=al-qaim",
    "Town": "town?place=al-qaim&on=2017-11-20",
    "Operations": "operations?operation=2017-western-iraq-campaign",
    "Compare": "compare?on=2017-12-31&with=2014-12-31&place=al-qaim",
    "Shares over time": "shares?on=2017-11-20",
    "Claims": "claims",
    "Data": "data",
    "Method and sources": "method",
    "What changed": "changes",
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
    ".stMain :is(a[href], summary, [role=combobox], [role=application], [role=slider]), .stButton button, "
    + ".workbench :is(button, select, input)")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !each.disabled)
  .filter((each) => each.tabIndex < 0 && !each.closest(".js-plotly-plot") && each.role !== "tab")
  .map((each) => each.outerHTML.slice(0, 200))"""
UNNAMED = """() => [...document.querySelectorAll(
    ".workbench :is(button, select, input, [role=application], [role=slider])")]
  .filter((each) => !(each.ariaLabel || each.innerText.trim() || each.title))
  .map((each) => each.outerHTML.slice(0, 200))"""


def open_page(open_view: OpenView, title: str, **options: object) -> Page:
    page = open_view(PAGES[title], whole=title == "Valley", **options)
    expect(page.get_by_test_id("stMain")).to_be_visible()
    settle(page)
    return page


@pytest.mark.parametrize("title", PAGES)
def test_it_fits_a_telephone_charts_have_words_and_tables_keys_reach_all_and_nothing_is_at_fault(
    open_view: OpenView, title: str
) -> None:
    page = open_page(open_view, title, viewport={"width": 390, "height": 844})
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    assert page.get_by_test_id("stException").count() == 0
    page.set_viewport_size({"width": 1440, "height": 900})
    settle(page)
    wanted = {"Town": 1, "Operations": 2, "Shares over time": 3, "Method and sources": 1}.get(title, 0)
    expect(page.locator(".stMain .stPlotlyChart")).to_have_count(wanted)
    for chart in page.evaluate(CHARTS):
        assert len(chart["name"]) > 20, chart
        assert chart["caption"], chart
        assert chart["table"], chart
    assert page.evaluate(UNREACHED) == []
    assert page.evaluate(UNNAMED) == []
    assert Faults.of(page).all == []


def test_the_valley_is_read_with_keys_alone(open_view: OpenView) -> None:
    """From the river to a town, its reasons, a report and the tables of all: no pointer is needed."""
    page = open_page(open_view, "Valley")
    page.get_by_role("tab", name="Card").press("ArrowLeft")
    page.locator(".pane-river canvas[role=application]").focus()
    page.keyboard.press("Home")
    expect(page.locator(".pane-river [aria-live]")).to_have_text("20 Nov 2017: Raqqa held by SDF")
    page.keyboard.press("Enter")
    expect(card_of(page, "raqqa")).to_be_visible()
    page.get_by_role("tab", name="Card").press("ArrowRight")
    page.locator(".pane-reports .row[data-report]").first.press("Enter")  # its texts are there
    expect(page.locator(".pane-card[data-whole=true]")).to_contain_text("Source")
    page.get_by_role("button", name="Close card").press("Enter")
    expect(page.locator(".workbench .map")).to_have_attribute("data-focus", "")
    page.locator(".st-key-states summary").press("Enter")
    expect(page.locator(".st-key-states .stDataFrame")).to_be_visible()
    page.get_by_role("button", name="Next change of hands").press("Enter")
    expect(page.locator(".player")).not_to_have_attribute("data-day", "2017-11-20")
    page.wait_for_url(lambda url: "on=2017-11-20" not in url)
