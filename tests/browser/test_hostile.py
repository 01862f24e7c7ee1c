"""Text from data is hostile: nothing in it may run, and the map must stand all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.record.schema import TABLES, AreaReports, Events, Forces, Operations, Places, Sources, Table
from tests.browser.conftest import ROOT, Dashboard, OpenView, ran_in, settle, the_map, town
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
PAGES = ("", "town", "operations", "compare", "shares", "claims", "data", "method")
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


@pytest.mark.parametrize("query", ["", "&place=here", "&event=1"])
def test_nothing_runs_and_the_map_draws(open_view: OpenView, hostile: Path, query: str) -> None:
    page = open_view(f"?on=2014-07-01&silent=all{query}", data=hostile)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    assert the_map(page).locator(".leaflet-marker-icon.town").count() == len(HOSTILE) + 1
    town(page, "here").hover(force=True)
    expect(the_map(page).locator(".leaflet-tooltip").first).to_be_visible()
    town(page, "here").click(force=True)
    expect(page.locator(".card").first).to_be_visible()
    page.locator(".st-key-diagram .js-plotly-plot").hover()
    settle(page)
    assert ran_in(page) is None
    assert dialogs == []
    assert page.locator(".card img, .card script, .card svg, .sentence img").count() == 0
    assert the_map(page).locator(".legend img, .tip img, .name img").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0


def test_the_method_page_runs_nothing(open_view: OpenView, dashboard: Dashboard, hostile: Path) -> None:
    page = open_view("", data=hostile, whole=False)
    page.goto(dashboard.url(hostile) + "/method")
    expect(page.get_by_role("heading").first).to_be_visible()
    settle(page)
    assert ran_in(page) is None
    assert page.locator("a[href^='javascript']").count() == 0


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
@pytest.mark.parametrize("name", PAGES)
def test_no_page_runs_anything_or_breaks(open_view: OpenView, hostile: Path, name: str) -> None:
    page = open_view(f"{name}?on=2014-07-01&silent=all&place=here&operation=op", data=hostile, whole=name == "")
    expect(page.locator(".stMain h1, .stMain h2, .stMain h3, .sentence").first).to_be_visible()
    settle(page)
    assert page.get_by_test_id("stException").count() == 0
    assert page.get_by_text("Traceback").count() == 0
    assert ran_in(page) is None
    assert page.locator("a[href^='javascript']").count() == 0


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
CARDS = (
    "?on=2014-07-01&silent=all&place=here",
    "?on=2014-07-01&event=0",
    "town?place=here",
    "operations?operation=op",
    "compare?place=here",
)
OPEN_ALL = (
    """() => { for (const each of document.querySelectorAll(".stMain details:not([open]) > summary")) each.click(); }"""
)


@pytest.mark.usefixtures("no_canary")
@pytest.mark.parametrize("address", [*PAGES, *CARDS])
def test_no_column_of_any_table_runs_or_breaks_anything(
    open_view: OpenView, hostile_everywhere: Path, address: str
) -> None:
    page = open_view(address, data=hostile_everywhere, whole=False)
    expect(page.get_by_test_id("stMain")).to_be_visible()
    settle(page)
    page.evaluate(OPEN_ALL)
    for popover in page.locator(".stMain [data-testid=stPopover] button").all():
        popover.click()
        settle(page)
        page.keyboard.press("Escape")
    settle(page)
    assert page.get_by_test_id("stException").count() == 0
    assert "Traceback" not in page.locator("body").inner_text()
    assert "49%{customdata" not in page.locator("body").inner_text()
    assert ran_in(page) is None
    assert page.locator("a[href^='javascript' i]").count() == 0
    assert page.locator(".card :is(img, script, svg), .sentence img, .stMarkdown a[href*='javascript' i]").count() == 0


@pytest.mark.usefixtures("no_canary")
def test_the_map_shows_templates_as_they_are(open_view: OpenView, hostile: Path) -> None:
    page = open_view("?on=2014-07-01&silent=all", data=hostile)
    for number, text in enumerate(HOSTILE, start=1):
        if text.startswith("{"):
            town(page, f"here{number}").hover(force=True)
            expect(the_map(page).locator(".leaflet-tooltip").first).to_contain_text(f"{text} {number}")
