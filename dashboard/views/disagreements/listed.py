"""The list of disagreements: its name, days and subject, who stands against whom, and how the rule settles it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.analysis.record_cache import Record
from dashboard.analysis.sentences import count_of, describe_state
from dashboard.disagreements.contradictions import KINDS, STATEMENT
from dashboard.disagreements.disagreements import Disagreement
from dashboard.disagreements.settlement import OPEN, Settlement
from dashboard.record.schema import Events
from dashboard.text import escape, tag
from dashboard.timespan import format_date, format_day
from dashboard.ui.chips import chip, state_chip
from dashboard.ui.disagreement_card import Book, title_of
from dashboard.ui.links import Links
from dashboard.ui.tables import table

MOST_SIDES, MOST_STATES = 4, 2
Rows = Sequence[tuple[Disagreement, Settlement]]


def claims_list(record: Record, book: Book, shown: Rows, opened: str, links: Links) -> Markup:
    """The list as a table whose rows open a disagreement beside it."""
    words = _words(record.dataset.digest, book.rule, book.known, record, book)
    ids = [each.claim_id for each, _ in shown]
    cells = [
        (tag("b", links.claim(each.claim_id, title_of(record, each))) + words[each.claim_id],) for each, _ in shown
    ]  # fmt: skip
    return table(("Disagreement",), cells, ids.index(opened) if opened in ids else -1, css="rows claims tall stays")


@st.cache_resource(show_spinner=False, max_entries=64)
def _words(digest: str, rule: str, known: date | None, _record: Record, _book: Book) -> dict[str, Markup]:
    """What stands under the name of each, worked out once for all sessions."""
    return {each.claim_id: _said(_record, each, settlement) for each, settlement in _book.rows}


def _said(record: Record, each: Disagreement, settlement: Settlement) -> Markup:
    span = format_day(each.first) + ("" if each.first == each.last else f" to {format_day(each.last)}")
    about = ", ".join(KINDS[kind].lower() for kind in each.kinds)
    parts = [tag("div", escape(f"{span} · {about} · {count_of(len(each.reports), 'report')}"), css="aside")]
    if sides := _sides(record, each):
        parts.append(tag("div", *sides, css="sides-of"))
    return Markup().join([*parts, _settled(record, settlement)])


def _sides(record: Record, each: Disagreement) -> list[Markup]:
    """The holders that its reports name, where they differ in them."""
    if each.kinds == (STATEMENT,):
        return []
    reports = filter(None, map(record.event, each.reports))
    holders = [*dict.fromkeys(event[Events.controlling_force] for event in reports if event[Events.controlling_force])]
    if len(holders) < 2:
        return []
    more = [escape(f" and {len(holders) - MOST_SIDES} more")] if len(holders) > MOST_SIDES else []
    return [*(chip(record, holder) for holder in holders[:MOST_SIDES]), *more]


def _settled(record: Record, settlement: Settlement) -> Markup:
    still = tag("span", Markup("open"), css="tag") if settlement.standing == OPEN else Markup()
    if not settlement.states:
        return tag("div", still, Markup("no rule decides it"), css="settled")
    states = [*settlement.states.items()]
    said = []
    for place, state in states[:MOST_STATES]:
        name = "" if len(states) == 1 else f"{record.named.get(place, place)}: "
        begun = state["start"]
        since = "" if pd.isna(begun) else f" since {format_date(begun.date(), state['start_precision'])}"
        said.append(tag("div", state_chip(record, state, f"{name}{describe_state(state, record.looks)}{since}")))
    if len(states) > MOST_STATES:
        said.append(escape(count_of(len(states) - MOST_STATES, "more place")))
    return tag("div", still, *said, css="settled")
