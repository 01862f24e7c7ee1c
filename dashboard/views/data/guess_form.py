"""How an uploaded file would be read, in words, and what of it can be changed before it is imported."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st

from dashboard.analysis.sentences import count_of
from dashboard.eventsets.importing.detect.detect import FORMATS, NOT_MAPPED, ImportOptions
from dashboard.eventsets.importing.detect.guess import Guess
from dashboard.eventsets.importing.jobs.preview import Preview
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.text import clean, escape, tag
from dashboard.ui.html_parts import show
from dashboard.ui.tables import frame_table
from dashboard.views.data.imported_panel import table_of

ENCODINGS: Final = {
    "": "found out",
    "cp1256": "Arabic (Windows-1256)",
    "iso-8859-6": "Arabic (ISO 8859-6)",
    "cp1252": "Western (Windows-1252)",
    "cp1254": "Turkish (Windows-1254)",
}
FIELD_WORDS: Final = {
    E.event_id: "Id of the event",
    E.date: "Date, or first day",
    E.date_end: "Last day",
    E.date_precision: "How exactly the date is known",
    E.kind: "Type of event",
    E.place: "Place",
    "town": "Place",
    E.admin1: "Governorate or province",
    E.place_precision: "How exactly the place is known",
    E.radius_km: "Radius in km",
    E.actor1: "First actor",
    E.actor2: "Second actor",
    E.actors: "All actors",
    E.deaths_low: "Deaths, lowest",
    E.deaths_best: "Deaths, best estimate",
    E.deaths_high: "Deaths, highest",
    E.controlling_force: "Who holds the place after it",
    E.credibility: "Credibility, 1 to 6",
    E.note: "What happened",
}
PROBLEMS_SHOWN: Final = 8


def choose_reading(path: Path, name: str) -> ImportOptions:
    """Format, encoding and sheet, where they are not to be found out."""
    left, middle, right = st.columns(3)
    key = path.parent.name
    form = left.selectbox(
        "Format", ["", *FORMATS], format_func=lambda each: FORMATS[each].title if each else "found out",
        key=f"format-{key}",
    )  # fmt: skip
    encoding = middle.selectbox("Encoding", list(ENCODINGS), format_func=ENCODINGS.__getitem__, key=f"encoding-{key}")
    sheet = right.text_input("Sheet of a workbook", key=f"sheet-{key}", placeholder="the first that is not empty")
    return ImportOptions(name=name, format=form, encoding=encoding, sheet=sheet.strip())


def choose_columns(found: Preview, path: Path) -> dict[str, str]:
    """What a person changed: the field of a column, "-" for a column that is none."""
    guessed = {guess.field: guess.column for guess in found.guesses}
    mapping: dict[str, str] = {}
    st.caption("For each thing that is told of an event, the column of the file that holds it:")
    places = st.columns(3)
    headings = list(dict.fromkeys(found.header))
    for number, field in enumerate(found.fields):
        at = headings.index(guessed[field]) if field in guessed else None
        chosen = places[number % 3].selectbox(
            words_of(field), headings, index=at, key=f"map-{path.parent.name}-{found.format}-{field}",
            format_func=lambda heading: clean(heading)[:60] or "(blank heading)", placeholder="no column",
        )  # fmt: skip
        if chosen != guessed.get(field):
            mapping |= {guessed[field]: NOT_MAPPED} if field in guessed and guessed[field] not in mapping else {}
            mapping |= {chosen: field} if chosen is not None else {}
    return mapping


def words_of(field: str) -> str:
    """A field as a label."""
    return FIELD_WORDS.get(field) or field.replace("_", " ").capitalize()


def show_guess(found: Preview) -> None:
    """Which column is taken for what, what is wrong with the first rows, and these rows."""
    left, right = st.columns(2)
    with left:
        st.caption("**Which column is taken for what, and why**")
        show(frame_table(_guess_table(found.guesses), css="guess small"))
    with right:
        st.caption(f"**Problems in the first {count_of(len(found.rows), 'row')}**")
        if not found.problems:
            st.write("None.")
        for problem in found.problems[:PROBLEMS_SHOWN]:
            show(tag("p", escape(str(problem)), css="aside"))
        if (more := len(found.problems) - PROBLEMS_SHOWN) > 0:
            st.write(f"and {more} more.")
    _show_rows(found)


def guess_words(found: Preview) -> str:
    """What the file is taken for, and how many of its first rows would become events."""
    said = f"Read as: {found.title}, {count_of(len(found.header), 'column')}. "
    if not found.rows:
        return said + "No row below the heading can be read: there is none, or the encoding is another."
    return said + f"Of the first {count_of(len(found.rows), 'row')}, {len(found.events)} can be used."


def _guess_table(guesses: tuple[Guess, ...]) -> pd.DataFrame:
    rows = [(words_of(guess.field), clean(guess.column), clean(guess.reason)) for guess in guesses]
    return pd.DataFrame(rows, columns=["What", "Column", "Why"])


def _show_rows(found: Preview) -> None:
    events, as_given = st.tabs(["First rows as events", "First rows as given"])
    said = table_of(found.events)
    filled = said.loc[:, [bool((said[name].astype(str) != "").any()) for name in said]]
    events.dataframe(filled, hide_index=True, alt="Table of the first rows as events.")
    names = [f"{number}. {clean(heading)}" for number, heading in enumerate(found.header, 1)]
    given = pd.DataFrame([list(map(clean, row)) for row in found.rows], columns=names)
    as_given.dataframe(given, hide_index=True, alt="Table of the first rows of the file as they are.")
