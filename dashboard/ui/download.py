"""One quiet popover a page, with what the page shows, under the filters in force, in each format that can hold it.

A file is made when it is asked for. Tables of the record are made in memory; imported events, of which there can be any
number, come from an address of their own, from the engine that holds them by way of the disk.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection
from dashboard.exports.downloads import OFFERS, OfferedFile, download_address
from dashboard.exports.file_names import file_stem
from dashboard.exports.formats.file_format import FileFormat
from dashboard.exports.formats.registry import formats_for
from dashboard.exports.imported_events import MEDIA_TYPES, about_events, write_events
from dashboard.exports.provenance import filters_in_words, provenance_of
from dashboard.exports.query import Query
from dashboard.exports.record_package import MEDIA_TYPE, SUFFIX, write_record
from dashboard.exports.tables import TABLES
from dashboard.session.address import as_query
from dashboard.session.components import own_base
from dashboard.session.parameters import parameters
from dashboard.text import escape, tag
from dashboard.timespan import Span, format_day
from dashboard.ui.html_parts import show
from dashboard.ui.session_events import Overlay

KEY: Final = "download"
WHAT, FORMAT = "download_what", "download_format"
WORDS: Final = "_download_words"
RECORD, EVENTS = "record", "imported events"
ICON: Final = ":material/download:"
RIGHTS: Final = "The licence is that of the imported files; some, as ACLED's, forbid passing rows on."
WHOLE_RECORD: Final = (
    "The whole record, without filters: all tables and what each column means, as a Frictionless data package. It "
    "loads again as a folder of data."
)


@dataclass(frozen=True)
class Offered:
    """A table of what the page shows; ``title`` is what the page calls it."""

    table: str
    query: Query
    title: str = ""

    @property
    def label(self) -> str:
        return self.title or TABLES[self.table].title


def chosen_window(selection: Selection) -> Span | None:
    """The days that bound reports on pages whose window is open until somebody chooses one."""
    return selection.window if st.session_state["from"] or st.session_state["to"] else None


def everywhere(query: Query) -> Query:
    """The same without the place in focus, for tables of which the page shows all places."""
    return replace(query, selection=replace(query.selection, place=""))


def right_of_title(title: str) -> DeltaGenerator:
    """The title of a page, and the slot at its right for what can be worked out only further down."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.title(title, anchor=False, width="content")
        st.space("stretch")
        return st.container(width="content")


def show_download(record: Record, offered: Sequence[Offered], overlay: Overlay | None = None) -> None:
    """The popover; nothing in it is worked out before it is opened."""
    with st.container(key="carry", width="content"):
        _popover(record, tuple(offered), overlay)


@st.fragment
def _popover(record: Record, offered: tuple[Offered, ...], overlay: Overlay | None) -> None:
    with st.popover("Download", icon=ICON, key=KEY, on_change="rerun", type="tertiary") as popover:
        if not popover.open:
            return
        by_name = {f"{at} {each.table}": each for at, each in enumerate(offered)}
        labels = {name: each.label for name, each in by_name.items()}
        labels |= {EVENTS: "Imported events"} if overlay else {}
        labels |= {RECORD: "The whole record"}
        if st.session_state.get(WHAT) not in labels:
            st.session_state[WHAT] = next(iter(labels))
        what = st.selectbox(
            "What", list(labels), key=WHAT, format_func=labels.__getitem__, label_visibility="collapsed"
        )
        if what == RECORD:
            _whole_record(record)
        elif overlay and what == EVENTS:
            _events(overlay, _address(record))
        else:
            _table(record, by_name[what])


def _table(record: Record, offered: Offered) -> None:
    """The choice of a format, the button, and what bounds the table, in words."""
    formats = {each.name: each for each in formats_for(TABLES[offered.table])}
    kind = formats[_choose_format({name: each.title for name, each in formats.items()})]
    name = file_stem(offered.query, offered.table) + kind.suffix
    _button(name, kind.media_type, _maker(record, offered, kind))
    _say(_bounds(offered.query, offered.table), name)


