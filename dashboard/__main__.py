"""``python -m dashboard``, or ``euphrates-timeline``: what is done from a terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from tqdm import tqdm

from dashboard.briefing import command as briefing
from dashboard.errors import DataError, Problem
from dashboard.eventsets.importing.detect.detect import FORMATS, ImportOptions
from dashboard.eventsets.importing.jobs.database_file import read_problems
from dashboard.eventsets.importing.jobs.import_file import ImportResult, import_file
from dashboard.eventsets.importing.jobs.preview import preview
from dashboard.eventsets.importing.jobs.problem_report import write_report
from dashboard.eventsets.table import ImportedEvents
from dashboard.record.check import check_record
from dashboard.record.csv_files import refuse
from dashboard.text import clean
from dashboard.versions import command as diff

PROBLEMS_SHOWN: Final = 5
SHOWN: Final = (
    *(ImportedEvents.row, ImportedEvents.date, ImportedEvents.kind, ImportedEvents.place),
    *(ImportedEvents.latitude, ImportedEvents.longitude, ImportedEvents.place_precision, ImportedEvents.deaths_best),
)
"""Columns of an event that a preview in a terminal has room for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if everything asked for was done, 1 if the data stand against it, 2 if the command is not understood."""
    args = _parser().parse_args(arguments)
    try:
        return _COMMANDS[args.command](args)
    except DataError as why:
        print(clean(str(why)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. The same command goes on from here.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="euphrates-timeline")
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="serve the dashboard")
    serve.add_argument("--port", type=int, default=8501)
    serve.add_argument("--address", default="", help="to listen at; every address of this machine if not given")
    serve.add_argument("--base-path", default="", metavar="PATH", help="path to serve under, such as euphrates")
    check = commands.add_parser("check", help="check a record: every table, row by row and against one another")
    check.add_argument("folder", type=Path, nargs="?", help="folder of tables, or CSV of events; else what is shipped")
    briefing.add_arguments(commands.add_parser("briefing", help="write a view as one HTML file that opens from disk"))
    diff.add_arguments(commands.add_parser("diff", help="what differs between two versions of a record"))
    one = commands.add_parser("import", help="import an event file into a store of events")
    one.add_argument("file", type=Path, help="CSV, GeoJSON, Parquet or a workbook")
    one.add_argument("--into", type=Path, required=True, metavar="FOLDER", help="folder of the store")
    one.add_argument("--name", default="", metavar="SET", help="name of the set; the file's name if not given")
    one.add_argument(
        "--map", nargs="+", default=[], type=_pair, metavar="COLUMN=FIELD", help="over the guess; - for none"
    )
    one.add_argument("--format", default="", choices=["", *FORMATS], help="where it is not found out")
    one.add_argument("--encoding", default="", help="of a text that is not UTF-8, such as cp1256")
    one.add_argument("--sheet", default="", help="of a workbook; the first that is not empty if not given")
    one.add_argument("--preview", action="store_true", help="show how the file would be read, and change nothing")
    one.add_argument("--report", type=Path, metavar="CSV", help="write the problems to this file")
    return parser


def application() -> Path:
    """The file that Streamlit runs; its settings lie beside it, in a checkout as in an installed package."""
    package = Path(__file__).parent
    beside = package.parent / "app.py"
    return beside if (package.parent / "pyproject.toml").is_file() and beside.is_file() else package / "_app" / "app.py"


def _serve(args: argparse.Namespace) -> int:
    """Serves until it is told to stop."""
    from streamlit.web.cli import main as streamlit  # an import of events needs no server  # noqa: PLC0415

    options = [f"--server.port={args.port}", f"--server.baseUrlPath={args.base_path}"]
    options += [f"--server.address={args.address}"] if args.address else []
    streamlit(["run", str(application()), *options], prog_name="streamlit", standalone_mode=False)
    return 0


def _check(args: argparse.Namespace) -> int:
    """Prints every problem on a line of its own; 0 where there is none."""
    checked = check_record(args.folder)
    for problem in checked.problems:
        print(_line(problem))
    faults = f"{len(checked.problems):,} problems" if checked.problems else "no fault found"
    print(f"{checked.reports:,} reports, {checked.area_reports:,} of areas, {checked.places:,} places: {faults}")
    return 1 if checked.problems else 0


def _pair(text: str) -> str:
    if "=" not in text:
        raise argparse.ArgumentTypeError(f"{text} is not of the form column=field")
    return text


def _import(args: argparse.Namespace) -> int:
    mapping = dict(pair.rsplit("=", 1) for pair in args.map)
    options = ImportOptions(args.name, mapping, args.format, args.encoding, args.sheet)
    return _show(args.file, options) if args.preview else _store(args, options)


def _store(args: argparse.Namespace, options: ImportOptions) -> int:
    with tqdm(unit=" rows", unit_scale=True, dynamic_ncols=True, disable=None) as bar:

        def tell(stage: str, rows: int, total: int) -> None:
            bar.set_description(stage)
            bar.total = max(total, rows) or None
            bar.n = rows
            bar.refresh()

        result = import_file(args.file, args.into, options, tell)
    _say(result)
    if args.report:
        _report(args.report, read_problems(args.into, result.name) if result.stored else result.problems)
    return 0 if result.stored else 1


def _report(path: Path, problems: Iterable[Problem]) -> None:
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            write_report(problems, file)
    except OSError as why:
        refuse(path.name, f"the report cannot be written: {why.strerror}", "Give another path.")


def _say(result: ImportResult) -> None:
    print(f"{clean(result.name)} ({result.format}): {result.rows_in:,} rows = ", end="")
    print(f"{result.accepted:,} accepted + {result.set_aside:,} set aside; {result.problem_count:,} problems")
    for problem in result.problems[:PROBLEMS_SHOWN]:
        print(f"  {_line(problem)}")
    if not result.stored:
        print("No row can be used: the store is as it was.")


def _line(problem: Problem) -> str:
    return clean(str(problem)).replace("\n", " ")


def _show(file: Path, options: ImportOptions) -> int:
    found = preview(file, 20, options)
    print(f"{found.title}: {len(found.header)} columns")
    for guess in found.guesses:
        print(f"  {clean(guess.column)}={guess.field}  ({guess.reason})")
    print(clean(found.events[list(SHOWN)].head(5).to_string(index=False, max_colwidth=30)))
    for problem in found.problems[:PROBLEMS_SHOWN]:
        print(f"  {_line(problem)}")
    return 0


_COMMANDS: Final = {"serve": _serve, "check": _check, "briefing": briefing.run, "diff": diff.run, "import": _import}

if __name__ == "__main__":
    sys.exit(main())
