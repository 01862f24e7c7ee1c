"""Made-up events that crowd as real ones do: along the river, in bursts of fighting, between a few chief actors."""

from __future__ import annotations

import json
import math
import random
from datetime import date, timedelta
from itertools import accumulate, pairwise
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.eventsets.store.rollups import write_companions
from dashboard.eventsets.table import engine_types
from dashboard.record.vocabulary import KINDS

AXIS = Path(__file__).parent.parent / "data" / "geo" / "euphrates.geojson"
FIRST, LAST = date(1991, 1, 1), date(2025, 12, 31)
BURSTS = 60
TOWNS = 400
ACTORS = (
    *("Islamic State", "Syrian government", "Government of Iraq", "Syrian Democratic Forces", "US-led coalition"),
    *("Free Syrian Army", "Popular Mobilisation Forces", "Jabhat al-Nusra", "Iraqi insurgents", "Civilians"),
    *(f"Local armed group {number}" for number in range(290)),
)
KIND_WEIGHTS = {"battle": 45, "airstrike": 22, "attack": 18, "massacre": 4, "control_change": 3, "infrastructure": 3}
PRECISIONS = (("exact", 0.55, 1.0), ("near", 0.80, 5.0), ("district", 0.88, 25.0), ("province", 0.96, None))
DUCKDB_TYPES = {"string": "VARCHAR", "date": "DATE", "int32": "INTEGER", "float64": "DOUBLE"}


def write_events(path: Path, number: int) -> int:
    """Writes the table ``events``, ordered by date, into a new DuckDB file."""
    with duckdb.connect(str(path), config={"memory_limit": "1GB", "threads": 2}) as store:
        store.execute(f"SET temp_directory = '{path.parent}'")
        columns = ", ".join(f"{name} {DUCKDB_TYPES[kind]}" for name, kind in engine_types().items())
        store.execute(f"CREATE TABLE events ({columns})")
        for name, frame in _dimensions(number).items():
            store.register(f"_{name}", frame)
            store.execute(f"CREATE TEMP TABLE {name} AS FROM _{name}")
        for year in range(FIRST.year, LAST.year + 1):
            store.execute(f"INSERT INTO events {_SELECT}", [year])
        (written,) = store.execute("SELECT count(*) FROM events").fetchone() or (0,)
    return int(written)


def write_counts(path: Path) -> None:
    """Writes the counts by month and the actor lists beside the events, as an import does."""
    with duckdb.connect(str(path), config={"memory_limit": "1GB", "threads": 2}) as store:
        store.execute(f"SET temp_directory = '{path.parent}'")
        write_companions(store)


def _dimensions(number: int) -> dict[str, pd.DataFrame]:
    """The tables that a random number picks from: days with how many events they saw, towns, actors and kinds."""
    chance = random.Random(number)
    towns = _towns(chance)
    days, weights = _days(chance)
    ends = [round(number * upto / sum(weights)) for upto in accumulate(weights)]
    counts = [after - before for before, after in pairwise([0, *ends])]
    rows = list(zip(days, [0, *ends], counts, strict=False))
    kinds = [kind for kind in KINDS for _ in range(KIND_WEIGHTS.get(kind, 1))]
    return {
        "days": pd.DataFrame(rows, columns=["day", "first", "number"]),
        "towns": towns,
        "actors": pd.DataFrame({"a": range(len(ACTORS)), "actor": ACTORS}),
        "kinds": pd.DataFrame({"k": range(len(kinds)), "kind": kinds}),
    }


def _days(chance: random.Random) -> tuple[list[date], list[float]]:
    """Every day with its weight: a low level throughout, and bursts of some weeks to months."""
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    weights = [0.15 if day.year < 2003 else 1.0 for day in days]
    for _ in range(BURSTS):
        middle = chance.randrange(days.index(date(2003, 3, 1)), len(days))
        length, height = chance.uniform(5, 60), chance.paretovariate(1.2)
        for n in range(max(0, int(middle - 3 * length)), min(len(days), int(middle + 3 * length))):
            weights[n] += height * math.exp(-(((n - middle) / length) ** 2) / 2)
    return days, weights


