"""The lists of the page: holdings that changed, and rows that were added, corrected and withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.analysis.record_cache import Record
from dashboard.analysis.sentences import count_of
from dashboard.record.looks import Looks
from dashboard.record.schema import Events
from dashboard.text import clean_cell, escape, lines, tag
from dashboard.ui.html_parts import show
from dashboard.ui.links import Links
from dashboard.ui.tables import offer_csv, table
from dashboard.versions.as_text import NO_REASON, cell_words, days_words, holding_words, labels, place_names
from dashboard.versions.difference import NOUNS, SAID, Difference
from dashboard.versions.holding_changes import NEW_PLACE, HoldingChange
from dashboard.versions.row_changes import Corrected, TableChanges

MOST: Final = 200
"""Rows of a list on the page; the table that can be carried away has all of them."""
MOST_REPORTS: Final = 3


def show_holdings(record: Record, found: Difference, places: Collection[str] | None) -> None:
    """The holdings that differ, those of new places apart; only at these places, unless None is given."""
    shown = [each for each in found.holdings if places is None or each.place_id in places]
    changed = [each for each in shown if each.what != NEW_PLACE]
    new = [each for each in shown if each.what == NEW_PLACE]
    where = "" if places is None else " at the places that pass the filters"
    show(tag("h3", escape(f"{count_of(len(changed), 'holding')} shown otherwise{where}"), css="section"))
    if changed:
        _holdings(record, found, changed, "holdings")
    if new:
        with st.expander(
            f"{count_of(len(new), 'holding')} of places that are new", key="new_places", on_change="rerun"
        ) as it:
            if it.open:
                _holdings(record, found, new, "new-holdings")


def _holdings(record: Record, found: Difference, changes: Sequence[HoldingChange], name: str) -> None:
    named, links = place_names(found), Links(record)
    old, new = (Looks(data.forces) for data in (found.before, found.after))
    rows = [_holding_row(record, each, named, (old, new), links) for each in changes[:MOST]]
    show(table(("Place", "Days", "Then", "Now", "Decided by"), rows, css="tall stacked"))
    _count_rest(len(changes))
    carried = pd.DataFrame(
        {
            "Place": [named[each.place_id] for each in changes],
            "From": [each.start.isoformat() if each.start else "" for each in changes],
            "Up to, not including": [each.end.isoformat() if each.end else "" for each in changes],
            "What differs": [each.what for each in changes],
            "Then": [holding_words(each.before, old) for each in changes],
            "Now": [holding_words(each.after, new) for each in changes],
            "Reports": [" ".join(each.reports) for each in changes],
        }
    )
    offer_csv(carried.map(clean_cell), name)


def _holding_row(
    record: Record, each: HoldingChange, named: Mapping[str, str], looks: tuple[Looks, Looks], links: Links
) -> tuple[Markup, ...]:
    name, days = named[each.place_id], days_words(each.start, each.end)
    is_there = each.place_id in record.named
    place = links.town(each.place_id, name, each.start) if is_there else tag("bdi", escape(name))
    reports = [links.report(key) for key in each.reports[:MOST_REPORTS]]
    if len(each.reports) > MOST_REPORTS:
        reports.append(escape(f"and {len(each.reports) - MOST_REPORTS} more"))
    what = tag("div", escape(SAID[each.what]), css="aside")
    then, now = (
        escape(holding_words(state, look)) for state, look in zip((each.before, each.after), looks, strict=True)
    )
    return place, escape(days) + what, then, now, lines(reports)


def show_rows(record: Record, found: Difference) -> None:
    """Withdrawn and corrected reports, then what was added, then the other tables."""
    for changes in found.tables:
        if not changes.is_empty:
            _table(record, found, changes)


def _table(record: Record, found: Difference, changes: TableChanges) -> None:
    noun = NOUNS[changes.table]
    show(tag("h3", escape(f"{noun[:1].upper()}{noun[1:]}"), css="section"))
    link: Callable[[str], Markup] = Links(record).report if changes.table is Events else escape
    before, after = labels(found.before, changes.table), labels(found.after, changes.table)
    gone = [
        (escape(key), escape(before[key]), escape(reason or NO_REASON), lines(map(link, instead)))
        for key, reason, instead in changes.withdrawn
    ]
    _list(f"{noun} withdrawn", ("Was", "About", "Reason", "In its place"), gone, is_open=True)
    corrected = [(link(each.key), escape(after[each.key]), _cells(each)) for each in changes.corrected]
    _list(f"{noun} corrected", ("Which", "About", "What was corrected"), corrected)
    renamed = [(link(each.key), escape(each.former), escape(after[each.key])) for each in changes.renamed]
    _list(f"{noun} under another id", ("Now", "Before", "About"), renamed)
    _list(f"{noun} added", ("Which", "About"), [(link(key), escape(after[key])) for key in changes.added])


def _cells(each: Corrected) -> Markup:
    return lines([escape(cell_words(cell)) for cell in each.cells])


def _list(what: str, head: Sequence[str], rows: Sequence[tuple[Markup, ...]], is_open: bool = False) -> None:
    """A list that is drawn once it is opened; nothing where it is empty."""
    if not rows:
        return
    with st.expander(f"{len(rows):,} {what}", key=what.replace(" ", "-"), on_change="rerun", expanded=is_open) as it:
        if it.open:
            show(table(head, rows[:MOST], css="tall stacked"))
            _count_rest(len(rows))


def _count_rest(count: int) -> None:
    if count > MOST:
        st.caption(f"The first {MOST} of {count:,} are listed; `python -m dashboard diff --json` gives all.")
