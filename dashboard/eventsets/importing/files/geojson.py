"""GeoJSON points, or a plain JSON list of objects, become comma-separated text: one feature, one row."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, Final

from dashboard.record.csv_files import COLUMN_LIMIT, refuse
from dashboard.record.spelling import fold

MOST_BYTES: Final = 2**28
LATITUDE, LONGITUDE, ID = "latitude", "longitude", "id"
REMEDY: Final = "Give a FeatureCollection of points, or a list of objects."


def write_features(path: Path, copy: Path) -> None:
    """The copy holds the properties of each feature and its point; DataError if the file is no such list.

    The first feature is row 2. What is no point stands as text in place of a latitude, to be set aside.
    """
    rows = [_row(feature) for feature in _features(path)]
    header = list(dict.fromkeys(name for row in rows for name in row))
    if len(header) > COLUMN_LIMIT:
        refuse(path.name, f"{len(header):,} properties are more than {COLUMN_LIMIT}", "Keep those needed.")
    with copy.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        writer = csv.DictWriter(file, header, restval="")
        writer.writeheader()
        writer.writerows(rows)


def _features(path: Path) -> list[Any]:
    try:
        if path.stat().st_size > MOST_BYTES:
            refuse(
                path.name, f"more than {MOST_BYTES // 2**20} MB of JSON cannot be read", "Save it as CSV or Parquet."
            )
        found = json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as why:
        refuse(path.name, f"byte {why.start:,} is not UTF-8 text", "Save it as UTF-8.")
    except json.JSONDecodeError as why:
        refuse(path.name, f"it is not JSON: {why.msg}", "Check that the file is whole.", why.lineno)
    except (RecursionError, OSError, ValueError) as why:
        refuse(path.name, f"it cannot be read: {str(why)[:80]}", "Check that the file is whole.")
    if isinstance(found, dict):
        found = found.get("features", [found] if found.get("type") == "Feature" else None)
    if not isinstance(found, list):
        refuse(path.name, "it holds no list of features", REMEDY)
    if not found:
        refuse(path.name, "it holds no feature", REMEDY)
    return found


def _row(feature: Any) -> dict[str, str]:
    if not isinstance(feature, dict):
        return {LATITUDE: "not a feature", LONGITUDE: "not a feature"}
    if "geometry" not in feature and feature.get("type") != "Feature":
        return {str(name)[:120]: _text(value) for name, value in feature.items()}
    given = feature.get("properties")
    own = given.items() if isinstance(given, dict) else ()
    properties = {str(name)[:120]: _text(value) for name, value in own if fold(str(name)) not in {LATITUDE, LONGITUDE}}
    ident = {ID: _text(feature["id"])} if "id" in feature else {}
    return {**ident, **properties, **_point(feature.get("geometry"))}


def _point(geometry: Any) -> dict[str, str]:
    if geometry is None:
        return {LATITUDE: "", LONGITUDE: ""}
    kind = str(geometry.get("type", "not a geometry"))[:40] if isinstance(geometry, dict) else "not a geometry"
    where = geometry.get("coordinates") if kind == "Point" else None
    if not isinstance(where, list) or len(where) < 2:
        return {LATITUDE: kind, LONGITUDE: kind}
    return {LATITUDE: _text(where[1]), LONGITUDE: _text(where[0])}


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
