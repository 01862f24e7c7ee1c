"""The whole record as a Frictionless Data Package in one zip file, which loads again as a folder of data.

It holds the checked record, as ``Dataset`` has it: ids in place of names, defaults in place of blanks, and no row that
was set aside. Texts stand as they are, not guarded against formulas, so that nothing changes on the way there and back.
The base geography has licences of its own and is not part of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd

from dashboard.exports.datapackage import (
    CODEBOOK,
    PACKAGED,
    as_text,
    column_name,
    descriptor,
    table_resource,
)
from dashboard.record.dataset import Dataset
from dashboard.record.editions import DESCRIPTOR
from dashboard.record.load import shipped_data
from dashboard.record.schema import TABLES, Table

SUFFIX: Final = ".zip"
MEDIA_TYPE: Final = "application/zip"
LICENCE_FILE: Final = "LICENSE"


@dataclass(frozen=True)
class _Part:
    """One file of the package; ``table`` is None for those that are no tables."""

    path: str
    body: bytes
    table: type[Table] | None = None


def write_record(
    dataset: Dataset, *, version: str, address: str, stream: BinaryIO, made: datetime | None = None
) -> None:
    """The stream holds the package of the record; ``address`` is where it was made, now if nothing else is said."""
    when = (made or datetime.now(UTC)).astimezone(UTC)
    parts = [*_tables(dataset), *(() if dataset.is_own else _shipped_beside())]
    package = package_descriptor(dataset, parts, version, address, when)
    with ZipFile(stream, "w") as archive:
        for part in [_Part(DESCRIPTOR, as_text(package).encode()), *parts]:
            info = ZipInfo(part.path, when.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, part.body)


def package_descriptor(
    dataset: Dataset, parts: list[_Part], version: str, address: str, made: datetime
) -> dict[str, Any]:
    """What is in the package, of which record, version and moment; a record of one's own has no licence told."""
    shipped = descriptor()
    said = {name: shipped[name] for name in ("name", "title", "description", "profile", "keywords")}
    if not dataset.is_own:
        said |= {name: shipped[name] for name in ("licenses", "contributors")}
    return {
        **said,
        "version": version,
        "created": made.isoformat(timespec="seconds"),
        "record": dataset.name,
        "digest": dataset.digest,
        "rowsSetAside": dataset.rows_set_aside,
        **({"homepage": address} if address else {}),
        "resources": [_resource(part, dataset) for part in parts if part.table],
    }


def _resource(part: _Part, dataset: Dataset) -> dict[str, Any]:
    assert part.table is not None
    resource = {**table_resource(part.table), "bytes": len(part.body)}
    resource["hash"] = f"sha256:{hashlib.sha256(part.body).hexdigest()}"
    if dataset.is_own:
        del resource["licenses"]
    return resource


def _tables(dataset: Dataset) -> Iterator[_Part]:
    for table in TABLES:
        frame: pd.DataFrame = getattr(dataset, table.file.removesuffix(".csv"))
        yield _Part(table.file, table_csv(frame, table), table)


def _shipped_beside() -> Iterator[_Part]:
    """What stands beside the shipped record: side tables, codebook and licence, as they are."""
    home = shipped_data()
    for table in PACKAGED:
        if table not in TABLES:
            yield _Part(table.file, (home / table.file).read_bytes(), table)
    for name in (CODEBOOK, LICENCE_FILE):
        yield _Part(name, (home / name).read_bytes())


def table_csv(frame: pd.DataFrame, table: type[Table]) -> bytes:
    """The columns of the table as the record writes them: days in ISO 8601, whole numbers without a point."""
    columns = {}
    for name, column in table.columns().items():
        cells = frame[name]
        if column.type == "date":
            cells = cells.dt.strftime("%Y-%m-%d")
        elif column.type == "integer":
            cells = cells.astype("Int64")
        columns[column_name(column)] = cells
    text: str = pd.DataFrame(columns).to_csv(index=False, lineterminator="\n")
    return text.encode()
