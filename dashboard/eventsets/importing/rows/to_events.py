"""Columns of text become rows of the event plane, and every fault a problem; a whole part at once, in SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.eventsets.importing.files.csv_parse import ROW, Parsed
from dashboard.eventsets.importing.rows.column_plan import NUMBERS, Plan, land, number_sql
from dashboard.eventsets.importing.rows.dates import in_reach_sql
from dashboard.eventsets.importing.rows.faults import (
    UNKNOWN_KIND,
    UNRULY,
    any_sql,
    every_fault,
    faulty_sql,
    problems_sql,
    valid_sql,
)
from dashboard.eventsets.importing.rows.gazetteer import Gazetteer
from dashboard.eventsets.importing.rows.river_km import Riverside
from dashboard.eventsets.table import DRAWN_PRECISIONS, ImportedEvents

PROBLEM_FIELDS: Final = ("row", "column", "value", "reason", "remedy")
PROBLEMS: Final = pa.schema([(name, pa.int64() if name == "row" else pa.string()) for name in PROBLEM_FIELDS])
PLACE_COLUMNS: Final = ("place", "p_name", "p_country", "p_admin1", "p_lat", "p_lon", "p_precision", "p_radius")
DRAWN: Final = ", ".join(f"'{each}'" for each in DRAWN_PRECISIONS)
WIDEST_KM: Final = 1_000

PLACED: Final = """SELECT *,
    CASE WHEN own AND swapped THEN lon WHEN own THEN lat ELSE p_lat END AS y,
    CASE WHEN own AND swapped THEN lat WHEN own THEN lon ELSE p_lon END AS x,
    CASE WHEN place_precision IN ('district', 'province', 'country', 'unknown') THEN place_precision
        WHEN own AND place_precision <> '' THEN place_precision
        WHEN own THEN coalesce(nullif(beside, ''), '{default}')
        WHEN p_lat IS NOT NULL THEN p_precision
        WHEN alone <> '' THEN alone
        WHEN admin1 <> '' OR p_admin1 <> '' THEN 'province'
        WHEN land <> '' OR p_country <> '' THEN 'country'
        ELSE 'unknown' END AS precision
    FROM (SELECT typed.*, places.* EXCLUDE (place), areas.* EXCLUDE (place), {own} AS own
        FROM ({typed}) typed LEFT JOIN places ON NOT {own} AND typed.place = places.place
        LEFT JOIN areas ON place_precision = '' AND typed.place = areas.place)"""
OWN: Final = "(lat IS NOT NULL AND lon IS NOT NULL AND NOT (lat = 0 AND lon = 0))"

DEATHS: Final = ", ".join(
    f"CASE WHEN {valid_sql(name)} {'' if name == 'deaths_best' else f'AND NOT {UNRULY}'}"
    f" THEN {name}_number::INTEGER END AS {name}"
    for name in NUMBERS
)

EVENTS: Final = f"""SELECT
    CAST(row AS INTEGER) AS row, event_id, CASE WHEN kind = '' THEN '{UNKNOWN_KIND}' ELSE kind END AS kind,
    source_kind, day AS date, CASE WHEN last >= day AND {in_reach_sql("last")} THEN last ELSE day END AS date_end,
    CASE WHEN written = 'year' OR date_precision = 'year' THEN 'year'
        WHEN written = 'month' OR date_precision = 'month' THEN 'month'
        WHEN date_precision = 'week' THEN 'week' ELSE 'day' END AS date_precision,
    coalesce(p_name, place) AS place, CASE WHEN admin1 = '' THEN coalesce(p_admin1, '') ELSE admin1 END AS admin1,
    CASE WHEN land = '' THEN coalesce(p_country, '') ELSE land END AS country,
    y AS latitude, x AS longitude, precision AS place_precision,
    CASE WHEN y IS NULL OR precision NOT IN ({DRAWN}) THEN NULL
        WHEN own AND radius BETWEEN 0 AND {WIDEST_KM} THEN radius
        WHEN precision = 'exact' THEN 0.0 WHEN precision = 'near' THEN 5.0 ELSE 25.0 END AS radius_km,
    actor1, actor2, actors,
    {DEATHS},
    controlling_force,
    CASE WHEN regexp_full_match(credibility, '[1-6](\\.0+)?') THEN credibility[1] ELSE '6' END AS credibility,
    source, note, fatal > 0 AS fatal, {{faulty}} AS faulty FROM placed"""
"""Every row with its faults told in passing: rows are taken through the rules only once."""

HELD: Final = "SELECT row, holder FROM held JOIN holders USING (controlling_force, date) ORDER BY row"


@dataclass(frozen=True)
class Drafted:
    """Accepted rows and problems of one part, their rows counted from 1 in the part."""

    events: pa.Table
    problems: pa.Table
    rows_in: int


class Drafter:
    """Drafts part after part of one file with an engine of its own; to be used in ``with``."""

    def __init__(self, plan: Plan, gazetteer: Gazetteer, riverside: Riverside) -> None:
        self._plan, self._gazetteer, self._riverside = plan, gazetteer, riverside
        self._engine = duckdb.connect(config={"threads": "1", "memory_limit": "1GB"})
        self._faults = every_fault(plan)
        exact = "unknown" if plan.heading("place_precision") else "exact"
        self._events_sql = EVENTS.format(faulty=faulty_sql(self._faults))
        self._placed_sql = PLACED.format(default=exact, own=OWN, typed=plan.typed_sql())

    def __enter__(self) -> Drafter:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.close()

    def draft(self, parsed: Parsed) -> Drafted:
        """The part's rows as events, and what is wrong with them."""
        engine, plan = self._engine, self._plan
        engine.register("chunk", parsed.table)
        engine.execute(f"CREATE OR REPLACE TEMP VIEW fields AS {plan.fields_sql()}")
        self._look_up("kinds", "source_kind", "kind", plan.format.kind)
        self._look_up("lands", "country", "land", land)
        self._keep("days", plan.days_sql())
        self._look_up_places()
        self._look_up_areas()
        engine.execute(f"CREATE OR REPLACE TEMP VIEW placed AS {self._placed_sql}")
        drafted = engine.sql(self._events_sql).to_arrow_table()
        problems = pa.concat_tables([_table(parsed.aside, PROBLEMS), self._problems(drafted)])
        events = _accepted(_with_carried(drafted, parsed.table, plan.carried))
        return Drafted(self._with_river_km(self._with_holders(events)), problems, parsed.rows_in)

    def _problems(self, drafted: pa.Table) -> pa.Table:
        """What is wrong with the rows that have a fault; these alone are worked out once more."""
        wrong = drafted.filter(drafted["faulty"]).select([ROW])
        if not wrong.num_rows:
            return PROBLEMS.empty_table()
        self._keep("faulty", "FROM placed SEMI JOIN wrong USING (row)", wrong=wrong)
        there = self._engine.execute(any_sql(self._faults)).fetchall()[0]
        faults = [fault for fault, is_there in zip(self._faults, there, strict=True) if is_there]
        found = self._engine.sql(problems_sql(self._plan, faults)).to_arrow_table()
        return found.rename_columns(PROBLEM_FIELDS).cast(PROBLEMS)

    def _keep(self, name: str, select: str, **tables: pa.Table) -> None:
        for given, table in tables.items():
            self._engine.register(given, table)
        self._engine.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {select}")
        for given in tables:
            self._engine.unregister(given)

    def _different(self, select: str) -> list[tuple[Any, ...]]:
        return self._engine.execute(f"SELECT DISTINCT {select}").fetchall()

    def _look_up(self, table: str, text: str, answer: str, find: Callable[[str], str]) -> None:
        """A table of the answer for each different text of a field."""
        found = [(each, find(each)) for (each,) in self._different(f"{text} FROM fields")]
        self._keep(table, "FROM found", found=_table(found, _strings(text, answer)))

    def _look_up_places(self) -> None:
        """Only rows without a point of their own ask the record where their place lies."""
        point = f"SELECT place, {number_sql('latitude')} AS lat, {number_sql('longitude')} AS lon FROM fields"
        names = self._different(f"place FROM ({point}) WHERE place <> '' AND NOT coalesce({OWN}, false)")
        known = [(name, place) for (name,) in names if (place := self._gazetteer.place(name))]
        rows = [(name, *vars(place).values()) for name, place in known]
        numbers = {"p_lat", "p_lon", "p_radius"}
        schema = pa.schema([(name, pa.float64() if name in numbers else pa.string()) for name in PLACE_COLUMNS])
        self._keep("places", "FROM found", found=_table(rows, schema))

    def _look_up_areas(self) -> None:
        """Names of places that are those of a whole province or country, where no code says how exact they are."""
        names = self._different("place FROM fields WHERE place <> '' AND place_precision = ''")
        rows = [(name, *(self._gazetteer.area(name, alone) for alone in (True, False))) for (name,) in names]
        self._keep("areas", "FROM found", found=_table(rows, _strings("place", "alone", "beside")))

    def _with_holders(self, events: pa.Table) -> pa.Table:
        """The events with forces of the record in the place of the actors that are said to hold a place."""
        held = events.select([ROW, "date", "controlling_force"])
        held = held.filter(pc.not_equal(held["controlling_force"], ""))
        if not held.num_rows:
            return events
        self._engine.register("held", held)
        pairs = self._different("controlling_force, date FROM held")
        rows = [(actor, day, self._gazetteer.holder(actor, day)) for actor, day in pairs]
        schema = pa.schema([("controlling_force", pa.string()), ("date", pa.date32()), ("holder", pa.string())])
        self._keep("holders", "FROM found", found=_table(rows, schema))
        found = self._engine.sql(HELD).to_arrow_table()
        self._engine.unregister("held")
        at = np.isin(np.asarray(events[ROW]), np.asarray(found[ROW]))
        cells = pc.replace_with_mask(
            events["controlling_force"].combine_chunks(), pa.array(at), found["holder"].combine_chunks()
        )
        return events.set_column(events.schema.get_field_index("controlling_force"), "controlling_force", cells)

    def _with_river_km(self, events: pa.Table) -> pa.Table:
        """The events with ``river_km``; none for those that are never drawn, whose point stands for a wide area."""
        drawn = np.isin(events["place_precision"].to_numpy(), DRAWN_PRECISIONS)
        points = (np.where(drawn, events[each].to_numpy().astype(float), np.nan) for each in ("longitude", "latitude"))
        km = pa.array(self._riverside.km(*points), pa.float64(), from_pandas=True)
        return events.append_column(ImportedEvents.river_km, km)


def _accepted(drafted: pa.Table) -> pa.Table:
    """The rows that are not set aside, without what was told of them in passing."""
    fatal = drafted["fatal"]
    kept = drafted.filter(pc.invert(fatal)) if pc.any(fatal).as_py() else drafted
    return kept.drop_columns(["fatal", "faulty"])


def _with_carried(events: pa.Table, given: pa.Table, carried: Mapping[str, str]) -> pa.Table:
    """The events with the columns that are taken over from the part as they stand."""
    rows, there = (np.asarray(table[ROW]) for table in (events, given))
    same = np.array_equal(rows, there)
    at = None if same else pa.array(np.searchsorted(there, rows))
    for name, column in carried.items():
        cells = given[column] if at is None else given[column].take(at)
        events = events.set_column(events.schema.get_field_index(name), name, cells)
    return events


def _strings(*names: str) -> pa.Schema:
    return pa.schema([(name, pa.string()) for name in names])


def _table(rows: list[Any], schema: pa.Schema) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else [[] for _ in schema.names]
    arrays = [pa.array(cells, kind) for cells, kind in zip(columns, schema.types, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
