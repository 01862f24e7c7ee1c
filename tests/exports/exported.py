"""A small record with hostile texts, and the files that are made of it, for tests of formats."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path

from dashboard.analysis.selection import Selection
from dashboard.exports.formats.registry import FORMATS
from dashboard.exports.provenance import Provenance, provenance_of
from dashboard.exports.query import Query
from dashboard.exports.table import ExportTable
from dashboard.exports.tables import TABLES
from dashboard.record.dataset import Dataset
from dashboard.timespan import Span
from tests.builders import read, rows

FORMULA = '=HYPERLINK("http://evil.example","+1")'
SCRIPT = "<img src=x onerror=alert(1)>]]>&${7*7}"
HIDDEN = "turned \u202eback\x07 \ud83d"
"""A text with a turn of reading direction, a control sign, and half of a sign of two halves."""
MADE = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
ADDRESS = "https://timeline.example/?on=2017-12-01&q=%3Cb%3E"

PLACES = rows(
    "place_id,name,name_ar,country,governorate,latitude,longitude,coordinate_precision,population,source_id",
    'al-qaim,"Al-Qaim, town",القائم,IQ,Al Anbar,34.3686,41.0945,exact,74100,reuters',
    "rawa,Rawa,راوة,IQ,Al Anbar,34.48,41.91,approximate,,reuters",
    f'abu-kamal,"{SCRIPT}",البوكمال,SY,Deir ez-Zor,,,unknown,,',
)
EVENTS = rows(
    "event_id,town,date,controlling_force,previous_force,actors,operation,deaths_best,source_id,credibility,incident_id,note",
    "e1,al-qaim,2014-06-21,isis,iraq,isis,,,reuters,2,,taken",
    'e2,al-qaim,2017-11-03,iraq|coalition,isis,iraq,western-iraq,12,reuters,2,i1,"=HYPERLINK(""http://evil.example"",""+1"")"',
    f"e3,al-qaim,2017-11-03,isis,,isis,western-iraq,,blog,4,i1,{SCRIPT}",
    "e4,rawa,2014-07,isis,,isis,,,reuters,2,,-2+3",
    'e5,rawa,2017-11-17,iraq,isis,iraq,western-iraq,3,reuters,2,,"two\nlines"',
    "e6,abu-kamal,1995-01-01,iraq,,,,,reuters,2,,turned \u202eback",
)
AREAS = rows(
    "report_id,area,date,kind,controlling_force,lost_by,source_id,credibility",
    "a1,IQ/Al Anbar,2017-12-09,taken,iraq,isis,reuters,2",
)


def hostile_record(folder: Path) -> Dataset:
    """Three places, one of them without a position, and six reports whose texts would harm who trusts them."""
    return read(folder, places=PLACES, events=EVENTS, area_reports=AREAS)


def query_of(dataset: Dataset, on: date = date(2017, 12, 1), **more: object) -> Query:
    """What is asked of the day: everything, where no filter is given."""
    bounds = {name: more.pop(name) for name in ("window", "other_day", "about", "standing") if name in more}
    selection = Selection(on, Span.of_days(on, on), **more)  # type: ignore[arg-type]
    return Query(dataset, selection, **bounds)  # type: ignore[arg-type]


def provenance(query: Query, table: str) -> Provenance:
    return provenance_of(query, table, version="2026.3", address=ADDRESS, parameters="?on=2017-12-01", made=MADE)


def extract(query: Query, table: str) -> ExportTable:
    return TABLES[table].extract(query)


def file_of(query: Query, table: str, kind: str) -> bytes:
    """The file of one table in one format."""
    stream = io.BytesIO()
    FORMATS[kind].write(extract(query, table), provenance(query, table), stream)
    return stream.getvalue()
