"""The claims page: where the reports contradict one another, how the rule settles it, and what another rule changes."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from dashboard.analysis.record_cache import Control, Record, control_of
from dashboard.analysis.selection import Selection, at_place, narrow, narrow_places, within
from dashboard.analysis.sentences import count_of
from dashboard.citations.subjects import cite_disagreement
from dashboard.control.evaluation import rule_differences
from dashboard.control.rules import RULES
from dashboard.disagreements.contradictions import KINDS
from dashboard.disagreements.disagreements import Disagreement
from dashboard.disagreements.settlement import OPEN, STANDINGS, Settlement
from dashboard.exports.query import Query
from dashboard.record.schema import Events, Places
from dashboard.session.address import follow_moves, keep_address
from dashboard.session.parameters import view_query
from dashboard.session.selected import current_selection
from dashboard.text import escape, lines, tag
from dashboard.timespan import EARLIEST, format_day
from dashboard.ui.chips import state_chip
from dashboard.ui.citing import cite_popover, clock_now
from dashboard.ui.disagreement_card import Book, book_of, claim_card, title_of
from dashboard.ui.download import Offered, chosen_window, right_of_title, show_download
from dashboard.ui.html_parts import show
from dashboard.ui.links import Links, follow_links
from dashboard.ui.page import open_page, show_problems
from dashboard.ui.tables import table
from dashboard.views.disagreements.listed import claims_list

PATH: Final = "claims"
Rows = list[tuple[Disagreement, Settlement]]
NOTHING_PASSES: Final = "No disagreement passes the filters. Take one away, or reset them all."
INTRO: Final = (
    "Where reports contradict one another, all of them stay in the record. A rule only chooses whom the map shows. The "
    "filters at the side apply here too; the period is empty at first, which means all times."
)


def render() -> None:
    """The list with the card of the disagreement that is open, then what the switch to another rule changes."""
    record = open_page()
    selection = current_selection(record)
    basis = control_of(record.dataset, selection.rule, selection.known)
    download = right_of_title("Claims")
    st.markdown(INTRO)
    _disagreements(record, basis, selection, download)
    _differences(record, basis, selection)
    show_problems(record.dataset)
    keep_address(PATH, view_query(record))
    follow_links()
    follow_moves()


def _disagreements(record: Record, basis: Control, selection: Selection, download: DeltaGenerator) -> None:
    """The list, and beside it all reports of the one that is open; of none, of the first."""
    book = book_of(record, basis)
    third = st.columns(3)
    shown = _choose(record, book, selection, third[0], third[1])
    still = sum(settlement.standing == OPEN for _, settlement in shown)
    opened = _open_one(record, book, shown, third[2])
    with download:
        show_download(record, _offered(record, selection))
    said = f"{count_of(len(shown), 'disagreement')} by the rule “{basis.rule.name}”, {still} of them still open"
    show(tag("h2", escape(said), css="count"))
    if not shown:
        st.info(NOTHING_PASSES if book.rows else "The reports of this record do not contradict one another.")
    left, right = st.columns([2, 3], gap="medium")
    open_now = opened or (shown[0] if shown else None)
    with left:
        if shown:
            key = open_now[0].claim_id if open_now else ""
            show(claims_list(record, book, shown, key, Links(record)))
    with right:
        if open_now:
            show(claim_card(record, basis, book, open_now))
            _cite(record, open_now[0])


def _cite(record: Record, each: Disagreement) -> None:
    """How to cite the disagreement that is open."""
    title, clock = title_of(record, each), clock_now(record)
    address = Links(record).lasting(PATH, claim=each.claim_id)
    cite_popover({title: lambda: cite_disagreement(record, each.claim_id, title, clock, address)}, "claim")


def _offered(record: Record, selection: Selection) -> list[Offered]:
    """The disagreements of the list, and the reports that pass the filters."""
    query = Query(
        record.dataset, selection, chosen_window(selection),
        about=tuple(st.session_state["about"]), standing=st.session_state["standing"] or "",
    )  # fmt: skip
    return [Offered("disagreements", query), Offered("reports", query), Offered("area_reports", query)]


def _choose(record: Record, book: Book, selection: Selection, left: DeltaGenerator, right: DeltaGenerator) -> Rows:
    """The disagreements of which some report passes the filters, and that are of the kinds chosen."""
    about = left.multiselect(
        "Disputed", list(KINDS), key="about", format_func=KINDS.__getitem__, placeholder="Anything"
    )
    standing = right.selectbox(
        "Settled or open", list(STANDINGS), index=None, key="standing", format_func=STANDINGS.__getitem__,
        placeholder="Both",
    )  # fmt: skip
    events = at_place(narrow(record.dataset, selection), selection.place)
    if st.session_state["from"] or st.session_state["to"]:
        events = within(events, selection.window)
    passing = set(events[Events.event_id])
    return [
        (each, settlement)
        for each, settlement in book.rows
        if not passing.isdisjoint(each.reports)
        and (not about or not set(about).isdisjoint(each.kinds))
        and standing in (None, settlement.standing)
    ]


def _open_one(record: Record, book: Book, shown: Rows, at: DeltaGenerator) -> tuple[Disagreement, Settlement] | None:
    """The disagreement that is open; one that the link names may be open though a filter hides it."""
    every = {each.claim_id: (each, settlement) for each, settlement in book.rows}
    asked = st.session_state["claim"]
    if asked and asked not in every:
        st.info("The disagreement that the link names does not arise by this rule, or from what was known by that day.")
        st.session_state["claim"] = asked = None
    ids = [each.claim_id for each, _ in shown]
    at.selectbox(
        "Disagreement", ids if asked is None or asked in ids else [asked, *ids], index=None, key="claim",
        format_func=lambda claim: title_of(record, every[claim][0]), placeholder="Choose one, or a row of the list",
    )  # fmt: skip
    return every.get(st.session_state["claim"] or "")


def _differences(record: Record, basis: Control, selection: Selection) -> None:
    st.header("What another rule changes", anchor="rules", divider="gray")
    others = [name for name in RULES if name != basis.rule.name]
    left, right, _ = st.columns(3)
    left.date_input(
        "Day shown", key="on", format="YYYY-MM-DD", min_value=EARLIEST,
        max_value=max(record.dataset.last_day, date.today()),
    )  # fmt: skip
    if st.session_state["against"] not in others:
        st.session_state["against"] = None
    against = right.selectbox(
        f"Compare “{basis.rule.name}” with", others, index=None, key="against", format_func=str.capitalize,
        placeholder=others[0].capitalize(),
    )  # fmt: skip
    other = control_of(record.dataset, against or others[0], selection.known)
    places = narrow_places(record.dataset, selection, narrow(record.dataset, selection))
    found = rule_differences(basis.intervals, other.intervals, selection.on)
    found = found[found["place_id"].isin(places[Places.place_id])]
    verb = "differs" if len(found) == 1 else "differ"
    show(tag("p", tag("b", escape(f"{count_of(len(found), 'place')} {verb} on {format_day(selection.on)}"))
                + escape(f" between the rules “{basis.rule.name}” and “{other.rule.name}”.")))  # fmt: skip
    if len(found):
        names = [basis.rule.name.capitalize(), other.rule.name.capitalize()]
        rows = [_difference_row(record, names, row, selection.on) for row in found.to_dict("records")]
        show(table(("Place", *names, "Why"), rows, css="differences tall"))


def _difference_row(record: Record, names: list[str], row: dict[Any, Any], day: date) -> tuple[Markup, ...]:
    place = row["place_id"]
    cells = [Links(record).day(place, day, record.named.get(place, place))]
    for name, side in zip(names, ("one", "other"), strict=True):
        state = {cell: row[f"{cell}_{side}"] for cell in ("force", "status", "claimant")}
        cells.append(tag("b", escape(f"{name}: "), css="narrow") + state_chip(record, state))
    steps = zip(names, (row["step_one"], row["step_other"]), strict=True)
    return (*cells, lines(tag("b", escape(name)) + escape(f": {step}.") for name, step in steps))
