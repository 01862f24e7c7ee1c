"""Records of other sizes, made of the shipped one: fewer places, or copies of places, each a little apart."""

from __future__ import annotations

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from dashboard.record.load import shipped_data

BESIDE = ("forces.csv", "operations.csv", "sources.csv")
DAYS_APART = 200
DEGREES_APART = 0.06


def write_record(folder: Path, size: int) -> Path:
    """A folder with so many places: those most is reported of, and then copies of any with their reports."""
    chance = random.Random(size)
    places, events = (
        pd.read_csv(shipped_data() / f"{name}.csv", dtype=str).fillna("") for name in ("places", "events")
    )
    order = events["town"].value_counts().index
    kept = places.set_index("place_id").reindex(order).dropna(how="all").reset_index(names="place_id").head(size)
    own = events[events["town"].isin(kept["place_id"])]
    copies = [_copy(kept.iloc[chance.randrange(len(kept))], own, number, chance) for number in range(size - len(kept))]
    folder.mkdir(parents=True, exist_ok=True)
    pd.concat([kept, *(pd.DataFrame([place]) for place, _ in copies)])[places.columns].to_csv(
        folder / "places.csv", index=False
    )
    pd.concat([own, *(reports for _, reports in copies)])[events.columns].to_csv(folder / "events.csv", index=False)
    for name in BESIDE:
        shutil.copy(shipped_data() / name, folder / name)
    return folder


def _copy(place: pd.Series, events: pd.DataFrame, number: int, chance: random.Random) -> tuple[pd.Series, pd.DataFrame]:
    """The place moved along, and its reports moved by some days, under names of their own."""
    place_id, apart = f"{place['place_id']}-copy-{number}", timedelta(chance.randint(-DAYS_APART, DAYS_APART))
    moved = place.copy()
    moved["place_id"], moved["name"], moved["aliases"], moved["name_ar"] = place_id, f"{place['name']} {number}", "", ""
    moved["kind"] = "village"
    for name in ("latitude", "longitude"):
        if place[name]:
            moved[name] = f"{float(place[name]) + chance.gauss(0, DEGREES_APART):.4f}"
    reports = events[events["town"] == place["place_id"]].copy()
    reports["town"], reports["former_ids"], reports["incident_id"] = place_id, "", ""
    reports["event_id"] = [f"{each}-copy-{number}" for each in reports["event_id"]]
    for name in ("date", "date_end"):
        reports[name] = [(date.fromisoformat(each) + apart).isoformat() if each else "" for each in reports[name]]
    reports["reported_on"] = ""
    return moved, reports
