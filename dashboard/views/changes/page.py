"""What changed: reports added, corrected and withdrawn since a version, and which holdings changed by it."""

from __future__ import annotations

from typing import Final, NamedTuple

import streamlit as st

from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import narrow, narrow_places
from dashboard.analysis.sentences import describe_version
from dashboard.errors import DataError
from dashboard.record.dataset import Dataset
from dashboard.record.schema import Places
from dashboard.session.address import follow_moves, keep_address
from dashboard.session.parameters import view_query
from dashboard.session.selected import current_selection
from dashboard.text import bullets, escape, lines, own_link, tag
from dashboard.ui.html_parts import show
from dashboard.ui.links import CHANGES, Links, follow_links
from dashboard.ui.page import open_page, show_problems
from dashboard.ui.problem_list import refusal
from dashboard.versions.difference import Difference, difference
from dashboard.versions.published import about, earlier_than, home_of, kept_versions, read_version
from dashboard.views.changes import lists

INTRO: Final = (
    "The record is corrected and grows. This page says what differs between two of its versions, row by row, and which "
    "holdings changed by it under the rule chosen at the side."
)
NONE_KEPT: Final = (
    "No earlier version of this record is kept here, so there is nothing to compare it with. Two records that you have "
    "as folders or data packages are compared by `python -m dashboard diff OLD NEW`."
)
NOW: Final = "The record now"


def render() -> None:
    """The two versions, what differs in a sentence, then holdings and rows."""
    record = open_page()
    current_selection(record)  # so that every choice has a value
    st.title("What changed", anchor=False)
    st.markdown(INTRO)
    pair = _choose(record)
    if pair:
        _compared(record, pair)
    _published(record)
    show_problems(record.dataset)
    keep_address(CHANGES, view_query(record))
    follow_links()
    follow_moves()


class Pair(NamedTuple):
    """The names of the two versions; ``until`` "" for the record as it is."""

    since: str
    until: str


def _choose(record: Record) -> Pair | None:
    """The two versions, the earlier of which came first; None where there is none to compare with."""
    home = home_of(record.location)
    kept, earlier = kept_versions(record.dataset, home), earlier_than(record.dataset, home)
    if not earlier:
        st.info(NONE_KEPT)
        return None
    left, right, _ = st.columns([2, 2, 3])
    since = left.selectbox(
        "Since", earlier, index=None, key="since", placeholder=earlier[0],
        format_func=lambda name: _dated(record, name),
    )  # fmt: skip
    since = since or earlier[0]
    later = kept[: kept.index(since)]
    if st.session_state["until"] not in later:
        st.session_state["until"] = None
    until = right.selectbox(
        "Until", later, index=None, key="until", placeholder=NOW, format_func=lambda name: _dated(record, name)
    )
    return Pair(since, until or "")


def _dated(record: Record, version: str) -> str:
    day = about(record.dataset, version)[0]
    return f"{version} ({day})" if day else version


def _compared(record: Record, pair: Pair) -> None:
    """What differs between the two, at the places that pass the filters."""
    try:
        found = _difference(record, pair)
    except DataError as error:
        refusal(error, "The versions cannot be compared.")
        return
    selection = current_selection(record)
    events = narrow(record.dataset, selection)
    places = frozenset(narrow_places(record.dataset, selection, events)[Places.place_id])
    shown = frozenset({selection.place}) if selection.place in record.named else places
    show(
        tag("p", tag("b", escape(f"{_said(found.before)} → {_said(found.after)}")), css="lead")
        + tag("p", escape(found.summary()), css="sentence")
    )
    is_all = len(shown) == len(record.named)
    lists.show_holdings(record, found, None if is_all else shown)
    lists.show_rows(record, found)


def _difference(record: Record, pair: Pair) -> Difference:
    home, rule = home_of(record.location), current_selection(record).rule
    with st.spinner("Comparing the versions"):
        after = read_version(home, pair.until) if pair.until else record.dataset
        return difference(read_version(home, pair.since), after, rule)


def _said(data: Dataset) -> str:
    said = describe_version(data.version, data.digest)
    return said[:1].upper() + said[1:]


def _published(record: Record) -> None:
    """Every published version, the latest first, each with a link to what is new since it; and the feed."""
    home, links = home_of(record.location), Links(record)
    kept = earlier_than(record.dataset, home)
    told = []
    for version in record.dataset.published["version"].tolist()[::-1]:
        day, summary = about(record.dataset, version)
        since = links.changes(version, "What changed since") if version in kept else escape("")
        told.append(lines([tag("b", escape(f"{version}, {day}")), escape(summary), since]))
    if told:
        feed = own_link("api/v1/versions.atom", "Atom feed of the versions")
        show(tag("h3", escape("Published versions"), css="section") + bullets(told) + tag("p", feed, css="aside"))
