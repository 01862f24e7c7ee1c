"""The data page: event files in, the sets there are, and what they hold of the view that the filters make up."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection
from dashboard.analysis.sentences import count_of
from dashboard.errors import DataError
from dashboard.eventsets.importing.detect.detect import FORMATS
from dashboard.eventsets.same_incident import duplicates
from dashboard.eventsets.store.event_store import EventStore
from dashboard.session.address import follow_moves, keep_address
from dashboard.session.parameters import view_query
from dashboard.session.selected import current_selection
from dashboard.text import clean, escape, tag
from dashboard.timespan import format_day
from dashboard.ui.download import right_of_title, show_download
from dashboard.ui.html_parts import show
from dashboard.ui.page import link_to, open_page, show_problems, turn_to
from dashboard.ui.problem_list import refusal
from dashboard.ui.session_events import CONFIGURED, UPLOADED, Desk, Overlay, overlay_of, stores, the_desk
from dashboard.views.data.import_panel import show_result, upload
from dashboard.views.data.imported_panel import offer_whole_span, show_table, show_tempo, show_totals
from dashboard.views.data.twins import OPENS_HOME, proposals_of, show_twins
from dashboard.views.data.welcome import show_steps, show_welcome

PATH: Final = "data"
INTRO: Final = (
    "Lay events of your own over the record: exports of UCDP or ACLED, GeoJSON, spreadsheets, any table with dates and "
    "places. They pass through the same filters as the reports and change nothing in the record."
)
ORIGINS: Final = {UPLOADED: "uploaded in this session", CONFIGURED: "of this server"}


def render() -> None:
    """Upload, sets, the events in view, and those that tell of an incident of the record."""
    record = open_page()
    selection = current_selection(record)
    desk = the_desk()
    query = view_query(record)
    if st.session_state.pop(OPENS_HOME, False):
        turn_to("valley")
    download = right_of_title("Data")
    st.markdown(INTRO)
    is_empty = not desk.sets
    if is_empty:
        show_steps()
    if not upload(record, desk) and is_empty:
        show_welcome()
    show_result(desk)
    overlay = None
    try:
        _sets(desk)
        overlay = overlay_of(record, selection)
        _in_view(record, desk, selection, overlay)
    except DataError as error:
        refusal(error, "The imported events cannot be shown.")
    with download:
        show_download(record, [], overlay)
    show_problems(record.dataset)
    keep_address(PATH, query)
    follow_moves()


def _sets(desk: Desk) -> None:
    found = stores()
    if not found:
        return
    st.header("Sets", anchor="sets", divider="gray")
    _uploaded(desk)
    if CONFIGURED in found:
        _configured(found[CONFIGURED])
    _choose_overlay(desk, found)


def _uploaded(desk: Desk) -> None:
    for number, each in enumerate(desk.sets):
        left, right = st.columns([5, 1], vertical_alignment="center")
        form = FORMATS[each.format].title if each.format in FORMATS else each.format
        said = f" ({form}, {each.file}): {count_of(each.rows_in, 'row')} in"
        said += f" = {each.accepted:,} accepted + {each.set_aside:,} set aside"
        show(tag("p", tag("b", tag("bdi", escape(each.name))), escape(said)), left)
        icon = ":material/delete:"
        right.button("Remove", key=f"remove-{number}", on_click=_remove, args=(desk, each.name), icon=icon)


def _remove(desk: Desk, name: str) -> None:
    try:
        desk.remove(name)
    except DataError as error:
        st.toast(clean(str(error)))


def _configured(store: EventStore) -> None:
    held = store.facets
    said = f" (store of this server): {count_of(held.count, 'event')} in {count_of(len(held.dataset), 'set')}"
    if held.first and held.last:
        said += f", {format_day(held.first)} to {format_day(held.last)}"
    show(tag("p", tag("b", tag("bdi", escape(store.name))), escape(said)))


def _choose_overlay(desk: Desk, found: dict[str, EventStore]) -> None:
    """Which store and sets are laid over the record, and whether the map shows them; kept while pages are turned."""
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    if len(found) > 1:
        desk.origin = left.radio(
            "Events laid over the record", list(found), index=list(found).index(desk.origin), key="overlay_origin",
            format_func=lambda origin: f"Those {ORIGINS[origin]}",
        )  # fmt: skip
    names = found[desk.origin if desk.origin in found else next(iter(found))].facets.dataset
    if len(names) > 1:
        kept = [name for name in desk.chosen if name in names]
        desk.chosen = tuple(
            right.multiselect("Sets", names, kept, key="overlay_sets", format_func=clean, placeholder="All")
        )
    desk.on_map = st.toggle("On the map of the Valley page", desk.on_map, key="overlay_on")


def _in_view(record: Record, desk: Desk, selection: Selection, overlay: Overlay | None) -> None:
    if overlay is None:
        return
    st.header("Imported events in this view", anchor="view", divider="gray")
    st.caption("The filters at the side apply: days, area, force, kind, credibility and words.")
    link_to("valley", "See them on the map", ":material/map:")
    offer_whole_span(overlay)
    if not overlay.answers.count:
        return
    desk.without_duplicates = st.toggle(
        "Count without duplicates", desk.without_duplicates, key="without_duplicates",
        help="Leaves out the events that the record likely tells of already; they are listed below.",
    )  # fmt: skip
    proposals = proposals_of(record, desk, overlay, selection)
    show_totals(overlay, None if proposals is None or not desk.without_duplicates else duplicates(proposals))
    show_tempo(overlay)
    show_table(overlay)
    st.header("Same incident as a report of the record", anchor="same", divider="gray")
    show_twins(record, overlay, proposals)
