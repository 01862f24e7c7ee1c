"""A record in one file: a data package (zip), unpacked for as long as it is read."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from dashboard.record.csv_files import SIZE_LIMIT_MB, TOO_LARGE_REMEDY, refuse
from dashboard.record.dataset import Dataset
from dashboard.record.editions import DESCRIPTOR, Versions, Withdrawals
from dashboard.record.load import AXIS_FILE, read_dataset
from dashboard.record.schema import TABLES, Events

MEMBERS: Final = (*(table.file for table in TABLES), Versions.file, Withdrawals.file, AXIS_FILE, DESCRIPTOR)
"""What is taken out of a package; everything else in it is left where it is."""


def read_record(location: Path) -> Dataset:
    """The checked record at a folder, in a CSV file of events or in a data package; ``DataError`` if there is none."""
    with unpacked(location) as place:
        return read_dataset(place)


@contextmanager
def unpacked(location: Path) -> Iterator[Path]:
    """The location itself or, of a data package, a folder with its tables that is there inside the block only."""
    if not location.is_file() or not zipfile.is_zipfile(location):
        yield location
        return
    with TemporaryDirectory(prefix="record-") as home:
        folder = Path(home) / (location.stem or "record")
        folder.mkdir()
        _unpack(location, folder)
        yield folder


def _unpack(package: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(package) as archive:
            inside = _members(archive, package.name)
            for name, member in inside.items():
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_bytes(_read(archive, member))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as why:
        refuse(package.name, f"it cannot be unpacked: {why}", "Fetch the package again; it must have no password.")


def _members(archive: zipfile.ZipFile, package: str) -> dict[str, zipfile.ZipInfo]:
    """The files wanted, at the top of the package or all within one folder, under the names they have in a record."""
    homes = [PurePosixPath(each.filename).parent for each in archive.infolist() if _is(each, Events.file)]
    if not homes:
        refuse(package, f"the package has no {Events.file}", "Give a data package of a record, or a folder of tables.")
    home = min(homes, key=lambda path: len(path.parts))
    wanted = {str(home / name): name for name in MEMBERS}
    return {wanted[each.filename]: each for each in archive.infolist() if each.filename in wanted}


def _is(member: zipfile.ZipInfo, name: str) -> bool:
    return PurePosixPath(member.filename).name == name


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The content of a member, read no further than a table may be long, whatever the package says of its size."""
    most = SIZE_LIMIT_MB * 2**20
    with archive.open(member) as file:
        content = file.read(most + 1)
    if len(content) > most:
        refuse(member.filename, f"it is larger than the {SIZE_LIMIT_MB} MB a table may have", TOO_LARGE_REMEDY)
    return content
