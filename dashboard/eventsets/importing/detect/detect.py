"""Which format a file is of and which of its columns is which, as a guess that a person can look at and change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dashboard.errors import Problem
from dashboard.eventsets.importing.detect.guess import Guess, guess_columns
from dashboard.eventsets.importing.files.opened import Source
from dashboard.eventsets.importing.formats.acled import ACLED
from dashboard.eventsets.importing.formats.format import Format
from dashboard.eventsets.importing.formats.own_tables import FOUR, FOUR_COLUMNS, RECORD, TABLE
from dashboard.eventsets.importing.formats.ucdp import CANDIDATE, GED
from dashboard.eventsets.importing.rows.column_plan import Plan
from dashboard.eventsets.importing.rows.dates import date_order
from dashboard.eventsets.importing.rows.faults import UNKNOWN_KIND
from dashboard.record.csv_files import refuse
from dashboard.record.spelling import NameIndex
from dashboard.record.validation import shorten

FORMATS: Final = {each.key: each for each in (GED, CANDIDATE, ACLED, RECORD, FOUR_COLUMNS, TABLE)}
_CANDIDATE: Final = re.compile(r"candidate|_v\d\d_0_\d", re.I)
NAME_IT: Final = "Say which column is the kind, if there is one."
SAMPLE: Final = 200
NOT_MAPPED: Final = "-"
"""In place of a field it says that the column is none, whatever the guess."""


@dataclass(frozen=True)
class ImportOptions:
    """What a person may set; blank means that it is found out.

    ``mapping`` gives the field for a heading, over the guess; "-" for none. ``name`` is what the set is called.
    """

    name: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    format: str = ""
    encoding: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Detected:
    """The plan for a file, each guess behind it with its reason, and what the whole file leaves in doubt.

    ``lacking`` says which column the plan cannot do without and has not.
    """

    plan: Plan
    guesses: tuple[Guess, ...]
    notes: tuple[tuple[str, str], ...]
    lacking: Problem | None


def detect(source: Source, file: str, options: ImportOptions) -> Detected:
    """How to read the file, as far as that can be told; DataError if what a person said cannot be."""
    rows = source.sample(SAMPLE)
    form = _format(source.header, file, options.format, rows)
    guesses = _guesses(form, source.header, rows)
    guesses = _with_mapping(guesses, form, source.header, file, options.mapping)
    columns = {guess.field: guess.column for guess in guesses}
    lacking = _lacking(form, columns, source.header, file)
    order, certain = date_order(_column(source.header, rows, columns.get(form.heading("date"), "")))
    notes = [(f"the sheet {shorten(name, 40)} is not read", "Name the sheet wanted.") for name in source.left_out]
    if not certain:
        notes.append(("dates are read day first, though nothing tells", "Write dates as 2014-06-21."))
    if form is TABLE and "kind" not in columns:
        notes.append(
            (f"no column of types was found: every event that names no holder is read as {UNKNOWN_KIND}", NAME_IT)
        )
    plan = Plan(form, tuple(source.header), columns, order or "day first")
    return Detected(plan, tuple(guesses), tuple(notes[:20]), lacking)


def _format(header: list[str], file: str, wanted: str, rows: Sequence[Sequence[str]]) -> Format:
    if wanted:
        if wanted not in FORMATS:
            refuse(file, f"no format is called {wanted[:40]}", f"Use one of: {', '.join(FORMATS)}.")
        return FORMATS[wanted]
    if GED.fits(header):
        unclear = any(
            each not in {"", "Clear"} for each in _column(header, rows, GED.match(header).get("code_status", ""))
        )
        return CANDIDATE if unclear or _CANDIDATE.search(file) else GED
    if ACLED.fits(header):
        return ACLED
    if RECORD.fits(header) and not TABLE.match(header).keys() & {"latitude", "longitude"}:
        return FOUR_COLUMNS if RECORD.match(header).keys() <= FOUR else RECORD
    return TABLE


def _guesses(form: Format, header: list[str], rows: Sequence[Sequence[str]]) -> list[Guess]:
    if form is TABLE:
        return guess_columns(header, rows)
    return [Guess(name, heading, f"{form.title} calls it so") for name, heading in form.match(header).items()]


def _with_mapping(
    guesses: list[Guess], form: Format, header: list[str], file: str, mapping: Mapping[str, str]
) -> list[Guess]:
    """The guesses with what a person said in place of what was found."""
    for heading, name in mapping.items():
        if heading not in header:
            near = NameIndex.of(header).nearest(heading, 1)
            remedy = f"Did you mean {near[0]}?" if near else f"It has: {', '.join(header)[:200]}."
            refuse(file, f"there is no column {heading[:80]}", remedy)
        if name != NOT_MAPPED and name not in form.columns:
            refuse(file, f"there is no field {name[:80]}", f"Use one of: {', '.join(form.columns)}.")
    said = {name: Guess(name, heading, "you said so") for heading, name in mapping.items() if name != NOT_MAPPED}
    left = [guess for guess in guesses if guess.column not in mapping and guess.field not in said]
    return [*said.values(), *left]


def _lacking(form: Format, columns: Mapping[str, str], header: list[str], file: str) -> Problem | None:
    """What stands against reading the file: no column of dates, or none that says where."""
    where = {form.heading(name) for name in ("latitude", "longitude", "place", "admin1", "country")} & columns.keys()
    missing = [] if form.heading("date") in columns else ["dates"]
    missing += [] if where else ["places or coordinates"]
    if not missing:
        return None
    remedy = f"Say which column it is. The file has: {', '.join(header)[:300]}."
    return Problem(file, 1, "", "", f"no column of {' and none of '.join(missing)} was found", remedy)


def _column(header: Sequence[str], rows: Sequence[Sequence[str]], heading: str) -> list[str]:
    if heading not in header:
        return []
    at = header.index(heading)
    return [row[at] for row in rows]
