"""The shipped record: complete and accounted for."""

from __future__ import annotations

import csv
import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard.analysis.record_cache import record_of
from dashboard.record.cell_syntax import items
from dashboard.record.dataset import Dataset
from dashboard.record.load import shipped_data
from dashboard.record.schema import Events, Forces, Operations, Places, Sources
from dashboard.text import clean, is_web_address

FACTS = Path(__file__).parent.parent.parent.parent / "shared" / "facts"
COLLECTED = FACTS.parent / "record"

BIG_FORCES = [
    "isis", "aqi", "insurgents", "iraqi-government-saddam", "iraqi-government", "coalition", "pmf", "syrian-government",
    "syrian-transitional-government", "opposition", "nusra", "sdf", "turkey-sna",
]  # fmt: skip

ARTICLE = [
    ("1991-01-01", "al-qaim-chemical-plant", "airstrike", "metal shell"),
    ("2003-01-01", "al-qaim", "political", "foreign fighters and arms"),
    ("2003-01-01", "al-qaim-border-crossing", "political", "porous border"),
    ("2005-01-01", "al-qaim", "operation_start", "Matador"),
    ("2005-01-01", "al-qaim", "operation_start", "Steel Curtain"),
    ("2014-06-01", "al-qaim", "control_change", "June 2014"),
    ("2014-06-01", "deir-ez-zor", "political", "supply link"),
    ("2017-10-26", "al-qaim", "operation_start", "launch"),
    ("2017-10-26", "rawa", "operation_start", "last|final"),
]


def facts() -> list[dict[str, str]]:
    files = sorted(FACTS.glob("*_events.csv"))
    if not files:
        pytest.skip("the facts are not beside this repository")
    return [row for file in files for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())]


def test_the_record_has_no_problems_and_all_its_tables(shipped: Dataset) -> None:
    assert shipped.problems == ()
    assert len(shipped.operations) >= 100
    assert len(shipped.places) >= 360
    assert len(shipped.events) >= 4100
    assert len(shipped.area_reports) >= 324
    assert set(shipped.events[Events.town]) <= set(shipped.places[Places.place_id])


def collected(name: str) -> pd.DataFrame:
    """A table of the later collection."""
    if not (COLLECTED / name).is_file():
        pytest.skip("the collection is not beside this repository")
    return pd.read_csv(COLLECTED / name, dtype=str, keep_default_na=False)


def test_every_row_that_was_collected_is_carried_or_listed_as_left_out(shipped: Dataset) -> None:
    left_out = pd.read_csv(shipped_data() / "left_out.csv", dtype=str, keep_default_na=False)
    given = [row["event_id"] for row in facts()] + collected("events.csv")["event_id"].tolist()
    events = shipped.events
    carried = events[Events.former_ids].where(events[Events.former_ids] != "", events[Events.event_id])
    assert len(set(given)) == len(given)
    assert set(given) <= {*carried, *left_out["event_id"]}
    assert not {*carried} & {*left_out["event_id"]}
    assert (left_out["reason"] != "").all()


def test_every_area_report_place_source_operation_and_force_that_was_collected_is_carried(shipped: Dataset) -> None:
    carried = {
        "area_reports.csv": shipped.area_reports, "places.csv": shipped.places, "sources.csv": shipped.sources,
        "operations.csv": shipped.operations, "forces.csv": shipped.forces,
    }  # fmt: skip
    for name, frame in carried.items():
        given = collected(name).iloc[:, 0]
        assert set(given) - set(frame.iloc[:, 0]) == set(), name


def test_what_was_found_wrong_or_missing_in_older_rows_is_mended(shipped: Dataset) -> None:
    events = shipped.events
    now = {old: row for row in events.to_dict("records") for old in (row[Events.event_id], *items(row["former_ids"]))}
    for mend in collected("reported.csv").to_dict("records"):
        assert now[mend["event_id"]][Events.reported_on] == pd.Timestamp(mend["reported_on"]), mend
    linked = collected("links.csv").to_dict("records")
    assert all(now[link["event_id"]][Events.incident_id] for link in linked)


