"""Towns and operations in a real browser: links, clicks on charts, back and forward, small screens, the keyboard."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenView, settle


def params(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def first_values(url: str) -> dict[str, str]:
    """The first value of each parameter of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def at(page: Page, path: str, **wanted: str) -> None:
    """The page has arrived at this address."""
    page.wait_for_url(lambda url: urlsplit(url).path.strip("/") == path and wanted.items() <= first_values(url).items())
    settle(page)


def test_a_neighbour_opens_without_loading_the_page_anew_and_back_returns(open_view: OpenView) -> None:
    page = open_view("town?place=al-qaim&on=2016-01-01", whole=False)
    expect(page.locator("h2.name")).to_contain_text("Al-Qaim")
    settle(page)
    page.evaluate("window.samePage = true")
    page.locator("a.own", has_text="Karabilah").first.click()
    at(page, "town", place="karabilah", on="2016-01-01")
    expect(page.locator("h2.name")).to_contain_text("Karabilah")
    page.go_back()
    at(page, "town", place="al-qaim", on="2016-01-01")
    expect(page.locator("h2.name")).to_contain_text("Al-Qaim")
    page.go_forward()
    expect(page.locator("h2.name")).to_contain_text("Karabilah")
    assert page.evaluate("window.samePage")


def test_a_click_on_the_ribbon_sets_the_day_and_one_on_a_mark_opens_its_report(open_view: OpenView) -> None:
    page = open_view("town?place=raqqa&on=2012-01-01", whole=False)
    plot = page.locator(".st-key-ribbon .js-plotly-plot")
    expect(plot).to_be_visible()
    settle(page)
    for day, height, name in (("2016-06-01", 0.35, "on"), ("2017-10-17", None, "event")):
        spot = plot.evaluate(
            """(plot, [day, height]) => {
                const { xaxis, yaxis } = plot._fullLayout, box = plot.getBoundingClientRect();
                const marks = plot.data.find((trace) => trace.name === "Control of a place");
                const x = height === null ? marks.x.at(-1) : day, y = height === null ? marks.y[0] : height;
                return [box.left + xaxis._offset + xaxis.d2p(x), box.top + yaxis._offset + yaxis.d2p(y)];
            }""",
            [day, height],
        )
        page.mouse.click(*spot)
        page.wait_for_url(lambda url, name=name: name in first_values(url))
        settle(page)
    assert params(page)["on"] == ["2014-01-14"]
    expect(page.locator(".card h3").last).to_contain_text("Raqqa")


def test_from_an_operation_to_a_town_and_on_to_the_map(open_view: OpenView) -> None:
    page = open_view("operations?rule=latest", whole=False)
    plot = page.locator(".st-key-campaigns .js-plotly-plot")
    expect(plot).to_be_visible()
    settle(page)
    spot = plot.evaluate(
        """(plot) => {
            const { xaxis, yaxis } = plot._fullLayout, box = plot.getBoundingClientRect(), bars = plot.data[0];
            const turn = bars.customdata.findIndex(([id]) => id === "anbar-campaign-2015-16");
            const lane = box.top + yaxis._offset + yaxis.d2p(plot.calcdata[0][turn].p);
            return [box.left + xaxis._offset + xaxis.d2p("2015-12-15"), lane];
        }"""
    )
    page.mouse.click(*spot)
    at(page, "operations", operation="anbar-campaign-2015-16", rule="latest")
    expect(page.locator("h2.name")).to_contain_text("Anbar campaign (2015–2016)")
    row = page.locator(".flow tr", has_text="Hit").first
    row.locator("a.own").nth(1).click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/town")
    expect(page.locator("h2.name")).to_contain_text("Hit")
    day, kept = params(page)["on"], params(page)
    assert (kept["operation"], kept["rule"]) == (["anbar-campaign-2015-16"], ["latest"])
    settle(page)
    page.locator("a.own", has_text="Show it on the map").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/")
    expect(page.locator(".pane-card h3")).to_contain_text("Hit")
    assert params(page)["on"] == day


@pytest.mark.parametrize(
    "query", ["town?place=ramadi", "operations?operation=wrath-of-euphrates", "operations", "town"]
)
def test_nothing_is_wider_than_a_telephone(open_view: OpenView, query: str) -> None:
    page = open_view(query, whole=False, viewport={"width": 390, "height": 844})
    expect(page.locator("[data-testid=stSelectbox]").last).to_be_visible()
    settle(page)
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390


def test_an_operation_can_be_chosen_with_the_keyboard_alone(open_view: OpenView) -> None:
    page = open_view("operations", whole=False)
    box = page.get_by_role("combobox", name="Operation").last
    expect(box).to_be_visible()
    settle(page)
    box.focus()
    page.keyboard.type("Raqqa campaign (2016")
    page.keyboard.press("Enter")
    at(page, "operations", operation="wrath-of-euphrates")
    expect(page.locator("h2.name")).to_contain_text("Raqqa campaign")


def test_the_navigation_keeps_place_and_day(open_view: OpenView) -> None:
    page = open_view("?on=2016-01-01&place=raqqa&rule=strict")
    page.get_by_test_id("stTopNav").get_by_role("link", name="Town").click()
    at(page, "town", on="2016-01-01", place="raqqa", rule="strict")
    expect(page.locator("h2.name")).to_contain_text("Raqqa")
    page.get_by_role("button", name="Next change").click()
    page.wait_for_url(lambda url: first_values(url)["on"] > "2016-01-01")
    settle(page)
    day = params(page)["on"]
    page.get_by_role("link", name="Valley").click()
    expect(page.locator(".pane-card h3")).to_contain_text("Raqqa")
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("on") == day)
