"""From an uploaded file to a set of this session: how the file would be read, what to change, and the import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

import streamlit as st

from dashboard.analysis.record_cache import Record
from dashboard.analysis.sentences import count_of
from dashboard.errors import DataError, Problem
from dashboard.eventsets.importing.detect.detect import ImportOptions
from dashboard.eventsets.importing.jobs.database_file import read_problems
from dashboard.eventsets.importing.jobs.import_file import ImportResult, import_file
from dashboard.eventsets.importing.jobs.preview import Preview, preview
from dashboard.text import escape, escape_markdown, tag
from dashboard.ui.html_parts import show
from dashboard.ui.problem_list import problem_list, refusal
from dashboard.ui.session_events import Desk, upload_key
from dashboard.ui.upload_limits import IMPORT_SLOTS
from dashboard.views.data.guess_form import choose_columns, choose_reading, guess_words, show_guess
from dashboard.views.data.sample import NAME, sample_csv
from dashboard.views.data.welcome import TRIED, leave_sample

TYPES: Final = ["csv", "tsv", "txt", "json", "geojson", "xlsx", "xlsm", "xls", "ods", "parquet"]
ROWS_SHOWN: Final = 20
NEEDED: Final = (
    "A file needs a date and a place, by name or by coordinates; all else is optional. You see how it is read before "
    "anything is imported."
)
PRIVATE: Final = (
    "Only you see what you upload. The file is deleted once it was imported or refused; its set lies in a temporary "
    "folder of this session, deleted some minutes after you close the tab. Loading the page anew begins another "
    "session. Files of more than {most:,} MB are imported by the command in the README, under *Event files of others*."
)


class Given(NamedTuple):
    """A file that was brought: an upload, or the sample."""

    file_id: str
    name: str
    content: memoryview


def upload(record: Record, desk: Desk) -> bool:
    """The box to drop a file on; once there is one, how it would be read, and the button that imports it.

    False where nothing was brought.
    """
    chosen = st.file_uploader("Event file", type=TYPES, key="upload", help="Drag a file here, or choose one.")
    given = Given(chosen.file_id, chosen.name, chosen.getbuffer()) if chosen else _sample()
    private = PRIVATE.format(most=st.get_option("server.maxUploadSize"))
    st.caption(private if given else f"{NEEDED} {private}")
    if given is None:
        desk.tried = ""
        desk.let_go()
        return False
    is_tried = desk.tried == upload_key(given.file_id)
    with st.container(horizontal=True, gap="small"):
        if not chosen:
            st.button("Put the sample away", on_click=leave_sample, icon=":material/close:")
        if is_tried:
            st.button("Read this file in another way", on_click=desk.read_again, icon=":material/tune:")
    if is_tried:
        return True
    try:
        path = desk.keep(*given)
    except DataError as error:
        refusal(error, "The file was not taken. Everything else is as it was.")
        return True
    _offer(record, desk, path)
    return True


def _sample() -> Given | None:
    """The sample, where somebody wants to try it."""
    return Given("sample", NAME, memoryview(sample_csv())) if st.session_state.get(TRIED) else None


def _offer(record: Record, desk: Desk, path: Path) -> None:
    """The guess and the button stand above what can be changed, so that neither has to be looked for."""
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    name = left.text_input("Name of the set", path.stem, key=f"name-{path.parent.name}", max_chars=120)
    top = st.container()
    with st.expander("Change how the file is read"):
        options = choose_reading(path, name)
        try:
            found = _previewed(record, desk, path, options)
            if mapping := choose_columns(found, path):
                options = replace(options, mapping=mapping)
                found = _previewed(record, desk, path, options)
        except DataError as error:
            desk.let_go()
            with top:
                refusal(error, "The file cannot be read.")
            return
    show(tag("p", escape(guess_words(found)), css="sentence"), top)
    show_guess(found)
    if right.button("Import", type="primary", icon=":material/upload:", width="stretch"):
        with top:
            _import(record, desk, path, options)


def _previewed(record: Record, desk: Desk, path: Path, options: ImportOptions) -> Preview:
    key = ("preview", str(path), repr(options))
    if key not in desk.kept:
        with st.spinner("Looking at the first rows"):
            desk.remember(key, preview(path, ROWS_SHOWN, options, record.dataset))
    found: Preview = desk.kept[key]
    return found


def _import(record: Record, desk: Desk, path: Path, options: ImportOptions) -> None:
    bar = st.progress(0.0, "Checking the file")

    def tell(stage: str, rows: int, total: int) -> None:
        said = f"{stage}: {rows:,} of about {total:,} rows" if total else stage
        bar.progress(min(rows / total, 1.0) if total else 0.0, said)

    try:
        with IMPORT_SLOTS.one(path.name):
            result = import_file(path, desk.folder, options, tell, record.dataset)
    except DataError as error:
        refusal(error, "The file was not imported. The sets that were here before are as they were.")
        return
    finally:
        bar.empty()
        desk.let_go()
    desk.results = {result.name: result}
    desk.tried = path.parent.name
    st.toast(f"Imported {escape_markdown(result.name)}: {count_of(result.accepted, 'event')}.")
    st.rerun()


def show_result(desk: Desk) -> None:
    """What became of the file imported last: rows in are rows accepted and rows set aside."""
    for result in desk.results.values():
        if not result.stored:
            st.error("No row can be used, so there is no set. Everything else is as it was.")
        show(tag("p", escape(result_words(result)), css="sentence"))
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