def _towns(chance: random.Random) -> pd.DataFrame:
    """Places on the river axis, more of them Iraqi downstream, each with its river kilometre."""
    line = next(
        each["geometry"]["coordinates"]
        for each in json.loads(AXIS.read_text(encoding="utf-8"))["features"]
        if each["properties"]["id"] == "euphrates_main"
    )
    reach = [0.0]
    for (west, south), (east, north) in pairwise(line):
        reach.append(reach[-1] + 111.2 * math.hypot((east - west) * 0.82, north - south))
    rows = []
    for town in range(TOWNS):
        at = chance.randrange(len(line))
        lon, lat = line[at]
        country, admin1 = ("SY", "Deir ez-Zor" if lat < 35.9 else "Al-Raqqah") if lon < 41 else ("IQ", "Al Anbar")
        rows.append((town, f"Town {town}", lon, lat, round(reach[at], 1), country, admin1))
    return pd.DataFrame(rows, columns=["t", "place", "lon", "lat", "km", "country", "admin1"])


def _uniform(salt: int) -> str:
    """SQL for a number in [0, 1) that depends on the event's number alone, so that two runs agree."""
    return f"(hash(i * 64 + {salt}) % 1000003) / 1000003.0"


def _normal(salt: int) -> str:
    return f"sqrt(-2 * ln({_uniform(salt)} + 1e-9)) * cos(2 * pi() * {_uniform(salt + 1)})"


_SELECT = f"""
WITH numbered AS (
  SELECT day, first + unnest(range(number)) AS i FROM days WHERE year(day) = $1
), drawn AS (
  SELECT i, day,
    CAST(floor({TOWNS} * pow({_uniform(1)}, 3)) AS INTEGER) AS t,
    CAST(floor({len(ACTORS)} * pow({_uniform(2)}, 5)) AS INTEGER) AS a,
    CAST(floor({len(ACTORS)} * pow({_uniform(3)}, 4)) AS INTEGER) AS b,
    CAST(floor((SELECT count(*) FROM kinds) * {_uniform(4)}) AS INTEGER) AS k,
    {_uniform(5)} AS placed, {_uniform(6)} AS dated, {_uniform(7)} AS known,
    {_normal(8)} * 0.04 AS east, {_normal(10)} * 0.03 AS north,
    CAST(floor(pow({_uniform(12)} + 1e-6, -0.7) - 1) AS INTEGER) AS dead
  FROM numbered
)
SELECT 'SYN' || i, 'synthetic', i + 2, kind, 'type ' || (k % 25), day,
  CASE WHEN dated < 0.97 THEN day ELSE day + CAST(1 + 400 * (dated - 0.97) AS INTEGER) END,
  CASE WHEN dated < 0.9 THEN 'day' WHEN dated < 0.96 THEN 'week' ELSE 'month' END,
  place, admin1, country,
  CASE WHEN placed < 0.99 THEN lat + north END, CASE WHEN placed < 0.99 THEN lon + east END,
  CASE {" ".join(f"WHEN placed < {upto} THEN '{word}'" for word, upto, _ in PRECISIONS)}
    WHEN placed < 0.99 THEN 'country' ELSE 'unknown' END,
  CASE {" ".join(f"WHEN placed < {upto} THEN {radius or 'NULL'}" for _, upto, radius in PRECISIONS)} END,
  CASE WHEN placed < 0.88 THEN km END,
  x.actor, y.actor, x.actor || '|' || y.actor,
  CASE WHEN known > 0.2 THEN CAST(dead * 0.8 AS INTEGER) END, CASE WHEN known > 0.3 THEN dead END,
  CASE WHEN known > 0.2 THEN CAST(dead * 1.3 + 1 AS INTEGER) END,
  '', CAST(2 + i % 5 AS VARCHAR), 'Agency ' || (i % 40),
  'Report ' || i || ': clashes between ' || x.actor || ' and ' || y.actor || ' near ' || place
FROM drawn JOIN towns USING (t) JOIN actors x USING (a) JOIN actors y ON y.a = drawn.b JOIN kinds USING (k)
ORDER BY i
"""
