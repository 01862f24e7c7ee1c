"""The cards: everything the record says of one report, or of one place on one day."""

from __future__ import annotations

from datetime import date

import pandas as pd
from markupsafe import Markup

from dashboard.analysis.record_cache import Control, Record
from dashboard.analysis.sentences import describe_since, describe_state
from dashboard.record import vocabulary as words
from dashboard.record.cell_syntax import items
from dashboard.record.river import RIVER_DISTANCE_KM, RIVER_KM
from dashboard.record.schema import Events, Operations, Places
from dashboard.record.vocabulary import describe_grade
from dashboard.text import arabic, bullets, escape, lines, swatch, tag
from dashboard.timespan import format_date, format_day
from dashboard.ui.html_parts import show
from dashboard.ui.report_lines import Row, describe_publication, holding_words, relayed, report_line, source_line
from dashboard.ui.why import why_section

REPORTS_SHOWN = 6


def place_card(record: Record, basis: Control, row: Row, day: date) -> None:
    """Name, situation, state on the day, why it is shown so, and the place's holders over time."""
    history = basis.intervals[basis.intervals[Places.place_id] == row[Places.place_id]]
    parts = [_place_head(row), tag("p", _state_on(record, row, day), css="state"), why_section(record, basis, row, day)]
    if len(history):
        parts.append(tag("h4", Markup("Holders in this record")))
        parts.append(tag("table", *(_holding(record, interval, day) for interval in history.to_dict("records"))))
    show(tag("article", *parts, css="card"))


def _place_head(row: Row) -> Markup:
    where = [words.PLACE_KINDS.get(row[Places.kind], row[Places.kind]), row[Places.governorate]]
    where.append(words.COUNTRIES.get(row[Places.country], row[Places.country]))
    if not pd.isna(row[RIVER_KM]):
        bank = words.BANKS.get(row[Places.bank], "")
        where.append(f"river km {row[RIVER_KM]:.0f}" + (f", {bank}" if bank else ""))
    elif not pd.isna(row[RIVER_DISTANCE_KM]):
        where.append(f"{row[RIVER_DISTANCE_KM]:.0f} km from the Euphrates")
    else:
        where.append("position not known, not on the map")
    if not pd.isna(row[Places.population]):
        year = "" if pd.isna(row[Places.population_year]) else f" ({row[Places.population_year]:.0f})"
        where.append(f"{row[Places.population]:,.0f} inhabitants{year}")
    also_arabic = Markup(" ") + arabic(row[Places.name_ar]) if row[Places.name_ar] else Markup()
    aliases = ", ".join(items(row[Places.aliases]))
    also = tag("p", Markup("Also written "), tag("bdi", escape(aliases)), css="aside") if aliases else Markup()
    return tag("h3", tag("bdi", escape(row[Places.name])), also_arabic) + tag(
        "p", escape(" · ".join(part for part in where if part)), css="aside"
    ) + also  # fmt: skip


def _state_on(record: Record, row: Row, day: date) -> Markup:
    return tag("b", escape(f"On {format_day(day)}: {describe_since(row, record.looks)}")) + "."


def _holding(record: Record, interval: Row, day: date) -> Markup:
    start, end = interval["start"], interval["end"]
    begins: str = "earlier" if pd.isna(start) else format_date(start.date(), interval["start_precision"])
    now: bool = (pd.isna(start) or start.date() <= day) and (pd.isna(end) or day < end.date())
    look = record.looks.of(interval["force"] or interval["claimant"])
    square = swatch(f"background:{look.colour}", css="swatch")
    cells = tag("td", escape(begins)) + tag("td", square, escape(describe_state(interval, record.looks)))
    return tag("tr", cells, css="now" if now else "")


def event_card(record: Record, event: Row) -> None:
    """What happened, who says so and how sure that is; other reports of the same incident."""
    kind = words.KINDS.get(event[Events.kind], event[Events.kind])
    place = record.named.get(event[Events.town], event[Events.town])
    parts = [
        tag("h3", escape(f"{kind}: {place}")),
        tag("p", escape(_when(event)), css="aside"),
        tag("p", tag("bdi", escape(event[Events.note]))),
        bullets(_facts(record, event)),
        tag("h4", Markup("Source")),
        tag("p", lines(_source(record, event))),
        _same_incident(record, event),
        tag("p", escape(f"Report {event[Events.event_id]}"), css="aside"),
    ]
    show(tag("article", *parts, css="card"))


def _when(event: Row) -> str:
    when = format_date(event[Events.date].date(), event[Events.date_precision])
    return when if pd.isna(event[Events.date_end]) else f"{when} to {format_day(event[Events.date_end].date())}"


def _facts(record: Record, event: Row) -> list[Markup]:
    """The structured part of a report, a line each; what it does not say stays out."""
    name = record.looks.name
    facts = [holding_words(record, event)] if event[Events.controlling_force] else []
    if event[Events.actors]:
        known = set(record.dataset.forces["force_id"])
        actors = items(event[Events.actors])
        facts.append("Acted: " + ", ".join(name(actor) if actor in known else actor for actor in actors))
    if event[Events.targets]:
        facts.append(f"Against: {name(event[Events.targets])}")
    if deaths := describe_deaths(event):
        facts.append(f"Deaths reported: {deaths}")
    operations = record.dataset.operations.set_index(Operations.operation_id)[Operations.name]
    if event[Events.operation] in operations.index:
        facts.append(f"Operation: {operations[event[Events.operation]]}")
    return [escape(fact) for fact in facts]


def describe_deaths(event: Row) -> str:
    """Deaths as a range where the report gives one: "40 to 300", "17", "at least 5"; "" where it is silent."""
    low, best, high = (event[c] for c in (Events.deaths_low, Events.deaths_best, Events.deaths_high))
    if pd.notna(low) and pd.notna(high) and low != high:
        return f"{low:,.0f} to {high:,.0f}" + (f", its own figure {best:,.0f}" if pd.notna(best) else "")
    if pd.notna(best):
        return f"{best:,.0f}"
    return f"at least {low:,.0f}" if pd.notna(low) else f"at most {high:,.0f}" if pd.notna(high) else ""


def _source(record: Record, event: Row) -> list[Markup]:
    grade, published = describe_grade(event["grade"]), describe_publication(event)
    return [source_line(record, event), escape(grade), relayed(record, event), escape(published)]


def _same_incident(record: Record, event: Row) -> Markup:
    if not event[Events.incident_id]:
        return Markup()
    events = record.dataset.events
    others = events[
        (events[Events.incident_id] == event[Events.incident_id]) & (events[Events.event_id] != event[Events.event_id])
    ]
    if others.empty:
        return Markup()
    others_said = [report_line(record, other) for other in others.head(REPORTS_SHOWN).to_dict("records")]
    return tag("h4", escape(f"Other reports of this incident ({len(others)})")) + bullets(others_said)
