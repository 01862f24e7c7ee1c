"""Text from data is hostile: nothing in it may run, and every page must stand all the same and show it as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.record.schema import TABLES, AreaReports, Events, Forces, Operations, Places, Sources, Table
from dashboard.text import clean
from tests.browser.conftest import (
    ROOT,
    Dashboard,
    OpenView,
    card_of,
    click_town,
    middle_of,
    ran_in,
    settle,
    show_tab,
    spot_on,
    town,
)
from tests.builders import write

RUN = "window.top.__ran=1"
HOSTILE = (
    "${" + RUN + "}",
    f'<img src=x onerror="{RUN}">',
    "`",
    "\\",
    "\\u0041\\",
    f"</script><script>{RUN}</script>",
    "\u202egnp.exe",
    f'"><svg onload={RUN}>',
    f"'-{RUN}-'",
    f"[x](javascript:{RUN})",
    f"<a href=javascript:{RUN}>x</a>",
    ":red[x] $x^2$ **b**",
    "{{7*7}}%{customdata[0]}",
    "{% raw %}",
    "{# x",
    "{{ cycler.__init__.__globals__.os.mkdir(dict(canary=1)|first) }}",
)
CANARY = ROOT / "canary"  # servers run in ROOT: a template that ran would have made it
PAGES = ("town", "operations", "compare", "shares", "claims", "data", "method", "changes")
FOREIGN = ".workbench :is(img, script, iframe, style:not(.map > style), [onload], [onerror], a[href^=javascript i])"
"""What only a text of the data could have put on the screen."""
FOREIGN_IN_FRAME = ".map :is(img, script, iframe), .tip :is(img, script, iframe), [onload], [onerror]"
STRANGE = ".card :is(img, script, svg), .sentence img, .stMarkdown a[href*='javascript' i]"
HEADED = ".stMain :is(h1, h2, h3, .sentence), .workbench .say"
ALL = " ".join(HOSTILE)
FREE = {
    Events: (Events.note, Events.actors, Events.attributed_to),
    Places: (Places.name, Places.name_ar, Places.aliases, Places.governorate),
    Forces: (Forces.name, Forces.short_name, Forces.name_ar, Forces.aliases),
    Operations: (Operations.name, Operations.aliases, Operations.outcome),
    Sources: (Sources.title, Sources.publisher, Sources.origin, Sources.language),
    AreaReports: (AreaReports.note, AreaReports.attributed_to),
}
SANE = {
    Events: {"town": "here", "date": "2014-06-21", "controlling_force": "us", "operation": "op", "source_id": "s"},
    Places: {"place_id": "here", "latitude": "35.3", "longitude": "40.1", "country": "SY", "kind": "city"},
    Forces: {"force_id": "us", "colour": "#123456", "letter": "<", "side": "other"},
    Operations: {"operation_id": "op", "start": "2014-06-01", "lead_forces": "us"},
    Sources: {"source_id": "s", "url": f"javascript:{RUN}", "reliability": "B", "kind": "blog"},
    AreaReports: {
        "report_id": "a", "area": "here|here1|here2", "date": "2014-06-22", "kind": "baseline",
        "controlling_force": "us", "source_id": "s", "credibility": "3",
    },
}  # fmt: skip


def table(kind: type[Table]) -> str:
    """A csv with one row a hostile string and one with all of them, in every free text column."""
    lines = [",".join(kind.names())]
    for number, text in enumerate((ALL, *HOSTILE)):
        row = dict.fromkeys(kind.names(), "") | SANE[kind]
        row |= dict.fromkeys(FREE[kind], f"{text} {number}")
        if number:
            row[kind.key] = f"{row[kind.key]}{number}"
        if kind is Places:
            row[Places.latitude] = f"{36.4 - number / 4}"  # apart on the map, so that each can be pointed at
        lines.append(",".join('"' + cell.replace('"', '""') + '"' for cell in row.values()))
    return "\n".join(lines)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    write(folder, **{kind.file.removesuffix(".csv"): table(kind) for kind in TABLES})
    return folder


@pytest.fixture
def no_canary() -> Iterator[None]:
    """Fails where a template ran on the server during the test."""
    assert not CANARY.exists()
    yield
    made = CANARY.exists()
    if made:
        CANARY.rmdir()
    assert not made, "a template of the data ran on the server"


@pytest.mark.usefixtures("no_canary")
def test_the_screen_shows_hostile_texts_as_they_are_and_runs_nothing(open_view: OpenView, hostile: Path) -> None:
    page = open_view("?on=2014-07-01&silent=all", data=hostile)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    expect(page.locator(".workbench .town")).to_have_count(len(HOSTILE) + 1)
    for look in (in_tips_and_cards, in_reports, in_the_river_and_the_field, in_the_legend_and_the_filters):
        look(page)
        assert page.locator(FOREIGN).count() == 0
    settle(page)
    assert (ran_in(page), dialogs) == (None, [])
    assert page.get_by_test_id("stException").count() == 0


def in_tips_and_cards(page: Page) -> None:
    for number, text in enumerate(HOSTILE, start=1):
        name = clean(f"{text} {number}")
        page.mouse.move(*middle_of(town(page, f"here{number}")))
        expect(page.locator(".workbench .tip bdi").first).to_have_text(name)
        if not text.startswith(("<", "{")):
            continue
        click_town(page, f"here{number}")
        card = card_of(page, f"here{number}")
        expect(card.locator("h3 bdi").first).to_have_text(name)
        expect(card).to_contain_text(f"Also written {name.split('|')[0]}")  # which parts a list
    page.get_by_role("button", name="Show the whole valley").click()  # a place chosen near the edge moved the map
    settle(page)
    click_town(page, "here")
    expect(card_of(page, "here").locator(".holders")).to_contain_text(clean(f"{ALL} 0"))


def in_reports(page: Page) -> None:
    show_tab(page, "Reports")
    notes = page.locator(".pane-reports .row .note")
    expect(page.locator(".pane-reports .row[data-report]").first).to_be_visible()  # the texts are there
    seen = set[str]()
    for step in range(5):  # rows are made as they come into sight
        page.locator(".pane-reports .scroll").evaluate("(list, step) => { list.scrollTop = 280 * step; }", step)
        page.evaluate("new Promise(requestAnimationFrame)")
        seen |= {*notes.all_inner_texts()}
    assert {clean(f"{text} {number}").strip() for number, text in enumerate(HOSTILE, start=1)} <= {
        *map(str.strip, seen)
    }
    page.locator(".pane-reports .scroll").evaluate("(list) => { list.scrollTop = 0; }")
    expect(page.locator(".pane-reports .item").first).to_have_css("top", "0px")
    note = notes.first.inner_text()
    notes.first.click()
    card = page.locator(".pane-card[data-whole=true]", has_text="Source")
    expect(card.locator(".note")).to_have_text(note)
    for part in ("h3", ".plain", ".source"):
        expect(card.locator(part).first).to_contain_text(clean(ALL))


def in_the_river_and_the_field(page: Page) -> None:
    show_tab(page, "River")
    page.mouse.move(*spot_on(page, "river/river.js", ".pane-river", "here2", 16_243))
    expect(page.locator(".workbench .tip")).to_contain_text(clean(HOSTILE[1]))
    field = page.get_by_role("searchbox", name="Find a place")
    for text in HOSTILE:
        field.fill(text)
    field.fill("{{7*7}}")
    field.press("Enter")
    expect(page.locator(".pane-card h3")).to_contain_text("{{7*7}}")


def in_the_legend_and_the_filters(page: Page) -> None:
    expect(page.locator(".chip[data-force]").first).to_contain_text(clean(ALL))
    page.locator(".chip[data-force]").first.click()
    expect(page.locator(".chip[aria-pressed=true]")).to_have_attribute("title", "Show all forces again")
    words = page.get_by_role("textbox", name="Words in reports")
    words.fill(HOSTILE[1])
    words.press("Enter")
    expect(page.locator(".active-filter[data-filter=q]")).to_contain_text(HOSTILE[1])
    page.locator(".active-filter[data-filter=q]").click()
    expect(page.locator(".active-filter[data-filter=q]")).to_have_count(0)


@pytest.mark.usefixtures("no_canary")
def test_the_frames_of_maps_show_hostile_names_as_they_are(open_view: OpenView, hostile: Path) -> None:
    page = open_view("compare?on=2014-07-01&with=2014-06-01&silent=all", data=hostile, whole=False)
    frame = page.frame_locator(".st-key-map_second iframe")
    expect(frame.locator(".town")).to_have_count(len(HOSTILE) + 1)
    settle(page)
    for number, text in enumerate(HOSTILE, start=1):
        page.mouse.move(*middle_of(frame.locator(f".town[data-place='here{number}']")))
        expect(frame.locator(".tip bdi").first).to_have_text(clean(f"{text} {number}"))
    expect(page.locator(".compared .chip[data-force]").first).to_contain_text(clean(ALL))
    assert frame.locator(FOREIGN_IN_FRAME).count() == page.locator(FOREIGN).count() == 0
    assert ran_in(page) is None


@pytest.mark.usefixtures("no_canary")
def test_no_page_runs_anything_or_breaks(open_view: OpenView, dashboard: Dashboard, hostile: Path) -> None:
    page = open_view("", data=hostile, whole=False)
    for name in PAGES:
        page.goto(f"{dashboard.url(hostile)}/{name}?on=2014-07-01&silent=all&place=here&operation=op")
        expect(page.locator(HEADED).first, name).to_be_visible()
        stands_and_ran_nothing(page, name)


def stands_and_ran_nothing(page: Page, name: str) -> None:
    settle(page)
    assert page.get_by_test_id("stException").count() == 0, name
    assert "Traceback" not in page.locator("body").inner_text(), name
    assert "49%{customdata" not in page.locator("body").inner_text(), name
    assert ran_in(page) is None, name
    assert page.locator("a[href^='javascript' i]").count() == 0, name
    assert page.locator(f"{FOREIGN}, {STRANGE}").count() == 0, name


def in_every_column(kind: type[Table]) -> str:
    """A csv with rows that are sane but for one cell: each text column has each hostile string once."""
    texts = [name for name, column in kind.columns().items() if column.type in ("string", "list")]
    rows = [dict.fromkeys(kind.names(), "") | {kind.key: "0"} | NAMED[kind] | SANE[kind]]
    for number, (name, text) in enumerate(((name, text) for name in texts for text in HOSTILE), start=1):
        row = dict.fromkeys(kind.names(), "") | NAMED[kind] | SANE[kind]
        row[kind.key] = f"{row[kind.key]}{number}"
        rows.append(row | {name: text})
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in row.values()) for row in rows)
    return "\n".join([",".join(kind.names()), *quoted])


@pytest.fixture(scope="module")
def hostile_everywhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("everywhere")
    return write(folder, **{kind.file.removesuffix(".csv"): in_every_column(kind) for kind in TABLES})


NAMED = {
    Events: {"note": "a note"},
    Places: {"name": "Here"},
    Forces: {"name": "Us", "short_name": "Us"},
    Operations: {"name": "An operation"},
    Sources: {"title": "A title", "publisher": "A publisher"},
    AreaReports: {"note": "a note"},
}
ADDRESSES = (
    "?on=2014-07-01&silent=all&place=here",
    "?on=2014-07-01&event=0",
    "town?place=here",
    "operations?operation=op",
    "compare?place=here",
    *PAGES[3:],
)
OPEN_ALL = (
    """() => { for (const each of document.querySelectorAll(".stMain details:not([open]) > summary")) each.click(); }"""
)


@pytest.mark.usefixtures("no_canary")
def test_no_column_of_any_table_runs_or_breaks_anything(
    open_view: OpenView, dashboard: Dashboard, hostile_everywhere: Path
) -> None:
    page = open_view("", data=hostile_everywhere, whole=False)
    for address in ADDRESSES:
        page.goto(f"{dashboard.url(hostile_everywhere)}/{address}")
        expect(page.locator(HEADED).first, address).to_be_visible()
        settle(page)
        if address.startswith("?"):
            look_at_the_screen(page)
        page.evaluate(OPEN_ALL)
        for popover in page.locator(".stMain [data-testid=stPopover] button").all():
            popover.click()
            settle(page)
            page.keyboard.press("Escape")
        stands_and_ran_nothing(page, address)


def look_at_the_screen(page: Page) -> None:
    """Every pane was drawn, and the card of a town that was clicked."""
    expect(page.locator(".pane-card[data-whole=true]")).to_be_visible()
    for tab in ("Reports", "River"):
        show_tab(page, tab)
        settle(page)
    click_town(page, "here")
    expect(page.locator(".pane-card[data-whole=true] h3")).to_be_visible()
    assert page.locator(FOREIGN).count() == 0
