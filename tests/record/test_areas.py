"""Areas: which places lie in them, and how they are named."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard.record.areas import MEMBERS, describe_area, members_of
from dashboard.record.cell_syntax import CellError, items
from dashboard.record.dataset import Dataset
from dashboard.record.load import name_index
from dashboard.record.river import RIVER_DISTANCE_KM, RIVER_KM
from dashboard.record.schema import Places
from tests.builders import place, read, rows, table_frame

PLACES = table_frame(
    Places,
    place("raqqa", name="Raqqa", country="SY", governorate="Al-Raqqah", bank="left"),
    place("maadan", name="Maadan", country="SY", governorate="Al-Raqqah", bank="right"),
    place("mayadin", name="Mayadin", country="SY", governorate="Deir ez-Zor", bank="right"),
    place("bridge", name="Old Bridge", country="SY", governorate="Deir ez-Zor", bank="both"),
    place("rutba", name="Rutba", country="IQ", governorate="Al Anbar", bank="off-river"),
    place("rawa", name="Rawa", country="IQ", governorate="Al Anbar", bank="left"),
).assign(**{RIVER_KM: [231, 300, 470, 480, float("nan"), 724], RIVER_DISTANCE_KM: [1, 2, 1, 0, 99, 11]})
NAMES = name_index(PLACES, Places)
NAMED = dict(zip(PLACES[Places.place_id], PLACES[Places.name], strict=True))


@pytest.mark.parametrize(
    ("area", "members", "words"),
    [
        ("country IQ", "rutba rawa", "all Iraq"),
        ("SY/Al-Raqqah", "raqqa maadan", "all Al-Raqqah"),
        ("SY/ar raqqah", "raqqa maadan", "all ar raqqah"),
        ("SY/Al-Raqqah/left", "raqqa", "all Al-Raqqah on the left bank"),
        ("SY/Deir ez-Zor/left", "", "all Deir ez-Zor on the left bank"),
        ("raqqa..rawa", "raqqa maadan mayadin bridge", "the Euphrates from Raqqa to Rawa"),
        ("rawa..maadan/right", "maadan mayadin", "the right bank of the Euphrates from Rawa to Maadan"),
        ("raqqa|Old Bridge|rawa", "raqqa bridge rawa", "Raqqa, Old Bridge and Rawa"),
    ],
)
def test_an_area_has_members_and_words(area: str, members: str, words: str) -> None:
    assert members_of(area, PLACES, NAMES) == members.split()
    assert describe_area(area, NAMED) == words


@pytest.mark.parametrize(
    ("area", "reason"),
    [
        ("country XX", "no country has this code"),
        ("SY/Atlantis", "no place lies in this governorate"),
        ("SY/Al-Raqqah/north", "it is not an area"),
        ("raqqa..rutba", "a reach needs two places beside the Euphrates"),
        ("raqqa..mayadin..rawa", "a reach needs two places"),
        ("raqqa..nowhere", "no place is called this"),
        ("Atlantis", "no place is called this"),
    ],
)
def test_what_names_no_area_is_refused_with_a_remedy(area: str, reason: str) -> None:
    with pytest.raises(CellError, match=reason) as refused:
        members_of(area, PLACES, NAMES)
    assert "country IQ" in refused.value.remedy or "Use one of" in refused.value.remedy


def test_a_folder_without_area_reports_has_none_and_one_with_them_its_own(tmp_path: Path) -> None:
    events = rows("town,date,controlling_force", "rawa,2014-06-21,isis")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert read(tmp_path / "a", events=events).area_reports.empty
    areas = rows("report_id,area,date,kind,controlling_force,excepted", "a,rawa|al-qaim,2015-01,baseline,ISIL,Qaim")
    found = read(tmp_path / "b", events=events, area_reports=areas).area_reports
    assert found[["area", MEMBERS, "controlling_force", "date_precision"]].to_numpy().tolist() == [
        ["rawa|al-qaim", "rawa", "isis", "month"]
    ]


def test_every_area_of_the_shipped_record_holds_places_that_it_does_not_except(shipped: Dataset) -> None:
    reports = shipped.area_reports
    assert (reports[MEMBERS] != "").all()
    known = {*shipped.places[Places.place_id]}
    for row in reports.to_dict("records"):
        members, excepted = {*items(row[MEMBERS])}, {*items(row["excepted"]), *items(row["excepted_by_judgement"])}
        assert members <= known
        assert members.isdisjoint(excepted)
    assert pd.api.types.is_datetime64_any_dtype(reports["date"])
