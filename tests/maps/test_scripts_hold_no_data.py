"""What folium, branca and streamlit-folium render as templates holds nothing of the record, of no page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit_folium
from streamlit.testing.v1 import AppTest

from dashboard.maps.base import base_map, base_map_module
from dashboard.record.schema import TABLES, AreaReports, Events, Forces, Operations, Places, Sources, Table
from tests.builders import PAGE_SCRIPT, write

CANARY = "qzx{{7*7}}{% raw %}{# x"
GIVEN = {
    Events: {
        Events.event_id: "e",
        Events.town: "here",
        Events.date: "2014-06-21",
        Events.controlling_force: "us",
        Events.source_id: "s",
    },
    Places: {Places.place_id: "here", Places.latitude: "35.3", Places.longitude: "40.1", Places.country: "SY"},
    Forces: {Forces.force_id: "us", Forces.colour: "#123456"},
    Operations: {Operations.operation_id: "op", Operations.start: "2014-06-01"},
    Sources: {Sources.source_id: "s", Sources.url: "https://example.org/a", Sources.reliability: "B"},
    AreaReports: {
        AreaReports.report_id: "a",
        AreaReports.area: "country SY",
        AreaReports.date: "2014-06-01",
        AreaReports.kind: "baseline",
        AreaReports.controlling_force: "us",
        AreaReports.source_id: "s",
    },
}
FREE = {
    Events: (Events.note, Events.actors, Events.attributed_to),
    Places: (Places.name, Places.name_ar, Places.aliases, Places.governorate),
    Forces: (Forces.name, Forces.short_name, Forces.name_ar, Forces.aliases, Forces.letter),
    Operations: (Operations.name, Operations.aliases, Operations.outcome),
    Sources: (Sources.title, Sources.publisher, Sources.origin),
    AreaReports: (AreaReports.note, AreaReports.attributed_to),
}


def table(kind: type[Table]) -> str:
    row = dict.fromkeys(kind.names(), "") | GIVEN[kind] | dict.fromkeys(FREE[kind], CANARY)
    return "\n".join([",".join(row), ",".join(row.values())])


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tables = {kind.file.removesuffix(".csv"): table(kind) for kind in TABLES}
    return write(tmp_path_factory.mktemp("hostile"), **tables)


def rendered(page: str, data: str, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """All that streamlit-folium sends to the browser for the maps of a page."""
    sent: list[dict[str, Any]] = []
    monkeypatch.setenv("DASHBOARD_DATA", data)
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **given: sent.append(given))
    app = AppTest.from_string(PAGE_SCRIPT.format(page=page), default_timeout=60).run()
    assert not app.exception
    return [{name: value for name, value in each.items() if name != "on_change"} for each in sent]


@pytest.mark.parametrize(("page", "maps"), [("valley", 0), ("compare", 2)])
def test_maps_are_the_same_whatever_the_record_says(
    page: str, maps: int, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_hostile, of_shipped = (rendered(page, data, monkeypatch) for data in (str(hostile), ""))
    assert len(of_hostile) == maps
    assert "qzx" not in repr(of_hostile)
    assert of_hostile == of_shipped


def test_the_base_map_takes_no_data() -> None:
    assert base_map.__code__.co_argcount == base_map_module.__code__.co_argcount == 0
    assert base_map_module() == base_map_module()
    assert base_map_module().count("L.map(") == 1
    assert base_map().get_root().render().count("startMap(") == 1