def _choose_format(titles: dict[str, str]) -> str:
    """The format chosen; the first one where the last choice cannot hold what is wanted now."""
    if st.session_state.get(FORMAT) not in titles:
        st.session_state[FORMAT] = next(iter(titles))
    chosen = st.segmented_control(
        "Format", list(titles), key=FORMAT, format_func=titles.__getitem__, label_visibility="collapsed", required=True
    )
    return str(chosen)


def _maker(record: Record, offered: Offered, kind: FileFormat) -> Callable[[], bytes]:
    """What makes the file once the button is pressed; the address is that of the view now."""
    address, asked = _address(record), _parameters(record)

    def make() -> bytes:
        query, stream = offered.query, io.BytesIO()
        said = provenance_of(query, offered.table, version=record.dataset.version, address=address, parameters=asked)
        kind.write(TABLES[offered.table].extract(query), said, stream)
        return stream.getvalue()

    return make


def _button(name: str, media_type: str, make: Callable[[], bytes]) -> None:
    st.download_button(
        "Download file", make, name, media_type, key="download_file", icon=ICON, on_click="ignore", width="stretch"
    )


def _say(words: str, name: str) -> None:
    """What the file holds, and its name."""
    show(tag("p", escape(words), css="aside") + tag("p", tag("code", escape(name)), css="aside"))


def _bounds(query: Query, table: str) -> str:
    """The day, the rule, the known-day and the filters: what the file says of itself, too."""
    selection = query.selection
    if query.days:
        said = f"Between {format_day(query.days[0])} and {format_day(query.days[1])}"
    elif table == "states":
        said = f"On {format_day(selection.on)}"
    else:
        said = "Reports of the days below" if query.window else "All days"
    said += f", by the rule “{selection.rule}”"
    said += f", as known on {format_day(selection.known)}" if selection.known else ""
    filters = [f"{title}: {value}" for title, value in filters_in_words(query)]
    return f"{said}. {'; '.join(filters)}" if filters else f"{said}, no filter."


def _whole_record(record: Record) -> None:
    dataset, address = record.dataset, _address(record)

    def make() -> bytes:
        stream = io.BytesIO()
        write_record(dataset, version=record.dataset.version, address=address, stream=stream)
        return stream.getvalue()

    name = f"euphrates-record_{dataset.digest}{SUFFIX}"
    _button(name, MEDIA_TYPE, make)
    _say(WHOLE_RECORD, name)


def _events(overlay: Overlay, address: str) -> None:
    """A link a format: the files come from the engine, by way of the disk and not of this page."""
    kind = _choose_format({"csv": "CSV", "parquet": "Parquet"})
    said = about_events(overlay.store, overlay.wanted, overlay.aside, address)
    name = f"imported-events.{kind}"

    def make(path: Path) -> None:
        write_events(overlay.store, overlay.wanted, kind, said, path)

    word = _offered(OfferedFile(name, MEDIA_TYPES[kind], make), (overlay.key, kind))
    base = own_base()
    link = Markup('<a class="file" href="{}" target="_blank" rel="noopener">{}</a>').format(
        escape(download_address(word, base)), escape("Download file")
    )
    show(link)
    words = {item.name: item.value for item in said}
    _say(f"{overlay.answers.count:,} events. Filters: {words['filters']}. {RIGHTS}", name)


def _offered(file: OfferedFile, asked: Hashable) -> str:
    """The word of its address: the same as before in this session, where the same is asked."""
    words: dict[Hashable, str] = st.session_state.setdefault(WORDS, {})
    words[asked] = OFFERS.offer(file, words.get(asked, ""))
    return words[asked]


def _parameters(record: Record) -> str:
    """The parameters of the view with its version, so that a link says when the record has moved on since."""
    return as_query(parameters(record) | {"version": [record.dataset.version]})


def _address(record: Record) -> str:
    """The whole address of the view; its parameters alone where the browser told none."""
    known: Any = st.context.url
    return f"{known or ''}{_parameters(record)}"
