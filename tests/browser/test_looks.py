"""What changes how the screen looks and not what it shows: singled out, zoomed, looked for, pointed at."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import (
    OpenView,
    middle_of,
    params,
    point_at_holding,
    point_on_strip,
    settle,
    show_tab,
    town,
)
from tests.browser.traffic import Traffic

HOSTS = (".map", ".pane-river", ".plot")
Changed = Callable[..., None]


def picture(page: Page, host: str) -> list[str]:
    """What is drawn in a part of the screen, with the pointer elsewhere."""
    page.mouse.move(*middle_of(page.locator(".workbench .say").first))
    return drawn_now(page, host)


def drawn_now(page: Page, host: str) -> list[str]:
    """What is drawn in a part of the screen."""
    drawn: list[str] = page.evaluate(
        """async (host) => {
        for (let turn = 0; turn < 3; turn += 1) await new Promise(requestAnimationFrame);
        return [...document.querySelectorAll(`.workbench ${host} canvas`)].map((each) => each.toDataURL()); }""",
        host,
    )
    return drawn


def test_what_changes_the_look_alone_is_told_to_nobody(open_view: OpenView, requested: list[str]) -> None:
    page = open_view("?on=2014-07-01")
    for tab in ("Reports", "Card", "River"):
        show_tab(page, tab)
        settle(page)
    before, length = {host: picture(page, host) for host in HOSTS}, page.evaluate("history.length")
    asked, address = Traffic.of(page).asked, page.url
    requested.clear()

    def changed(*wanted: str) -> None:
        assert [host for host in HOSTS if picture(page, host) != before[host]] == list(wanted)

    for act in (zoom_time_and_rows, find_a_place, turn_tabs):
        act(page, changed)
        changed()
    page.get_by_role("combobox", name="Speed").select_option(label="1 year/s")
    settle(page)
    assert requested == []
    assert (Traffic.of(page).asked, page.url, page.evaluate("history.length")) == (asked, address, length)


def test_what_is_singled_out_or_hidden_stands_in_the_address(open_view: OpenView, requested: list[str]) -> None:
    page = open_view("?on=2014-07-01")
    before = {host: picture(page, host) for host in HOSTS}
    requested.clear()

    def changed(*wanted: str) -> None:
        assert [host for host in HOSTS if picture(page, host) != before[host]] == list(wanted)

    single_out_a_force(page, changed)
    page.wait_for_url(lambda _: "only" not in params(page))
    hide_kinds(page, changed)
    page.wait_for_url(lambda _: "hide" not in params(page))
    assert [url for url in requested if "/workbench/" in url] == []  # the payload stays the same
    page.locator(".chip[data-force]").filter(has_text="Islamic State").click()
    page.get_by_role("button", name="Fighting").click()
    page.wait_for_url(lambda _: (params(page).get("only"), params(page).get("hide")) == (["isis"], ["fighting"]))
    page.reload()
    expect(page.locator(".chip[data-force][aria-pressed=true]")).to_contain_text("Islamic State")
    expect(page.locator(".kinds [aria-pressed=false]")).to_have_text(["Fighting"])


def single_out_a_force(page: Page, changed: Changed) -> None:
    chips = page.locator(".chip[data-force]")
    chips.filter(has_text="Islamic State").click()
    expect(page.locator(".chip[data-force][aria-pressed=true]")).to_contain_text("Islamic State")
    expect(page.locator(".chip[data-force].off")).to_have_count(chips.count() - 1)
    changed(*HOSTS)
    chips.filter(has_text="Islamic State").click()


def hide_kinds(page: Page, changed: Changed) -> None:
    """A click hides a group of kinds, a second one alone shows it; with two clicks at once it stands alone."""
    kinds, reports = page.get_by_role("group", name="Kinds of reports"), page.locator(".pane-reports")
    fighting, counted = kinds.get_by_role("button", name="Fighting"), int(reports.get_attribute("data-reports") or "")
    fighting.click()
    expect(kinds.locator("[aria-pressed=false]")).to_have_text(["Fighting"])
    fewer = int(reports.get_attribute("data-reports") or "")
    assert 0 < fewer < counted
    changed(".map", ".plot")
    fighting.click()
    fighting.dblclick()
    expect(kinds.locator("[aria-pressed=true]")).to_have_text(["Fighting"])
    expect(reports).to_have_attribute("data-reports", str(counted - fewer))
    fighting.dblclick()


def zoom_time_and_rows(page: Page, changed: Changed) -> None:
    x, y = point_on_strip(page, "2014-09-01")
    page.mouse.move(x, y)
    page.mouse.wheel(0, -600)
    changed(".pane-river", ".plot")
    page.mouse.dblclick(x, y)
    changed()
    page.locator(".pane-river canvas[role=application]").press("+")
    page.keyboard.press("+")
    changed(".pane-river")
    page.keyboard.press("Escape")


def find_a_place(page: Page, changed: Changed) -> None:
    field = page.get_by_role("searchbox", name="Find a place")
    field.fill("دير")
    changed(".map", ".pane-river")
    field.press("Escape")


def turn_tabs(page: Page, _: Changed) -> None:
    page.get_by_role("tab", name="River").press("ArrowLeft")
    expect(page.get_by_role("tab", name="Reports")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".pane-river")).to_be_visible()


def test_what_is_under_the_pointer_is_said_and_marked_in_every_view(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01")
    tip, before = page.locator(".workbench .tip"), {host: picture(page, host) for host in (".map", ".pane-river")}
    point_at_holding(page, "raqqa", "2015-06-01")
    for words in ("Raqqa", "الرقة", "held by Islamic State", "14 Jan 2014 to "):
        expect(tip).to_contain_text(words)
    assert drawn_now(page, ".map") != before[".map"]
    point_at_holding(page, "raqqa", "2018-09-01")
    expect(tip).to_contain_text("held by SDF")
    page.mouse.move(*middle_of(town(page, "rutba")))
    for words in ("Rutba", "held by Islamic State", "in the window"):
        expect(tip).to_contain_text(words)
    assert drawn_now(page, ".pane-river") != before[".pane-river"]
    page.mouse.move(*point_on_strip(page, "2014-06-10"))
    for words in ("Apr to Jun 2014", "reports", "changes of hands", "to Islamic State"):
        expect(tip).to_contain_text(words)
    show_tab(page, "Reports")
    expect(tip).to_be_hidden()
    page.locator(".pane-reports .row").first.hover()
    assert drawn_now(page, ".map") != before[".map"]
    assert {host: picture(page, host) for host in before}[".map"] == before[".map"]
