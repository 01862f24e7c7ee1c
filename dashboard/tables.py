"""Tables as a reader wants them: names for ids, words for codes, dates no more exact than they are known."""

from __future__ import annotations

import pandas as pd

from dashboard import vocabulary as words
from dashboard.dataset import Dataset
from dashboard.schema import Events, Places, Sources
from dashboard.style import Looks
from dashboard.text import clean


def report_table(dataset: Dataset, looks: Looks) -> pd.DataFrame:
    """One row a report under the index of ``dataset.events``: Date, Place, Report, Grade, Kind, Source, Holder."""
    reports = dataset.events
    names = dataset.places.set_index(Places.place_id)[Places.name]
    publishers = dataset.sources.set_index(Sources.source_id)[Sources.publisher]
    holders = [looks.name(force) if force else "" for force in reports[Events.controlling_force]]
    columns = {
        "Date": iso_dates(reports),
        "Place": reports[Events.town].map(names),
        "Report": reports[Events.note],
        "Grade": reports["grade"],
        "Kind": reports[Events.kind].map(words.KINDS),
        "Source": reports[Events.source_id].map(publishers),
        "Holder reported": pd.Series(holders, reports.index, dtype=str),
    }
    return pd.DataFrame({name: column.fillna("").map(clean) for name, column in columns.items()})


def iso_dates(reports: pd.DataFrame) -> pd.Series:
    """ISO dates no longer than they are exact: 2014, 2014-06 or 2014-06-21; they sort as text."""
    length = reports[Events.date_precision].map({"year": 4, "month": 7}).fillna(10).astype(int)
    days = reports[Events.date].dt.strftime("%Y-%m-%d")
    return pd.Series([day[:size] for day, size in zip(days, length, strict=True)], reports.index, dtype=str)
