"""Disagreements as a reader sees them: a row each in a table, and all reports side by side in a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.analysis.record_cache import Control, Record
from dashboard.analysis.sentences import count_of, describe_state, describe_verdict, join_words
from dashboard.disagreements.contradictions import KINDS, STATEMENT
from dashboard.disagreements.disagreements import (
    Disagreement,
    Histories,
    Verdicts,
    find_disagreements,
    histories_of,
)
from dashboard.disagreements.settlement import OPEN, Settlement, settle
from dashboard.record.areas import MEMBERS
from dashboard.record.cell_syntax import items
from dashboard.record.derived_columns import known_by
from dashboard.record.load import SHIPPED_NAME
from dashboard.record.schema import AreaReports, Events, Places, Sources
from dashboard.record.side_tables import Disagreements, read_companion
from dashboard.text import bullets, escape, lines, link, tag
from dashboard.timespan import format_date, format_day
from dashboard.ui.links import Links
from dashboard.ui.report_lines import area_lines, full_line, of_how_many

Row = Mapping[Any, Any]
MOST_PLACES: Final = 3
MOST_TOLD: Final = 4
"""Places of which the card says at once how the rule settles them."""
MOST_LINKS: Final = 6
MOST_AREAS: Final = 6
AROUND: Final = pd.Timedelta(days=14)
"""Reports of areas from so long before and after are shown with a disagreement."""


@dataclass(frozen=True)
class Book:
    """Every disagreement by one rule, with how the rule settles it. Shared between sessions: read-only."""

    rows: tuple[tuple[Disagreement, Settlement], ...]
    verdicts: Verdicts
    histories: Histories
    rule: str
    known: date | None


def book_of(record: Record, basis: Control) -> Book:
    """Worked out once for all sessions."""
    return _book(record.dataset.digest, basis.rule.name, basis.known, record, basis)


@st.cache_resource(show_spinner=False, max_entries=64)
def _book(digest: str, rule: str, known: date | None, _record: Record, _basis: Control) -> Book:
    data = _record.dataset
    events = known_by(data.events, known)
    named = read_companion(Disagreements) if data.name == SHIPPED_NAME else pd.DataFrame()
    verdicts, histories = _basis.verdicts, histories_of(_basis.intervals)
    place_of = dict(zip(events[Events.event_id], events[Events.town], strict=True))
    found = find_disagreements(events, verdicts, histories, named)
    rows = tuple((each, settle(each, place_of, verdicts, histories)) for each in found)
    return Book(rows, verdicts, histories, rule, known)


def named_disagreements() -> list[tuple[str, str]]:
    """Id and title of every disagreement of the shipped record that has a name."""
    named = read_companion(Disagreements)
    return [*zip(named[Disagreements.disagreement_id], named[Disagreements.title], strict=True)]


def title_of(record: Record, each: Disagreement) -> str:
    """Its name, or its places and first day."""
    return each.title or f"{_places(record, each)}, {format_day(each.first)}"


def _places(record: Record, each: Disagreement) -> str:
    names = [record.named.get(place, place) for place in each.places]
    if len(names) > MOST_PLACES:
        names = [*names[: MOST_PLACES - 1], f"{len(names) - MOST_PLACES + 1} more places"]
    return join_words(names)


def _state(record: Record, place: str, state: Row, alone: bool) -> str:
    start = state["start"]
    since: str = "" if pd.isna(start) else f" since {format_date(start.date(), state['start_precision'])}"
    name = "" if alone else f"{record.named.get(place, place)} "
    return f"{name}{describe_state(state, record.looks)}{since}"


def _reports(record: Record, each: Disagreement) -> list[Row]:
    """Its reports, in the order of their days."""
    rows = [record.event(event_id) for event_id in each.reports]
    return [row for row in rows if row is not None]


def sides_of(record: Record, each: Disagreement) -> list[tuple[str, list[Row]]]:
    """The reports by what they say: by holder where they name several and differ in more than figures, else by date."""
    reports = _reports(record, each)
    several = len({event[Events.controlling_force] for event in reports} - {""}) > 1 and each.kinds != (STATEMENT,)
    sides = dict[str, list[Row]]()
    for event in reports:
        holder = event[Events.controlling_force]
        named = record.looks.name(holder) if holder else "Nothing about the holder"
        when = format_date(event[Events.date].date(), event[Events.date_precision])
        sides.setdefault(named if several else when, []).append(event)
    return [*sides.items()]


def claim_card(record: Record, basis: Control, book: Book, row: tuple[Disagreement, Settlement]) -> Markup:
    """All of one disagreement, as safe HTML."""
    each, settlement = row
    span = format_day(each.first) + ("" if each.first == each.last else f" to {format_day(each.last)}")
    apart = f" · dates at least {count_of(each.apart, 'day')} apart" if each.apart else ""
    about = join_words([KINDS[kind].lower() for kind in each.kinds])
    parts = [
        tag("h3", tag("bdi", escape(title_of(record, each)))),
        tag("p", escape(f"{span} · disputed: {about}{apart}"), css="aside"),
        tag("p", escape(each.said)) if each.said else Markup(),
        _settled(record, basis, settlement),
        tag("p", tag("b", Markup("On the map: ")), lines(_links(record, each))),
        tag("div", *(_side(record, book, *side, len(each.places) > 1) for side in sides_of(record, each)), css="sides"),
        _areas(record, book, each),
        _figures(record, each),
    ]
    return tag("article", *parts, css="card")


def _settled(record: Record, basis: Control, settlement: Settlement) -> Markup:
    head = tag("h4", escape(f"How the rule “{basis.rule.name}” settles it"))
    if not settlement.states:
        return head + tag("p", Markup("It does not: no rule decides it, the reports stand side by side."))
    settled = [
        tag("b", escape(_state(record, place, state, alone=False))) + escape(f": {state['step']}.")
        for place, state in settlement.states.items()
    ]
    accepted = f"{settlement.accepted} of {count_of(settlement.judged, 'report')} on the holder accepted."
    still = "" if settlement.standing != OPEN else " It is still open."
    more = settled[MOST_TOLD:]
    rest = (
        tag("details", tag("summary", escape(count_of(len(more), "more place"))), bullets(more)) if more else Markup()
    )
    return head + bullets(settled[:MOST_TOLD]) + rest + tag("p", escape(accepted + still))


def _side(record: Record, book: Book, side: str, events: list[Row], names_place: bool) -> Markup:
    told = []
    for event in events:
        found = book.verdicts.get(event[Events.event_id])
        verdict = describe_verdict(found, book.known) if found else ""
        where = tag("bdi", escape(record.named[event[Events.town]])) if names_place else Markup()
        told.append(lines([where, full_line(record, event, verdict)]))
    return tag("section", tag("h5", escape(side)), bullets(told))


def _areas(record: Record, book: Book, each: Disagreement) -> Markup:
    """What was said in those weeks of whole areas in which one of its places lies."""
    reports = known_by(record.dataset.area_reports, book.known)
    first, last = pd.Timestamp(each.first) - AROUND, pd.Timestamp(each.last) + AROUND
    near = reports[reports[AreaReports.date].between(first, last)]
    places = {*each.places}
    about = [not places.isdisjoint(items(members)) for members in near[MEMBERS]]
    told = area_lines(record, near.loc[about, AreaReports.report_id].tolist(), MOST_AREAS)
    if not told:
        return Markup()
    head = "Said of whole areas, not of these places" + of_how_many(sum(about), MOST_AREAS)
    return tag("h4", escape(head)) + bullets(told)


def _figures(record: Record, each: Disagreement) -> Markup:
    """What the places table says, where that is one side of it."""
    places, sources = record.dataset.places, record.dataset.sources.set_index(Sources.source_id)
    figures = []
    counted = places[places[Places.place_id].isin(each.figures) & places[Places.population].notna()]
    for row in counted.to_dict("records"):
        year = "" if pd.isna(row[Places.population_year]) else f" in {row[Places.population_year]:.0f}"
        said = escape(f"{row[Places.name]}: {row[Places.population]:,.0f} inhabitants{year}")
        if row[Places.source_id] in sources.index:
            source = sources.loc[row[Places.source_id]]
            said += escape(f" ({source[Sources.publisher]}: ") + link(source[Sources.url], source[Sources.title]) + ")"
        figures.append(said)
    return tag("h4", Markup("The table of places says")) + bullets(figures) if figures else Markup()


def _links(record: Record, each: Disagreement) -> list[Markup]:
    """Links to the home page, for each place on the first and the last day of its reports."""
    days = dict[str, list[date]]()
    for event in _reports(record, each):
        days.setdefault(event[Events.town], []).append(event[Events.date].date())
    return [
        escape(record.named.get(place, place)) + ": "
        + Markup(" · ").join(Links(record).day(place, day) for day in dict.fromkeys((min(own), max(own))))
        for place, own in [*days.items()][:MOST_LINKS]
    ]  # fmt: skip
