"""Made-up event files and what an import makes of them; no row here is of any real dataset."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard.eventsets.importing.detect.detect import ImportOptions
from dashboard.eventsets.importing.jobs.database_file import STORE_FILE
from dashboard.eventsets.importing.jobs.import_file import ImportResult, import_file
from dashboard.record.dataset import Dataset
from dashboard.record.load import read_dataset

ACLED_HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)
ACLED_ROW = {
    "event_date": "03 November 2017",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Iraq (2014-2018)",
    "inter1": "State forces",
    "actor2": "Islamic State (Iraq)",
    "inter2": "Rebel group",
    "country": "Iraq",
    "admin1": "Anbar",
    "location": "Made-up town",
    "latitude": "34.37",
    "longitude": "41.09",
    "geo_precision": "1",
    "source": "Made-up paper",
    "notes": "Made up.",
    "fatalities": "4",
}
GED_HEADER = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_name,dyad_name,side_a,side_b,number_of_sources,"
    "source_article,source_office,source_headline,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,"
    "longitude,country,region,event_clarity,date_prec,date_start,date_end,best,high,low"
)
GED_ROW = {
    "code_status": "Clear",
    "type_of_violence": "1",
    "side_a": "Government of Nowhere",
    "side_b": "Rebels of Nowhere",
    "source_office": "Made-up agency",
    "where_prec": "1",
    "where_coordinates": "Made-up village",
    "adm_1": "Anbar",
    "latitude": "34.37",
    "longitude": "41.09",
    "country": "Iraq",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2015-03-02",
    "date_end": "2015-03-02",
    "best": "3",
    "high": "5",
    "low": "2",
}


@cache
def record() -> Dataset:
    """The shipped record, read once."""
    return read_dataset()


def table(header: str, *rows: dict[str, Any], delimiter: str = ",") -> str:
    """CSV of rows under a header."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header.split(","), restval="", delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def acled(*rows: dict[str, Any]) -> str:
    """An export in ACLED's 31 columns; each row names only what matters to it."""
    return table(ACLED_HEADER, *({"event_id_cnty": f"XX{n}", **ACLED_ROW, **row} for n, row in enumerate(rows, 1)))


def ged(*rows: dict[str, Any]) -> str:
    """A file in GED's columns; each row names only what matters to it."""
    return table(GED_HEADER, *({"id": str(n), **GED_ROW, **row} for n, row in enumerate(rows, 1)))


def plain(*rows: dict[str, Any]) -> str:
    """A table of date, kind, latitude, longitude and whatever else a row names."""
    full = [{"date": "2016-05-04", "kind": "battle", "latitude": "34.4", "longitude": "41.1", **row} for row in rows]
    return table(",".join(dict.fromkeys(name for row in full for name in row)), *full)


def take_in(
    folder: Path, content: str | bytes, name: str = "events.csv", options: ImportOptions | None = None
) -> ImportResult:
    """The content imported as a file of this name into ``folder/store``."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return import_file(path, folder / "store", options, record=record())


def stored(folder: Path, table: str = "events") -> pd.DataFrame:
    """What a table of ``folder/store`` holds, in its order."""
    with duckdb.connect(str(folder / "store" / STORE_FILE), read_only=True) as store:
        return store.execute(f"FROM {table}").df()


def first(folder: Path, content: str | bytes, name: str = "events.csv", options: ImportOptions | None = None) -> Any:
    """The first event that an import makes of the content."""
    take_in(folder, content, name, options)
    return next(stored(folder).itertuples())
