"""Real and made files, changed at random: never a traceback, rows in = accepted + set aside, the old data intact.

``IMPORT_FUZZ`` gives how many files are changed, ``IMPORT_FUZZ_FIRST`` the number of the first; each can be made again
from its number.
"""

import hashlib
import io
import json
import os
import random
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.errors import DataError, Problem
from dashboard.eventsets.importing.detect.detect import ImportOptions
from dashboard.eventsets.importing.jobs.database_file import STORE_FILE
from dashboard.eventsets.importing.jobs.import_file import ImportResult, import_file
from dashboard.eventsets.importing.jobs.preview import preview
from dashboard.record.validation import ASIDE
from tests.eventsets.test_importing_formats import SAMPLE, feature
from tests.importing import acled, ged, plain, record
from tests.workbooks import SHEET, xlsx

FILES = int(os.environ.get("IMPORT_FUZZ", "60"))
FIRST = int(os.environ.get("IMPORT_FUZZ_FIRST", "0"))
NASTY = (
    *(
        "",
        "NaN",
        "inf",
        "-Infinity",
        "1e999",
        "0000-01-01",
        "9999-12-31",
        "2016-02-30",
        "=cmd|' /C calc'!A0",
        "@SUM(1)",
    ),
    *(
        "\0",
        '"',
        '""',
        "\r",
        "\u202e",
        "\ufeff",
        "'; DROP TABLE events; --",
        "|",
        "99999999999999999999",
        "1_000",
        "٣٤٫٤",
    ),
    *("34,4", "-91", "181", "0", "x" * 150_000, "a\nb", "\ud800", "infinity", "epoch", "2016-05-04 (BC)"),
)

