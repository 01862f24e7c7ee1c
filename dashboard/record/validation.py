"""What a valid cell, row and table is. Pure functions on frames of text, indexed by spreadsheet row.

A row whose required cell is wrong, or that names an unknown place or holder, is set aside; any other wrong
cell is left blank. Either way a ``Problem`` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import pandas as pd

from dashboard.errors import DataError, Problem
from dashboard.record.cell_syntax import CellError, items, parse_cell
from dashboard.record.schema import LIST_SEPARATOR, AreaReports, Column, Events, Forces, Operations, Table
from dashboard.record.spelling import NameIndex, fold

ASIDE: Final = "row set aside: "
BLANKED: Final = "cell left blank: "
IGNORED: Final = "column ignored: "

PROBLEM_LIMIT: Final = 100_000
NEAREST_LIMIT: Final = 200
"""Unknown names of one column for which near names are looked up; a wrong file has no use for more."""

ALWAYS_FATAL: Final = frozenset({Events.controlling_force, Events.status, Events.kind, AreaReports.lost_by})
"""Not required, but a wrong one must not turn into another statement: "contestd" is not held."""

PERIODS: Final[dict[type[Table], tuple[str, str]]] = {
    Events: (Events.date, Events.date_end),
    Forces: (Forces.active_from, Forces.active_to),
    Operations: (Operations.start, Operations.end),
}


@dataclass
class Findings:
    """The problems of one file, and the rows set aside."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    aside: set[int] = field(default_factory=set)

    def note(self, row: int, column: str, value: str, why: CellError) -> None:
        """The problem is on the list. A reason that starts with ``ASIDE`` sets its row aside."""
        if len(self.problems) >= PROBLEM_LIMIT:
            reason = f"more than {PROBLEM_LIMIT:,} things are wrong with it, the first at {self.problems[0]}"
            raise DataError(Problem(self.file, 0, "", "", reason[:-1], "Check that this is the right file."))
        if why.reason.startswith(ASIDE):
            self.aside.add(row)
        self.problems.append(Problem(self.file, row, column, shorten(value), why.reason, why.remedy))

    def note_all(self, cells: pd.Series, why: CellError | Callable[[str], CellError]) -> None:
        """A problem is on the list for each of these cells of one column."""
        for row, text in zip(cells.index.tolist(), cells.tolist(), strict=True):
            self.note(row, str(cells.name), text, why if isinstance(why, CellError) else why(text))

    def accepted(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of the frame that are not set aside."""
        return frame[~frame.index.isin(list(self.aside))] if self.aside else frame


def shorten(value: str, length: int = 80) -> str:
    return value if len(value) <= length else value[: length - 1] + "…"


def each(cells: pd.Series, parse: Callable[[str], str]) -> tuple[pd.Series, dict[str, CellError]]:
    """The cells as ``parse`` writes them, wrong ones blank, and why those are wrong.

    Cells repeat, so each different text is parsed once.
    """
    clean: dict[str, str] = {"": ""}
    wrong: dict[str, CellError] = {}
    for text in cells.unique():
        if text:
            try:
                clean[text] = parse(text)
            except CellError as why:
                clean[text], wrong[text] = "", why
    if all(text == new for text, new in clean.items()):
        return cells, wrong
    return cells.map(clean).astype("str"), wrong


def check_cells(frame: pd.DataFrame, table: type[Table], findings: Findings) -> pd.DataFrame:
    """The frame with every cell valid in itself or blank."""
    clean = {}
    for name, column in table.columns().items():
        clean[name], wrong = each(frame[name], partial(parse_cell, column=column))
        note_wrong(frame[name], column, wrong, findings)
        if column.required:
            blank = CellError(f"{ASIDE}it is blank", f"Give the {name}.")
            findings.note_all(frame[name][frame[name] == ""], blank)
    return pd.DataFrame(clean, index=frame.index)


def note_wrong(cells: pd.Series, column: Column, wrong: Mapping[str, CellError], findings: Findings) -> None:
    """A problem is noted for every cell whose text is wrong."""
    effect = ASIDE if column.required or column.name in ALWAYS_FATAL else BLANKED
    if wrong:
        told = {text: CellError(effect + why.reason, why.remedy) for text, why in wrong.items()}
        findings.note_all(cells[cells.isin(list(told))], told.__getitem__)


def check_unique(frame: pd.DataFrame, table: type[Table], findings: Findings) -> None:
    """The second of two equal ids among the accepted rows is set aside."""
    keys = findings.accepted(frame)[table.key]
    repeats = keys[keys.duplicated()]
    first = keys[keys.isin(repeats)].drop_duplicates()
    reasons = {key: f"{ASIDE}row {row} has the same {table.key}" for row, key in first.items()}
    findings.note_all(repeats, lambda key: CellError(reasons[key], "Give each row an id of its own."))


def check_precision(frame: pd.DataFrame, written: pd.Series, findings: Findings) -> pd.DataFrame:
    """The events with ``date_precision`` no finer than the date was written."""
    widths = written.str.count("-")
    precision = frame[Events.date_precision].copy()
    for width, named, finer in ((0, "year", {"day", "week", "month"}), (1, "month", {"day", "week"})):
        coarse = (widths == width) & (frame[Events.date] != "")
        why = CellError(f"the date gives the {named} only: read as {named}", f"Write {named} here.")
        findings.note_all(precision[coarse & precision.isin(list(finer))], why)
        precision = precision.mask(coarse & (precision != "year"), named)
    return frame.assign(**{Events.date_precision: precision.astype("str")})


def check_periods(frame: pd.DataFrame, table: type[Table], findings: Findings) -> pd.DataFrame:
    """The frame without the last days that lie before their first day."""
    if table not in PERIODS:
        return frame
    first, last = PERIODS[table]
    backwards = (frame[last] != "") & (frame[first] > frame[last])
    why = CellError(f"{BLANKED}it is before {first}", "Give the last day, or nothing.")
    findings.note_all(frame.loc[backwards, last], why)
    return frame.assign(**{last: frame[last].mask(backwards, "")})


def check_deaths(frame: pd.DataFrame, findings: Findings) -> pd.DataFrame:
    """The events without the numbers of deaths that do not rise from low over best to high."""
    columns = [Events.deaths_low, Events.deaths_best, Events.deaths_high]
    low, best, high = (pd.to_numeric(frame[name].mask(frame[name] == "")) for name in columns)
    unruly = (low > best) | (best > high) | (low > high)
    why = CellError(f"{BLANKED}low, best and high do not rise in this order", "Give low <= best <= high.")
    findings.note_all(frame.loc[unruly, columns[0]].str.cat(frame.loc[unruly, columns[1:]], ", "), why)
    return frame.assign(**{name: frame[name].mask(unruly, "") for name in columns})


@dataclass(frozen=True)
class Target:
    """A table that others refer to: its names, and the rows of it that were set aside."""

    noun: str
    file: str
    names: NameIndex
    aside: Mapping[str, int]

    def resolve(self, text: str, hint: bool = True) -> str:
        """The id the text leads to; raises CellError naming the nearest names."""
        found = self.names.candidates(text)
        if len(found) == 1:
            return found[0]
        if found:
            remedy = f"Write one of these ids: {', '.join(found[:5])}."
            raise CellError(f"more than one {self.noun} is called {shorten(text, 40)}", remedy)
        if fold(text) in self.aside:
            row = self.aside[fold(text)]
            raise CellError(f"row {row} of {self.file}, where it stands, is set aside", "Mend that row.")
        near = ", ".join(self.names.nearest(text)) if hint else ""
        remedy = f"Nearest: {near}." if near else f"Add it to {self.file}, or name one that is there."
        raise CellError(f"no {self.noun} is called {shorten(text, 40)}", remedy)


def check_references(cells: pd.Series, column: Column, target: Target, findings: Findings) -> pd.Series:
    """The cells with every name replaced by the id it leads to; lists in the order of the table named."""
    order = {key: place for place, key in enumerate(target.names.names)}
    missed: set[str] = set()

    def resolve(text: str) -> str:
        if column.type != "list":
            return lookup(text)
        return LIST_SEPARATOR.join(sorted({lookup(item) for item in items(text)}, key=order.__getitem__))

    def lookup(text: str) -> str:
        try:
            return target.resolve(text, hint=len(missed) < NEAREST_LIMIT)
        except CellError:
            missed.add(text)
            raise

    clean, wrong = each(cells, resolve)
    note_wrong(cells, column, wrong, findings)
    return clean


def match_header(header: Iterable[str], table: type[Table]) -> list[str]:
    """The column each heading stands for, "" for none."""
    known = {fold(name): name for name in table.names()}
    return [known.get(fold(heading), "") for heading in header]
