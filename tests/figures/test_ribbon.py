"""The ribbon of a place, the bars of operations and the advance: what is drawn, as rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.operations import advance, with_known_days
from dashboard.analysis.town import history_span
from dashboard.control.derive import derive_control
from dashboard.control.on_day import fading_pieces
from dashboard.control.rules import LATEST
from dashboard.figures.advance import advance_figure, advance_rows
from dashboard.figures.campaigns import FADE, campaign_figure, campaign_rows
from dashboard.figures.ribbon import FADED, mark_rows, ribbon_figure, ribbon_rows
from dashboard.record.dataset import Dataset
from dashboard.record.looks import Looks
from dashboard.record.schema import Forces, Operations
from dashboard.timespan import Span
from tests.builders import events_frame, force, operation, report, table_frame

FORCES = table_frame(Forces, force("red", name="Red", colour="#ff0000"), force("blue", name="Blue", colour="#0000ff"))
LOOKS = Looks(FORCES)
SPAN = Span(date(2013, 1, 1), date(2015, 1, 1))
UNTIL = date(2026, 1, 1)


def ribbon(*reports: dict[str, Any], span: Span = SPAN) -> pd.DataFrame:
    return ribbon_rows(fading_pieces(derive_control(events_frame(*reports), FORCES, LATEST)), LOOKS, span)


def wholes(rows: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    """Start, stop, colour and shape of what is drawn in full."""
    full = rows[rows["part"] == "whole"]
    return [(str(a), str(b), c, s) for a, b, c, s in full[["start", "stop", "colour", "shape"]].itertuples(index=False)]


RED, BLUE = "#ff0000", "#0000ff"


@pytest.mark.parametrize(
    ("reports", "wanted"),
    [
        ([report("rawa", "2014-03-01", "red")], [("2014-03-01", "2015-01-01", RED, "")]),
        ([report("rawa", "2010-03-01", "red")], [("2013-01-01", "2015-01-01", RED, "")]),
        (
            [report("rawa", "2013-03-01", "red"), report("rawa", "2014-03-01", "blue", status="contested")],
            [("2013-03-01", "2014-03-01", RED, ""), ("2014-03-01", "2014-05-30", RED, "/"),
             ("2014-05-30", "2015-01-01", RED, "")],
        ),
        (
            [report("rawa", "2013-03-01", "red"), report("rawa", "2014-03-01", "blue", previous_force="green")],
            [("2013-03-01", "2013-03-02", RED, ""), ("2013-03-02", "2014-03-01", RED, "\\"),
             ("2014-03-01", "2015-01-01", BLUE, "")],
        ),
        ([report("rawa", "2014-03-01", "red", status="besieged")], [("2014-03-01", "2015-01-01", RED, "x")]),
        ([report("rawa", "2014-03", "red", date_precision="month")], [("2014-04-01", "2015-01-01", RED, "")]),
        ([report("rawa", "2020-01-01", "red")], []),
    ],
    ids=["held", "from before", "contested", "passed", "besieged", "coarse", "later"],
)  # fmt: skip
def test_the_ribbon_shows_each_state(reports: list[dict[str, Any]], wanted: list[tuple[str, str, str, str]]) -> None:
    reports = [each | {"date": f"{each['date']}-01"} if len(each["date"]) == 7 else each for each in reports]
    assert wholes(ribbon(*reports)) == wanted


def test_a_coarse_beginning_fades_in() -> None:
    rows = ribbon(report("rawa", "2014-01-01", "blue", date_precision="year"))
    edges = rows[rows["part"] == "edge"]
    assert (edges["start"].min(), edges["stop"].max()) == (pd.Timestamp(2014, 1, 1), pd.Timestamp(2015, 1, 1))
    assert edges["opacity"].is_monotonic_increasing


def test_a_change_of_which_only_the_year_is_known_is_hatched_and_not_faded() -> None:
    rows = ribbon(report("rawa", "2013-01-01", "red"), report("rawa", "2014-01-01", "blue", date_precision="year"))
    assert (rows["part"] == "whole").all()
    assert wholes(rows)[1] == ("2014-01-01", "2014-12-31", RED, "\\")


def test_an_open_beginning_fades_in() -> None:
    forces = table_frame(Forces, force("red", colour=RED, government_of="IQ"))
    control = derive_control(events_frame(report("rawa", "2014-01-01", "red")), forces, LATEST)
    rows = ribbon_rows(fading_pieces(control), Looks(forces), SPAN)
    edge = rows[rows["part"] == "edge"]
    assert edge["start"].min() == pd.Timestamp(2013, 1, 1)
    assert edge["opacity"].is_monotonic_increasing


def test_old_evidence_is_drawn_paler() -> None:
    rows = ribbon(report("rawa", "2005-01-01", "red"), span=Span(date(2005, 1, 1), date(2016, 1, 1)))
    assert rows["opacity"].tolist() == [1.0, FADED]


def test_a_ribbon_of_nothing_is_drawn() -> None:
    figure = ribbon_figure(ribbon(), mark_rows(events_frame()), SPAN, SPAN.start)
    assert len(figure.data) == 0


def test_every_report_has_its_mark_in_the_line_of_its_group() -> None:
    events = events_frame(
        report("rawa", "2014-01-01", "red"), report("rawa", "2014-01-02", kind="airstrike"),
        report("rawa", "2014", kind="battle", date_precision="year", note="x" * 500),
    )  # fmt: skip
    marks = mark_rows(events)
    assert marks["group"].tolist() == ["Control of a place", "Ground fighting", "Air strikes"]
    assert marks["says"].iloc[1].startswith("2014, battle: xxx")
    figure = ribbon_figure(ribbon(report("rawa", "2014-01-01", "red")), marks, SPAN, SPAN.start)
    assert sum(len(trace.x) for trace in figure.data[1:]) == 3


def test_the_ribbons_of_the_shipped_record_never_overlap(shipped: Dataset, control: pd.DataFrame, looks: Looks) -> None:
    for _, own in control.groupby("place_id"):
        rows = ribbon_rows(fading_pieces(own), looks, history_span(own, shipped.last_day))
        whole = rows[rows["part"] == "whole"]
        assert all(pd.Timestamp(a) <= pd.Timestamp(b) for a, b in zip(whole["stop"], whole["start"].iloc[1:]))  # noqa: B905
        assert (rows["opacity"] > 0).all()


def campaigns(*operations: dict[str, Any]) -> pd.DataFrame:
    return campaign_rows(with_known_days(table_frame(Operations, *operations), events_frame()), LOOKS, UNTIL)


def test_a_part_lies_below_its_whole_and_open_ends_fade() -> None:
    rows = campaigns(
        operation("whole", start="2014-01-01", end="2015-01-01", lead_forces="red"),
        operation("part", start="2014-02-01", parent_operation_id="whole", lead_forces="blue"),
    ).set_index(Operations.operation_id)
    assert rows["lane"].to_dict() == {"whole": 0, "part": 1}
    assert (rows["fade_stop"] - rows["stop"]).tolist() == [pd.Timedelta(0), pd.Timedelta(FADE)]
    assert rows["words"].tolist() == ["1 January 2014 to 1 January 2015", "from 1 February 2014, end not known"]


def test_an_operation_of_unknown_days_is_left_out() -> None:
    assert campaigns(operation("never"), operation("some", start="2014-01-01"))["operation_id"].tolist() == ["some"]


SPANS = st.lists(
    st.tuples(st.dates(date(1991, 1, 1), date(2026, 1, 1)), st.integers(0, 900), st.booleans()), max_size=25
)


@settings(max_examples=40)
@given(SPANS, st.data())
def test_bars_of_one_lane_never_meet(spans: list[tuple[date, int, bool]], data: st.DataObject) -> None:
    cells = []
    for n, (first, days, is_open) in enumerate(spans):
        last = first + pd.Timedelta(days=days)
        parent = f"o{data.draw(st.integers(0, n - 1))}" if n and data.draw(st.booleans()) else ""
        cells.append(operation(f"o{n}", start=first, end="" if is_open else str(last)[:10], parent_operation_id=parent))
    rows = campaigns(*cells)
    lanes = dict(zip(rows["operation_id"], rows["lane"], strict=True))
    for _, lane in rows.groupby("lane"):
        ordered = lane.sort_values("first")
        assert (ordered["first"].iloc[1:].to_numpy() >= ordered["fade_stop"].iloc[:-1].to_numpy()).all()
    parts = rows[rows["depth"] > 0]
    assert all(
        lanes[key] > lanes[parent]
        for key, parent in zip(parts["operation_id"], parts["parent_operation_id"], strict=True)
    )


def test_every_operation_of_the_shipped_record_is_drawn_once(shipped: Dataset, looks: Looks) -> None:
    rows = campaign_rows(with_known_days(shipped.operations, shipped.events), looks, shipped.last_day)
    figure = campaign_figure(rows, "wrath-of-euphrates", shipped.last_day)
    assert sorted(cells[0] for cells in figure.data[0].customdata) == sorted(shipped.operations["operation_id"])
    assert sum(len(trace.x) for trace in figure.data[2:]) == len(rows)
    bold = [text for trace in figure.data[2:] for text in trace.text if "<b>" in text]
    assert [text.strip("\u00a0<>/b") for text in bold] == ["Raqqa campaign (2016–2017)"]


def test_names_of_operations_are_inert() -> None:
    rows = campaigns(operation("bad", name="<img src=x onerror=alert(1)>", start="2014-01-01"))
    assert "<img" not in campaign_figure(rows, "bad", UNTIL).to_json()


def towns(*points: tuple[int, float]) -> pd.DataFrame:
    rows = pd.DataFrame(points, columns=["day", "river_km"])
    rows["start"] = pd.Timestamp(2017, 1, 1) + pd.to_timedelta(rows["day"], unit="D")
    names = [f"<b>p{n}" for n in rows.index]
    rows = rows.assign(place_id=names, name=names, side="taken", start_precision="day", kind="town")
    return advance_rows(advance(rows))


def test_the_advance_is_drawn_with_its_front() -> None:
    rows = towns((0, 10.0), (5, 5.0), (10, 60.0))
    assert rows["is_front"].tolist() == [True, False, True]
    figure = advance_figure(rows)
    assert [len(trace.x) for trace in figure.data] == [2, 2, 3]
    assert "<b>p" not in figure.to_json().replace("<b>%{", "")


def test_names_that_would_meet_are_left_to_the_pointer_those_of_the_front_last() -> None:
    rows = towns((0, 10.0), *((1, 9.9 - number / 10) for number in range(12)), (100, 60.0))
    assert rows["is_front"].tolist() == [True, *[False] * 12, True]
    named = rows["label"].ne("").tolist()
    assert named[0]
    assert named[-1]
    assert 0 < sum(named[1:-1]) < 12


def test_a_name_stands_beside_its_dot_and_clear_of_the_next() -> None:
    rows = towns((0, 10.0), (2, 10.1), (100, 60.0))
    assert rows["label"].ne("").all()
    assert rows["beside"].iloc[0] == "middle left"