Change = Callable[[bytes, random.Random], bytes]


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def put_byte(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return (
        content[:at] + bytes([chance.choice([0, 10, 13, 34, 44, 59, 0xFF, 0xC3, chance.randrange(256)])]) + content[at:]
    )


def change_byte(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(max(len(content), 1))
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def put_nasty_cell(content: bytes, chance: random.Random) -> bytes:
    cells = re.split(rb"([,\n])", content)
    cells[2 * chance.randrange(len(cells) // 2 + 1)] = chance.choice(NASTY).encode("utf-8", "surrogatepass")
    return b"".join(cells)


def swap_columns(content: bytes, chance: random.Random) -> bytes:
    rows = [line.split(b",") for line in content.split(b"\n")]
    one, other = chance.randrange(len(rows[0])), chance.randrange(len(rows[0]))
    for cells in rows[chance.randrange(2) :]:
        if max(one, other) < len(cells):
            cells[one], cells[other] = cells[other], cells[one]
    return b"\n".join(b",".join(cells) for cells in rows)


def repeat_lines(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    at = chance.randrange(len(lines))
    return b"\n".join(lines[:at] + [lines[at]] * chance.randrange(4) + lines[at + 1 :])


def other_encoding(content: bytes, chance: random.Random) -> bytes:
    return content.decode("utf-8", "replace").encode(
        chance.choice(["utf-16", "utf-16-le", "latin-1", "cp1256"]), "replace"
    )


def other_line_ends(content: bytes, chance: random.Random) -> bytes:
    return re.sub(rb"\n", lambda _: chance.choice([b"\n", b"\r\n", b"\r", b"\n\n"]), content)


def huge_cell(content: bytes, chance: random.Random) -> bytes:
    return put_byte(content, chance).replace(b",", b"," + b"x" * 10_000_000 + b",", 1)


CHANGES: tuple[Change, ...] = (
    *(cut, put_byte, change_byte, put_nasty_cell, put_nasty_cell, put_nasty_cell, swap_columns, repeat_lines),
    *(other_encoding, other_line_ends),
)


def parquet() -> bytes:
    content = io.BytesIO()
    columns = {"date": ["2016-05-04"] * 9, "lat": [34.4] * 9, "lon": [41.1] * 9, "kind": ["battle"] * 9}
    pq.write_table(pa.table(columns), content)
    return content.getvalue()


def makers() -> list[tuple[str, bytes]]:
    """Names and contents of sound files, text more often than workbooks, whose reader starts a program."""
    rows = [{"latitude": f"34.{n}", "longitude": f"41.{n}"} for n in range(9)]
    features = json.dumps(
        {"type": "FeatureCollection", "features": [feature(date="2016-05-04", n=n) for n in range(9)]}
    )
    four = "town,date,controlling_force,operation\nRawa,2017-11-17,Iraqi army,\nالقائم,2017,isis,x\n" * 2
    text = [
        *(("ged.csv", ged(*rows)), ("acled.csv", acled(*rows)), ("plain.csv", plain(*rows)), ("four.csv", four)),
        ("record.csv", "\n".join(Path("data/events.csv").read_text(encoding="utf-8").splitlines()[:40])),
    ]
    if SAMPLE.exists():
        text.append(("sample.csv", "".join(SAMPLE.open(encoding="utf-8").readlines()[:25])))
    sound = [(name, each.encode()) for name, each in text] * 3
    return [
        *sound,
        ("a.geojson", features.encode()),
        ("a.parquet", parquet()),
        ("a.parquet", parquet()),
        ("a.xlsx", xlsx(SHEET)),
    ]


def changed(number: int, sound: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    """The file of this number."""
    chance = random.Random(number)
    name, content = chance.choice(sound)
    if number % 500 == 0:
        return "plain.csv", huge_cell(plain({}, {}).encode(), chance)
    if number % 250 == 1:
        return "bomb.xlsx", xlsx(SHEET.replace(b"</row>", b"</row>" + b" " * 2**22, 1))
    for _ in range(chance.choice([1, 1, 2, 3])):
        content = chance.choice(CHANGES if name.endswith("csv") else CHANGES[:3])(content, chance)
    return name, content


def outcome_of(number: int, path: Path, folder: Path) -> ImportResult | Problem:
    """What an import, and now and then a preview before it, makes of the file."""
    try:
        if number % 3 == 0:
            preview(path, record=record())
        return import_file(path, folder, ImportOptions(name="fuzz"), record=record())
    except DataError as why:
        return why.problem


def check(number: int, path: Path, folder: Path, before: bytes) -> str:
    """What became of one file; fails where the promise is broken."""
    result = outcome_of(number, path, folder)
    if isinstance(result, Problem):
        assert result.reason, number
        assert result.remedy, number
        assert "the import stopped" not in result.reason, (number, result)
        assert hashlib.sha256((folder / STORE_FILE).read_bytes()).digest() == before, number
        return "refused"
    assert result.accepted + result.set_aside == result.rows_in, number
    if result.problem_count == len(result.problems):
        assert sum(each.reason.startswith(ASIDE) for each in result.problems) == result.set_aside, number
    if not result.stored:
        assert hashlib.sha256((folder / STORE_FILE).read_bytes()).digest() == before, number
        return "no row"
    with duckdb.connect(str(folder / STORE_FILE), read_only=True) as store:
        counts = store.execute("SELECT dataset, count(*), count(DISTINCT event_id) FROM events GROUP BY 1").fetchall()
    kept = {name: (rows, ids) for name, rows, ids in counts}
    assert kept == {"old": (2, 2), "fuzz": (result.accepted, result.accepted)}, number
    return "imported"


def test_no_changed_file_breaks_the_promise(tmp_path):
    sound, folder = makers(), tmp_path / "store"
    (tmp_path / "old.csv").write_text(plain({}, {}))
    import_file(tmp_path / "old.csv", folder, ImportOptions(name="old"), record=record())
    first = (folder / STORE_FILE).read_bytes()
    outcomes: dict[str, int] = {}
    for number in range(FIRST, FIRST + FILES):
        name, content = changed(number, sound)
        path = tmp_path / name
        path.write_bytes(content)
        outcome = check(number, path, folder, hashlib.sha256((folder / STORE_FILE).read_bytes()).digest())
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
        if outcome == "imported" and number % 50 == 0:
            (folder / STORE_FILE).write_bytes(first)
    print(f"{FILES} changed files: {outcomes}")
    assert outcomes["imported"] > FILES // 4
