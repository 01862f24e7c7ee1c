"""The widgets that make up the selection, and the moves that change them from elsewhere on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

import streamlit as st

from dashboard.analysis.filter_options import GRADES, LIST_TITLES, LISTS
from dashboard.analysis.grammar import WINDOW_DAYS, window_of
from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import LONGEST_SEARCH, MOST_WORDS, Selection
from dashboard.control.rules import RULES
from dashboard.session import address
from dashboard.session.parameters import defaults, readers
from dashboard.text import escape_markdown
from dashboard.timespan import EARLIEST

COLUMN: Final = ("from", "to", "place", "silent", *LISTS, "rule", "known", "grade", "q")
"""The widgets of the column of filters."""
_COLUMN_BEHIND: Final = "_column_is_behind"
NEVER_BLANK: Final = ("on", "rule")
RULE_HELP: Final = "\n".join(f"- **{name.capitalize()}**: {rule.words}." for name, rule in RULES.items())


def go_to(**values: Any) -> None:
    """Widgets hold these values in the run that follows; for use in callbacks."""
    _note_column(values)
    for name, value in values.items():
        st.session_state[name] = value


def _note_column(values: Mapping[str, Any]) -> None:
    if any(name in values and values[name] != st.session_state.get(name) for name in COLUMN):
        st.session_state[_COLUMN_BEHIND] = True


def column_is_behind() -> bool:
    """True while the widgets of the column hold what the browser has not heard of: they were changed from elsewhere."""
    return bool(st.session_state.get(_COLUMN_BEHIND))


def reset(record: Record) -> None:
    """Every filter is empty again; the day stays."""
    go_to(**defaults(record) | {"on": st.session_state["on"]})


def follow_address(record: Record) -> None:
    """Widgets, drawn or not yet, hold what the address says where that is newer than they are."""
    before = {name: st.session_state[name] for name in COLUMN if name in st.session_state}
    given = address.seed_widgets(readers(record), defaults(record))
    if any(st.session_state[name] != value for name, value in before.items()):
        st.session_state[_COLUMN_BEHIND] = True
    for refused in given:
        # A toast, not a warning above the map: an element that comes and goes there would make the map anew.
        said = f"The link asks for {escape_markdown(refused[:200])}, which this record does not know. It was left out."
        st.toast(said, icon=":material/link_off:", duration="long")


@contextmanager
def column_of_filters(record: Record) -> Iterator[None]:
    """The column stands once the page inside the block is drawn, even where that ends early: a widget that is left out
    once loses its value.

    So the browser has begun to draw the page by then. But where the column was changed from elsewhere it comes first:
    until the browser has heard of that, it sends the old values with whatever is done next, which would undo it.
    """
    comes_first = column_is_behind()
    if comes_first:
        _choose_filters(record)
    try:
        yield
    finally:
        if not comes_first:
            _choose_filters(record)


def _choose_filters(record: Record) -> None:
    """The sidebar: the widgets of the selection."""
    st.session_state[_COLUMN_BEHIND] = False
    with st.sidebar:
        _choose_window(record)
        _choose_place(record)
        _choose_silent(record)
        _choose_lists(record)
        _choose_belief(record)
        st.button("Reset all filters", on_click=reset, args=(record,), width="stretch", icon=":material/restart_alt:")


def current_selection(record: Record) -> Selection:
    """The selection that the widgets make up; a day that was cleared falls back to the last one."""
    state = st.session_state
    for name, value in defaults(record).items():
        if name not in state or (name in NEVER_BLANK and state[name] is None):
            state[name] = value
    on: date = state["on"]
    start, end = state["from"], state["to"]
    window = window_of(on, window_days(), start, end)
    chosen = {name: tuple(state[name]) for name in LISTS}
    return Selection(
        on, window, state["place"] or "", **chosen, grade=state["grade"] or "", q=state["q"] or "",
        rule=state["rule"], known=state["known"], silent=bool(state["silent"]),
    )  # fmt: skip


def is_tied() -> bool:
    """True where the window of reports ends with the day shown, since none was chosen."""
    return not (st.session_state["from"] or st.session_state["to"])


def window_days() -> int:
    """How long the window of reports is that ends with the day shown."""
    return int(st.session_state.get("days") or WINDOW_DAYS)


def selected_event() -> str:
    """The id of the report whose card is open, or ""."""
    return st.session_state.get("event") or ""


def _choose_belief(record: Record) -> None:
    """Which reports are believed, and from which day's knowledge."""
    st.selectbox("Rule of control", list(RULES), key="rule", format_func=str.capitalize, help=RULE_HELP)
    st.date_input(
        "As known on", value=None, key="known", format="YYYY-MM-DD", min_value=EARLIEST, max_value=record.latest,
        help="Only what had been published by that day is used, so that hindsight is taken out. Empty: all reports.",
    )  # fmt: skip
    st.button("As known on the day shown", on_click=_know_as_shown, width="stretch", icon=":material/history:")


