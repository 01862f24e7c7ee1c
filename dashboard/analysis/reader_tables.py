"""Tables as a reader wants them: names for ids, words for codes, dates no more exact than they are known."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboard.analysis.sentences import describe_with_age
from dashboard.record import vocabulary as words
from dashboard.record.dataset import Dataset
from dashboard.record.looks import Looks
from dashboard.record.river import RIVER_KM
from dashboard.record.schema import Events, Places, Sources
from dashboard.text import clean


class SourceName(NamedTuple):
    """A source as a reader is told of it. Without a title the publisher stands for it, and is not named twice."""

    publisher: str
    title: str
    url: str


def source_names(dataset: Dataset) -> dict[str, SourceName]:
    """Every source of the record by its id."""
    columns = (Sources.source_id, Sources.publisher, Sources.title, Sources.url)
    rows = zip(*(dataset.sources[column] for column in columns), strict=True)
    return {key: SourceName(publisher if title else "", title or publisher, url) for key, publisher, title, url in rows}


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


def state_table(states: pd.DataFrame, looks: Looks) -> pd.DataFrame:
    """One row a place, down the river: River km, Place, Bank, State, Since and Last report, of ``query.states_on``."""
    ordered = states.sort_values(RIVER_KM)
    starts = zip(ordered["start"], ordered["start_precision"], strict=True)
    return pd.DataFrame(
        {
            "River km": ordered[RIVER_KM].round(),
            "Place": ordered[Places.name].map(clean),
            "Bank": ordered[Places.bank].map(words.BANKS).fillna(""),
            "State": [clean(describe_with_age(row, looks)) for row in ordered.to_dict("records")],
            "Since": [iso_day(start, precision) for start, precision in starts],
            "Last report": [iso_day(last) for last in ordered["last_evidence"]],
        }
    )


def period_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Counts by ``period`` and ``group`` as a table: First day, All, and a column a group."""
    wide = rows.pivot_table(index="period", columns="group", values="count", aggfunc="sum", fill_value=0)
    wide.insert(0, "All", wide.sum(axis=1))
    wide.insert(0, "First day", [f"{period:%Y-%m-%d}" for period in wide.index])
    return wide.rename_axis(columns=None).reset_index(drop=True)


def iso_day(day: date | None, precision: str = "day") -> str:
    """The ISO day no longer than it is exact; "" where it is not known."""
    return "" if pd.isna(day) else f"{day:%Y-%m-%d}"[: {"year": 4, "month": 7}.get(precision, 10)]


def iso_dates(reports: pd.DataFrame) -> pd.Series:
    """ISO dates no longer than they are exact: 2014, 2014-06 or 2014-06-21; they sort as text."""
    length = reports[Events.date_precision].map({"year": 4, "month": 7}).fillna(10).astype(int)
    days = reports[Events.date].dt.strftime("%Y-%m-%d")
    return pd.Series([day[:size] for day, size in zip(days, length, strict=True)], reports.index, dtype=str)
