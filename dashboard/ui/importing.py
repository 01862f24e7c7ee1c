"""From an uploaded file to a set of this session: how the file would be read, what to change, and the import."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st

from dashboard.errors import DataError, Problem
from dashboard.importers.building import read_problems
from dashboard.importers.detecting import FORMATS, NOT_MAPPED, ImportOptions
from dashboard.importers.guess import Guess
from dashboard.importers.previewing import Preview, preview
from dashboard.importers.running import ImportResult, import_file
from dashboard.summary import count_of
from dashboard.text import clean, escape, escape_markdown, tag
from dashboard.ui.cache import Record
from dashboard.ui.desk import Desk
from dashboard.ui.refusals import problem_list, refusal

TYPES: Final = ["csv", "tsv", "txt", "json", "geojson", "xlsx", "xlsm", "xls", "ods", "parquet"]
ROWS_SHOWN: Final = 20
ENCODINGS: Final = {
    "": "found out",
    "cp1256": "Arabic (Windows-1256)",
    "iso-8859-6": "Arabic (ISO 8859-6)",
    "cp1252": "Western (Windows-1252)",
    "cp1254": "Turkish (Windows-1254)",
}
LIMITS: Final = (
    "CSV (commas, semicolons or tabs), GeoJSON or JSON, workbooks and Parquet; at most {most:,} MB a file here. Larger "
    "files are imported on the command line, and `DASHBOARD_EVENTS` names their store. What you upload is yours alone: "
    "it lies in a temporary folder of this session, which the server deletes some minutes after you close the tab, and "
    "nobody else can see it. Loading the page anew begins another session."
)


def upload(record: Record, desk: Desk) -> None:
    """The box to drop a file on; once there is one, how it would be read, and the button that imports it."""
    given = st.file_uploader("Event file", type=TYPES, key="upload", help="Drag a file here, or choose one.")
    st.caption(LIMITS.format(most=st.get_option("server.maxUploadSize")))
    if given is None:
        return
    path = desk.keep(given.file_id, given.name, given.getbuffer())
    options = _choose_reading(path)
    try:
        found = _previewed(record, desk, path, options)
        mapping = _choose_columns(found, path)
        if mapping:
            options = ImportOptions(options.name, mapping, options.format, options.encoding, options.sheet)
            found = _previewed(record, desk, path, options)
    except DataError as error:
        refusal(error, "The file cannot be read.")
        return
    _show_guess(found)
    _show_rows(found)
    if st.button("Import", type="primary", icon=":material/upload:"):
        _import(record, desk, path, options)


def _previewed(record: Record, desk: Desk, path: Path, options: ImportOptions) -> Preview:
    key = ("preview", str(path), repr(options))
    if key not in desk.kept:
        with st.spinner("Looking at the first rows"):
            desk.remember(key, preview(path, ROWS_SHOWN, options, record.dataset))
    found: Preview = desk.kept[key]
    return found


def _choose_reading(path: Path) -> ImportOptions:
    """Name of the set, and format, encoding and sheet where they are not to be found out."""
    left, second, third, right = st.columns(4)
    key = path.parent.name
    name = left.text_input("Name of the set", path.stem, key=f"name-{key}", max_chars=120)
    form = second.selectbox(
        "Format", ["", *FORMATS], format_func=lambda each: FORMATS[each].title if each else "found out",
        key=f"format-{key}",
    )  # fmt: skip
    encoding = third.selectbox("Encoding", list(ENCODINGS), format_func=ENCODINGS.__getitem__, key=f"encoding-{key}")
    sheet = right.text_input("Sheet of a workbook", key=f"sheet-{key}", placeholder="the first that is not empty")
    return ImportOptions(name=name, format=form, encoding=encoding, sheet=sheet.strip())


def _choose_columns(found: Preview, path: Path) -> dict[str, str]:
    """What a person changed: the field of a column, "-" for a column that is none."""
    guessed = {guess.field: guess.column for guess in found.guesses}
    mapping: dict[str, str] = {}
    with st.expander("Change which column is which", expanded=not guessed):
        st.caption("For each field of an event, the column of the file that holds it.")
        places = st.columns(3)
        headings = list(dict.fromkeys(found.header))
        for number, field in enumerate(found.fields):
            at = headings.index(guessed[field]) if field in guessed else None
            chosen = places[number % 3].selectbox(
                field.replace("_", " "), headings, index=at, key=f"map-{path.parent.name}-{found.format}-{field}",
                format_func=lambda heading: clean(heading)[:60] or "(blank heading)", placeholder="no column",
            )  # fmt: skip
            if chosen != guessed.get(field):
                mapping |= {guessed[field]: NOT_MAPPED} if field in guessed and guessed[field] not in mapping else {}
                mapping |= {chosen: field} if chosen is not None else {}
    return mapping


def _show_guess(found: Preview) -> None:
    st.html(tag("p", "Read as: ", tag("b", escape(found.title)), escape(f", {len(found.header)} columns.")))
    left, right = st.columns(2)
    with left:
        st.caption("**Which column is taken for what, and why**")
        st.dataframe(_guess_table(found.guesses), hide_index=True, alt="Table of fields, columns and reasons.")
    with right:
        st.caption(f"**Problems in the first {len(found.rows)} rows**")
        if not found.problems:
            st.write("None.")
        for problem in found.problems[:8]:
            st.html(tag("p", escape(str(problem)), css="aside"))


def _guess_table(guesses: tuple[Guess, ...]) -> pd.DataFrame:
    rows = [(guess.field.replace("_", " "), clean(guess.column), clean(guess.reason)) for guess in guesses]
    return pd.DataFrame(rows, columns=["Field", "Column", "Why"])


def _show_rows(found: Preview) -> None:
    events, as_given = st.tabs(["First rows as events", "First rows as given"])
    filled = found.events.loc[:, [bool((found.events[name].astype(str) != "").any()) for name in found.events]]
    events.dataframe(filled.map(_plain), hide_index=True, alt="Table of the first rows as events.")
    names = [f"{number}. {clean(heading)}" for number, heading in enumerate(found.header, 1)]
    given = pd.DataFrame([list(map(clean, row)) for row in found.rows], columns=names)
    as_given.dataframe(given, hide_index=True, alt="Table of the first rows of the file as they are.")


def _plain(cell: object) -> object:
    return clean(cell) if isinstance(cell, str) else cell


def _import(record: Record, desk: Desk, path: Path, options: ImportOptions) -> None:
    bar = st.progress(0.0, "Checking the file")

    def tell(stage: str, rows: int, total: int) -> None:
        said = f"{stage}: {rows:,} of about {total:,} rows" if total else stage
        bar.progress(min(rows / total, 1.0) if total else 0.0, said)

    try:
        result = import_file(path, desk.folder, options, tell, record.dataset)
    except DataError as error:
        refusal(error, "The file was not imported. The sets that were here before are as they were.")
        return
    finally:
        bar.empty()
    desk.results = {result.name: result}
    st.toast(f"Imported {escape_markdown(result.name)}: {count_of(result.accepted, 'event')}.")


def show_result(desk: Desk) -> None:
    """What became of the file imported last: rows in are rows accepted and rows set aside."""
    for result in desk.results.values():
        st.html(tag("p", escape(result_words(result)), css="sentence"))
        if not result.stored:
            st.error("No row can be used, so there is no set. Everything else is as it was.")
        every = partial(_every_problem, desk, result)
        problem_list(result.problems, result.problem_count, every, result.name)


def _every_problem(desk: Desk, result: ImportResult) -> Iterable[Problem]:
    return read_problems(desk.folder, result.name) if result.stored else result.problems


def result_words(result: ImportResult) -> str:
    """The counts of an import as a sum that adds up."""
    return (
        f"{result.name}: {count_of(result.rows_in, 'row')} in = {result.accepted:,} accepted"
        f" + {result.set_aside:,} set aside."
    )