def test_ids_have_one_style_and_old_ones_still_lead_to_their_report(shipped: Dataset) -> None:
    ids = shipped.events[Events.event_id]
    assert list(ids[~ids.str.fullmatch(r"(?:iq|sy|m)-\d{4}-\d\d-\d\d-[a-z0-9-]+")]) == []
    former = [old for cell in shipped.events["former_ids"] for old in items(cell)]
    assert len(set(former)) == len(former) > 2000
    record = record_of(None)
    assert record.event("iq-20140621-anah-control-change")["former_ids"] == "iq-20140621-anah-control-change"


def article(shipped: Dataset) -> pd.DataFrame:
    sources = shipped.sources[shipped.sources[Sources.publisher].str.contains("Muslimchronicle")]
    return shipped.events[shipped.events[Events.source_id].isin(sources[Sources.source_id])]


def test_the_eighteen_rows_of_the_article_are_there(shipped: Dataset) -> None:
    assert len(article(shipped)) == 18
    notes = " ".join(article(shipped)[Events.note])
    assert [figure for figure in ("150,000", "50,000", "1,500", "500 km") if figure not in notes] == []


@pytest.mark.parametrize(("day", "town", "kind", "words"), ARTICLE)
def test_what_the_article_tells_is_there(shipped: Dataset, day: str, town: str, kind: str, words: str) -> None:
    rows = article(shipped)
    found = rows[(rows[Events.date] == day) & (rows[Events.town] == town) & (rows[Events.kind] == kind)]
    assert found[Events.note].str.contains(words).any()


@pytest.mark.parametrize(
    ("town", "km"), [("raqqa", 231), ("deir-ez-zor", 401), ("abu-kamal", 580), ("ramadi", 1002), ("fallujah", 1066)]
)
def test_river_kilometres_of_known_towns(shipped: Dataset, town: str, km: int) -> None:
    assert shipped.places.set_index(Places.place_id).loc[town, "river_km"] == pytest.approx(km, abs=3)


def test_notes_read_as_written_for_the_reader(shipped: Dataset) -> None:
    notes = shipped.events[Events.note]
    internal = r"\b(?:seed|proxy|wikipedia copy|todo|tbd|fixme|confidence|from_force|to_force|event_id)\b|;;|\s{2}"
    assert list(notes[notes.str.contains(internal, case=False)]) == []
    assert list(notes[(notes == "") | (notes != notes.map(clean)) | (notes != notes.str.strip())]) == []


def test_addresses_are_web_addresses_or_blank(shipped: Dataset) -> None:
    urls = pd.concat([shipped.sources[Sources.url], shipped.sources[Sources.archive_url]])
    assert [url for url in urls if url and not is_web_address(url)] == []


def test_operations_end_after_they_start(shipped: Dataset) -> None:
    dated = shipped.operations.dropna(subset=[Operations.start, Operations.end])
    assert list(dated.loc[dated[Operations.end] < dated[Operations.start], Operations.operation_id]) == []


def test_forces_have_letters_and_colours_of_their_own(shipped: Dataset) -> None:
    for column, form in ((Forces.letter, r"[A-Z]{1,2}"), (Forces.colour, r"#[0-9a-f]{6}")):
        assert shipped.forces[column].is_unique
        assert all(re.fullmatch(form, cell) for cell in shipped.forces[column])


SIGHTS = {
    "full": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
}
"""Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB."""
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def lab(colour: str, sight: str) -> np.ndarray:
    """CIE L*a*b* (D65) of #rrggbb as seen with this sight."""
    rgb = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.asarray(SIGHTS[sight]) @ linear, 0, 1)
    ratio = XYZ @ seen / XYZ.sum(axis=1)
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("sight", SIGHTS)
def test_the_big_forces_are_told_apart_by_colour(shipped: Dataset, sight: str) -> None:
    colours = shipped.forces.set_index(Forces.force_id)[Forces.colour]
    seen = {force: lab(colours[force], sight) for force in BIG_FORCES}
    near = {pair: round(float(np.linalg.norm(seen[pair[0]] - seen[pair[1]])), 1) for pair in combinations(seen, 2)}
    assert {pair: distance for pair, distance in near.items() if distance <= 12} == {}
