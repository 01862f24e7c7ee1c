"""``python -m dashboard briefing``: a briefing from a terminal, by the names that the address of the pages uses."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from dashboard.analysis.grammar import WrongParameters
from dashboard.analysis.record_cache import Record, read_once, record_of
from dashboard.briefing.content import TooLargeError
from dashboard.briefing.document import briefing
from dashboard.briefing.view import PARAMETERS, view_of
from dashboard.control.derive import collector_paused
from dashboard.record.csv_files import refuse
from dashboard.text import clean

HELP: Final = {
    "on": "the day shown; without it the last one of the window, or else of the record",
    "from": "first day of the window of reports",
    "to": "last day of the window of reports",
    "days": "how long the window is where it ends with the day shown; 90 if not given",
    "place": "the place in focus: id, name or alias",
    "only": "id of the force that is singled out, all others grey",
    "hide": "a group of kinds of reports that is not shown; can be given again",
    "event": "id of the report whose card is open",
    "rule": "corroborated, strict or latest",
    "known": "only what had been published by that day",
    "grade": "poorest grade of reports let through: D4, C3, B3 or B2",
    "q": "words in reports",
    "silent": "all for the places without a report, too",
}
DAYS: Final = ("on", "from", "to", "known")
UNDERSTOOD_NOT: Final = 2
NEAR: Final = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the HTML file to write")
    parser.add_argument("--data", metavar="FOLDER", help="folder of tables, or CSV of events; else what is shipped")
    for name in PARAMETERS:
        shown = "YYYY-MM-DD" if name in DAYS else name.upper()
        said = HELP.get(name, f"only this {name}; can be given again")
        parser.add_argument(f"--{name}", action="append", default=[], metavar=shown, help=said)


def run(args: argparse.Namespace) -> int:
    """Writes the file; 0 if it did, 2 where the view cannot be understood. ``DataError`` where the data refuse."""
    with collector_paused():
        record = record_of(args.data) if args.data else read_once()
    given = {name: getattr(args, name) for name in PARAMETERS}
    try:
        with collector_paused():  # hardly anything of it is let go before the file is written
            written = briefing(record, view_of({name: values for name, values in given.items() if values}, record))
    except WrongParameters as why:
        for line in _complaints(why, record):
            print(clean(line), file=sys.stderr)
        return UNDERSTOOD_NOT
    except TooLargeError as why:
        print(why, file=sys.stderr)
        return 1
    try:
        args.out.write_bytes(written)
    except OSError as why:
        refuse(args.out.name, f"the briefing cannot be written: {why.strerror}", "Give another path.")
    print(f"{args.out}: {len(written) / 1e6:.1f} MB")
    return 0


def _complaints(why: WrongParameters, record: Record) -> list[str]:
    """A line for each option that cannot be used; of a place also those that are called nearly so."""
    said = []
    for parameter, given, allowed in why.complaints:
        near = ", ".join(record.place_names.search(given, NEAR)) if parameter == "place" else ""
        said.append(f"--{parameter} {given}: allowed is {allowed}." + (f" Near it are {near}." if near else ""))
    return said