def _know_as_shown() -> None:
    go_to(known=st.session_state["on"])


def _choose_window(record: Record) -> None:
    st.markdown("**Reports from – to**", help=f"Empty: the {WINDOW_DAYS} days up to the day shown.")
    # One below the other: side by side they would be too narrow for a whole date.
    limits: dict[str, Any] = {"min_value": EARLIEST, "max_value": record.latest}
    st.date_input("From", value=None, key="from", label_visibility="collapsed", format="YYYY-MM-DD", **limits)
    st.date_input("To", value=None, key="to", label_visibility="collapsed", format="YYYY-MM-DD", **limits)


def _choose_place(record: Record) -> None:
    st.selectbox(
        "Place",
        list(record.options["place"]),
        index=None,
        key="place",
        format_func=lambda key: record.options["place"].get(key, key),
        placeholder="Any spelling, Latin or Arabic",
        accept_new_options=True,
        on_change=_resolve_place,
        args=(record,),
        help="Typing errors are forgiven: press Enter and the nearest place is taken.",
    )


def _choose_silent(record: Record) -> None:
    """In a record of one's own: whether the places that lie beside it, and of which it says nothing, are shown."""
    if not record.dataset.is_own:
        return
    if silent := int((~record.dataset.spoken_of()).sum()):
        st.session_state["_silent"] = bool(st.session_state["silent"])  # an address, or a reset, moves it too
        st.checkbox(
            f"Also {silent:,} places without a report",
            key="_silent",
            on_change=_note_silent,
            help="Places of the shipped gazetteer, or of your own places.csv, of which none of your reports speaks.",
        )


def _note_silent() -> None:
    go_to(silent="all" if st.session_state["_silent"] else "")


def _resolve_place(record: Record) -> None:
    """A name typed into the place box becomes the place nearest to it, or is said to be unknown."""
    typed = st.session_state["place"]
    st.session_state["event"] = None  # the card of a report belongs to the place it was opened at
    if not typed or typed in record.named:
        return
    found = record.place_names.search(typed, 1)
    st.session_state["place"] = found[0] if found else None
    if not found:
        st.toast(f"No place is called anything like “{escape_markdown(typed[:60])}”.")


def _choose_lists(record: Record) -> None:
    helps = {
        "force": "Reports that name the force in any role, and places it holds or claims on the day.",
        "operation": "With all operations that are part of it.",
    }
    for name, label in LIST_TITLES.items():
        st.multiselect(
            label,
            list(record.options[name]),
            key=name,
            format_func=lambda key, known=record.options[name]: known.get(key, key),
            help=helps.get(name),
            placeholder="All",
        )
    st.selectbox(
        "Grade of reports",
        list(GRADES),
        key="grade",
        format_func=GRADES.__getitem__,
        help="Admiralty code: source A (best) to F, information 1 (best) to 6. See the method page.",
    )
    st.text_input("Words in reports", key="q", max_chars=LONGEST_SEARCH, placeholder="notes, names, sources")
    if len(st.session_state["q"].split()) > MOST_WORDS:
        st.warning(f"Only the first {MOST_WORDS} words are looked for.")
