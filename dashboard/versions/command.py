"""``python -m dashboard diff OLD NEW``: what differs between two records, in a terminal."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Final

from dashboard.control.derive import default_rule
from dashboard.control.rules import RULES
from dashboard.record.dataset import Dataset
from dashboard.record.editions import is_version
from dashboard.record.load import read_dataset, shipped_data
from dashboard.record.package_files import read_record
from dashboard.versions.as_text import difference_json, difference_lines
from dashboard.versions.difference import difference
from dashboard.versions.published import package_of, read_version

LISTED: Final = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parser knows what the command may be told."""
    what = "folder of tables, data package (zip), CSV of events, or the name of a published version"
    parser.add_argument("old", metavar="OLD", help=f"the earlier record: {what}")
    parser.add_argument(
        "new", metavar="NEW", nargs="?", default="", help="the later record; what is shipped if not given"
    )
    parser.add_argument(
        "--rule", choices=list(RULES), help="by which holdings are derived; the later record's own if not given"
    )
    parser.add_argument("--json", action="store_true", help="everything, as JSON")
    parser.add_argument("--all", action="store_true", help=f"every line, not the first {LISTED} of each list")


def run(args: argparse.Namespace) -> int:
    """The difference is printed; ``DataError`` where one of the two cannot be read."""
    before, after = _read(args.old), _read(args.new) if args.new else read_dataset()
    found = difference(before, after, args.rule or default_rule(after.events).name)
    if args.json:
        print(json.dumps(difference_json(found), ensure_ascii=False, indent=2))
    else:
        for line in difference_lines(found, 0 if args.all else LISTED):
            print(line)
    return 0


def _read(given: str) -> Dataset:
    """The record at a path or, where nothing lies there, of the published version of that name."""
    path = Path(given)
    if not path.exists() and is_version(given) and package_of(shipped_data(), given).is_file():
        return read_version(shipped_data(), given)
    return read_record(path)
