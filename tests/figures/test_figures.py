"""What the charts show: rows, not pixels."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.control.derive import derive_control
from dashboard.control.on_day import fading_pieces, intervals_on
from dashboard.control.rules import LATEST
from dashboard.figures.diagram import BEGIN, FUZZY_STEPS, STRIP_GAP, diagram_figure, diagram_places, diagram_rows
from dashboard.figures.tempo import tempo_figure, tempo_rows
from dashboard.record.dataset import Dataset
from dashboard.record.looks import BARE, PLOTLY_PATTERNS, Looks
from dashboard.record.schema import Forces, Places
from dashboard.record.vocabulary import KIND_GROUPS, KINDS
from tests.builders import events_frame, force, place, report, table_frame

FORCES = table_frame(
    Forces,
    force("red", name="Red", colour="#ff0000", pattern="solid"),
    force("blue", name="Blue", colour="#0000ff", pattern="dot"),
)
LOOKS = Looks(FORCES)
TODAY = date(2020, 1, 1)


def valley(**km: float | None) -> pd.DataFrame:
    """Places by their river kilometre; None is off the river, and a name with "khabur" in it is on the Khabur."""
    cells = [place(name, waterway="Khabur" if "khabur" in name else "", latitude=36 - n) for n, name in enumerate(km)]
    return table_frame(Places, *cells).assign(river_km=list(km.values()), river_distance_km=0.0)


def control_at(places: pd.DataFrame) -> pd.DataFrame:
    return derive_control(
        events_frame(*(report(name, "2014-01-01", "red") for name in places[Places.place_id])), FORCES, LATEST
    )


def bars_of(*reports: dict[str, Any], until: date = TODAY) -> pd.DataFrame:
    control, places = derive_control(events_frame(*reports), FORCES, LATEST), valley(rawa=1.0, hit=2.0)
    return diagram_rows(diagram_places(places, control), fading_pieces(control), LOOKS, until)


@pytest.mark.parametrize(
    ("places", "wanted"),
    [
        (valley(low=700.0, high=10.0, middle=300.0), {"high": 0, "middle": 1, "low": 2}),
        (valley(desert=None, stem=5.0), {"stem": 0, "desert": 1 + STRIP_GAP}),
        (valley(a_khabur=None, stem=5.0), {"stem": 0, "a_khabur": 1 + STRIP_GAP}),
        (valley(desert=None, a_khabur=None, stem=5.0), {"stem": 0, "a_khabur": 3.5, "desert": 7}),
        (valley(north=None, south=None), {"north": 0, "south": 1}),
        (valley(), {}),
    ],
)
def test_the_stem_comes_first_down_the_river_then_the_side_strips(
    places: pd.DataFrame, wanted: dict[str, float]
) -> None:
    rows = diagram_places(places, control_at(places))
    assert dict(zip(rows[Places.place_id], rows["row"], strict=True)) == wanted
    assert list(rows[Places.place_id]) == list(wanted)


def test_a_place_that_no_report_gives_a_holder_has_no_row() -> None:
    rows = diagram_places(valley(rawa=1.0, hit=2.0), control_at(valley(hit=2.0)))
    assert list(rows[Places.place_id]) == ["hit"]


@pytest.mark.parametrize(
    ("reports", "wanted"),
    [
        ([report("rawa", "2016-06-21", "red")], ["2016-06-21 2020-01-01"]),
        (
            [report("rawa", "1994-01-01", "red")],
            ["1994-01-01 2004-01-02", "2004-01-02 2020-01-01"],
        ),
        ([report("rawa", "1985", "red")], ["1990-01-01 1995-01-02", "1995-01-02 2020-01-01"]),
        (
            [report("rawa", "1985", "red"), report("rawa", "1989", "blue")],
            ["1990-01-01 1999-01-02", "1999-01-02 2020-01-01"],
        ),
        ([report("rawa", "2020-01-01", "red")], []),
        ([report("rawa", "2025-01-01", "red")], []),
        ([report("rawa", "2014", "red", status="contested")], ["2014-01-01 2015-03-31"]),
    ],
)
def test_bars_are_cut_where_the_diagram_ends(reports: list[dict[str, Any]], wanted: list[str]) -> None:
    bars = bars_of(*reports)
    assert [f"{a.date()} {b.date()}" for a, b in zip(bars["start"], bars["stop"], strict=True)] == wanted


@pytest.mark.parametrize(
    ("status", "holder", "shape", "second"),
    [
        ("held", "red", "", "rgba(255,255,255,0.55)"),
        ("held", "blue", PLOTLY_PATTERNS["dot"], "rgba(255,255,255,0.55)"),
        ("held", "red|blue", "-", "#0000ff"),
        ("besieged", "red", "x", "rgba(255,255,255,0.55)"),
        ("contested", "blue", "/", "#0000ff"),
    ],
)
def test_a_bar_shows_its_state_by_pattern(status: str, holder: str, shape: str, second: str) -> None:
    bars = bars_of(
        report("rawa", "2013", "red"), report("rawa", "2014-01-01", holder, status=status), until=date(2014, 3, 1)
    )
    assert tuple(bars[["shape", "second"]].iloc[-1]) == (shape, second)


def test_a_gap_is_hatched_in_the_colours_of_both() -> None:
    bars = bars_of(report("rawa", "2013", "red"), report("rawa", "2015-01-01", "green", previous_force="blue"))
    gap = bars[bars["status"] == "passed"].iloc[0]
    assert (gap["colour"], gap["second"], gap["shape"]) == ("#ff0000", "#0000ff", "/")
    assert gap["says"] == "passed from Red to Blue, day unknown"


def test_bars_of_the_shipped_record_agree_with_the_control_and_never_overlap(
    shipped: Dataset, control: pd.DataFrame, looks: Looks
) -> None:
    bars = diagram_rows(diagram_places(shipped.places, control), fading_pieces(control), looks, shipped.last_day)
    assert (bars["start"] >= BEGIN).all()
    assert (bars["stop"] > bars["start"]).all()
    for _, own in bars.groupby("row"):
        assert (own["start"].iloc[1:].to_numpy() >= own["stop"].iloc[:-1].to_numpy()).all()
    for day in map(pd.Timestamp, ("1991-06-01", "2005-11-10", "2014-07-01", "2017-11-10", "2025-06-01")):
        known = intervals_on(control, day.date())
        known = known[(known["force"] != "") | (known["claimant"] != "")]
        on = bars[(bars["start"] <= day) & (bars["stop"] > day)]
        assert sorted(on[Places.place_id]) == sorted(known["place_id"])


def test_the_diagram_tells_the_browser_the_row_of_each_place() -> None:
    places = valley(low=700.0, high=10.0)
    rows = diagram_places(places, control_at(places))
    figure = diagram_figure(diagram_rows(rows, fading_pieces(control_at(places)), LOOKS, TODAY), rows)
    assert figure.layout.meta["rows"] == {"high": 0, "low": 1}
    assert [each[0] for each in figure.data[0].customdata] == ["high", "low"]


@pytest.mark.parametrize(
    ("reports", "wanted"),
    [
        ([report("rawa", "2016-06-21", "red")], []),
        ([report("rawa", "2016-06", "red")], ["2016-06-01 2016-07-01 " + BARE]),
        ([report("rawa", "2015", "blue"), report("rawa", "2016", "red")],
         ["2015-01-01 2016-01-01 " + BARE]),
        ([report("rawa", "2016-06", "red"), report("rawa", "2016-06-11", "blue")], ["2016-06-01 2016-06-11 " + BARE]),
    ],
)  # fmt: skip
def test_a_bar_whose_first_day_is_not_known_grows_out_of_the_one_before(reports: list[Any], wanted: list[str]) -> None:
    bars = bars_of(*reports)
    edges = diagram_figure(bars, diagram_places(valley(rawa=1.0), control_at(valley(rawa=1.0)))).data[-1]
    found, slices = [], list(zip(edges.base, edges.x, edges.marker.color, strict=True))
    for first, last in zip(slices[::FUZZY_STEPS], slices[FUZZY_STEPS - 1 :: FUZZY_STEPS], strict=True):
        end = pd.Timestamp(last[0]) + pd.Timedelta(last[1], "ms")
        red, green, blue, opacity = re.findall(r"[\d.]+", first[2])
        assert float(opacity) > float(re.findall(r"[\d.]+", last[2])[3])
        found.append(f"{first[0][:10]} {end.date()} #{int(red):02x}{int(green):02x}{int(blue):02x}")
    assert found == wanted


def test_the_banks_stand_apart() -> None:
    banks = {"dam": "both", "east": "left", "west": "right", "base": "off-river"}
    places = valley(east=9.0, west=2.0, dam=5.0, base=1.0, desert=None)
    places["bank"] = [banks.get(each, "") for each in places[Places.place_id]]
    rows = diagram_places(places, control_at(places))
    assert list(rows["strip"]) == ["left", "both", "right", "near", ""]
    assert list(rows[Places.place_id]) == ["east", "dam", "west", "base", "desert"]


def test_names_in_the_diagram_are_inert() -> None:
    places = valley(rawa=1.0).assign(name="<img src=x onerror=alert(1)>")
    rows = diagram_places(places, control_at(places))
    assert (
        "<img"
        not in diagram_figure(diagram_rows(rows, fading_pieces(control_at(places)), LOOKS, TODAY), rows).to_json()
    )


def test_charts_of_nothing_are_drawn() -> None:
    places, control = valley(), derive_control(events_frame(), FORCES)
    rows = diagram_places(places, control)
    assert len(diagram_figure(diagram_rows(rows, fading_pieces(control), LOOKS, TODAY), rows).data[0].x) == 0
    assert len(tempo_figure(tempo_rows(events_frame())).data) == 0


@pytest.mark.parametrize(
    ("last", "periods"),
    [
        ("2014-03-02", ["2014-01-01", "2014-03-02"]),
        ("2014-07-02", ["2013-12-30", "2014-06-30"]),
        ("2017-07-02", ["2014-01-01", "2017-07-01"]),
        ("2026-07-02", ["2014-01-01", "2026-07-01"]),
        ("2026-08-02", ["2014-01-01", "2026-07-01"]),
    ],
)
def test_periods_grow_with_the_stretch_of_time(last: str, periods: list[str]) -> None:
    rows = tempo_rows(events_frame(report("rawa", "2014-01-01", "red"), report("rawa", last, "red")))
    assert [str(day.date()) for day in rows["period"]] == periods


EVENTS = st.lists(st.tuples(st.dates(date(1991, 1, 1), date(2026, 1, 1)), st.sampled_from(list(KINDS))), min_size=1)


@settings(max_examples=30)
@given(EVENTS)
def test_every_report_is_counted_once_in_its_group(events: list[tuple[date, str]]) -> None:
    rows = tempo_rows(events_frame(*(report("rawa", day.isoformat(), kind=kind) for day, kind in events)))
    assert rows["count"].sum() == len(events)
    for group, kinds in KIND_GROUPS.items():
        assert rows.loc[rows["group"] == group, "count"].sum() == sum(kind in kinds for _, kind in events)
    assert not rows.duplicated(["period", "group"]).any()


def test_the_tempo_of_the_shipped_record_adds_up(shipped: Dataset) -> None:
    for first in ("1980", "2014-01-01", "2017-06-01", "2017-10-01"):
        some = shipped.events[(shipped.events["date"] >= first) & (shipped.events["date"] < "2017-12-01")]
        assert tempo_rows(some)["count"].sum() == len(some)
    assert sum(sum(bar.y) for bar in tempo_figure(tempo_rows(shipped.events)).data) == len(shipped.events)
