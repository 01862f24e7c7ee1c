"""The cards: everything the record says of one report, or of one place on one day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import vocabulary as words
from dashboard.grades import describe_grade
from dashboard.river import RIVER_DISTANCE_KM, RIVER_KM
from dashboard.schema import LIST_SEPARATOR, Events, Operations, Places, Sources
from dashboard.summary import describe_state
from dashboard.text import bullets, escape, link, tag
from dashboard.timespan import format_date, format_day
from dashboard.ui.cache import Record

Row = Mapping[Any, Any]
REPORTS_SHOWN = 6
REASONS = {"Decided by": "decided_by", "Reports that say otherwise": "disputed_by"}


def place_card(record: Record, row: Row, day: date) -> None:
    """Name, situation, state on the day with its deciding reports, and the places's holders over time."""
    history = record.control[record.control[Places.place_id] == row[Places.place_id]]
    parts = [_place_head(row), tag("p", _state_on(record, row, day), css="state")]
    parts += [_reports(title, record, row[ids], day) for title, ids in REASONS.items()]
    if len(history):
        parts.append(tag("h4", "Holders in this record"))
        parts.append(tag("table", *(_holding(record, interval, day) for interval in history.to_dict("records"))))
    st.html(tag("article", *parts, css="card"))


def _place_head(row: Row) -> str:
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
    arabic = f' <bdi lang="ar">{escape(row[Places.name_ar])}</bdi>' if row[Places.name_ar] else ""
    aliases = ", ".join(alias for alias in row[Places.aliases].split(LIST_SEPARATOR) if alias)
    also = tag("p", "Also written ", tag("bdi", escape(aliases)), css="aside") if aliases else ""
    return tag("h3", tag("bdi", escape(row[Places.name])), arabic) + tag(
        "p", escape(" · ".join(part for part in where if part)), css="aside"
    ) + also  # fmt: skip


def _state_on(record: Record, row: Row, day: date) -> str:
    said = f"On {format_day(day)}: {describe_state(row, record.looks)}"
    start = row.get("start")
    if row["force"] and start is not None and not pd.isna(start):
        said += f", since {format_date(start.date(), row.get('start_precision') or 'day')}"
    text = tag("b", escape(said)) + "."
    if row["step"]:
        text += escape(f" Why: {row['step']} (rule “latest”).")
    last = row.get("last_evidence")
    if last is not None and not pd.isna(last):
        text += escape(f" Last evidence up to that day: {format_day(last.date())}.")
    return text


def _reports(title: str, record: Record, ids: Any, day: date) -> str:
    """The reports up to the day, a line each; "" where there is none."""
    events = record.dataset.events
    named = events[events[Events.event_id].isin(ids if isinstance(ids, tuple) else ())]
    known = named[named[Events.date] <= pd.Timestamp(day)]
    if known.empty:
        return ""
    more = f" (first {REPORTS_SHOWN} of {len(known)})" if len(known) > REPORTS_SHOWN else ""
    lines = [_one_line(record, event) for event in known.head(REPORTS_SHOWN).to_dict("records")]
    return tag("h4", escape(title + more)) + bullets(lines)


def _one_line(record: Record, event: Row) -> str:
    when = format_date(event[Events.date].date(), event[Events.date_precision])
    return f"{escape(when)}: {escape(event[Events.note])} {tag('span', _source(record, event), css='aside')}"


def _holding(record: Record, interval: Row, day: date) -> str:
    start, end = interval["start"], interval["end"]
    begins: str = "earlier" if pd.isna(start) else format_date(start.date(), interval["start_precision"])
    now: bool = (pd.isna(start) or start.date() <= day) and (pd.isna(end) or day < end.date())
    look = record.looks.of(interval["force"] or interval["claimant"])
    swatch = f'<i class="swatch" style="background:{look.colour}"></i>'
    cells = tag("td", escape(begins)) + tag("td", swatch, escape(describe_state(interval, record.looks)))
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
        tag("h4", "Source"),
        tag("p", _source(record, event), "<br>", escape(describe_grade(event["grade"]) + "."), _speaker(record, event)),
        _same_incident(record, event),
        tag("p", escape(f"Report {event[Events.event_id]}"), css="aside"),
    ]
    st.html(tag("article", *parts, css="card"))


def _when(event: Row) -> str:
    when = format_date(event[Events.date].date(), event[Events.date_precision])
    return when if pd.isna(event[Events.date_end]) else f"{when} to {format_day(event[Events.date_end].date())}"


def _facts(record: Record, event: Row) -> list[str]:
    """The structured part of a report, a line each; what it does not say stays out."""
    name = record.looks.name
    facts = []
    if event[Events.controlling_force]:
        verb = {"contested": "Claims or fights for it", "besieged": "Holds it, besieged"}.get(
            event[Events.status], "Holds it"
        )
        facts.append(f"{verb}: {name(event[Events.controlling_force])}")
    if event[Events.previous_force]:
        facts.append(f"Held it before: {name(event[Events.previous_force])}")
    if event[Events.actors]:
        known = set(record.dataset.forces["force_id"])
        actors = event[Events.actors].split(LIST_SEPARATOR)
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


def _source(record: Record, event: Row) -> str:
    sources = record.dataset.sources
    found = sources[sources[Sources.source_id] == event[Events.source_id]]
    if found.empty:
        return escape(f"source not named ({event['grade']})")
    source = found.iloc[0]
    title = link(source[Sources.url], source[Sources.title] or source[Sources.publisher])
    reported = event[Events.reported_on]
    when: str = "" if pd.isna(reported) else f", {format_day(reported.date())}"
    return f"{escape(source[Sources.publisher])}: {title}{escape(when)} ({escape(event['grade'])})"


def _speaker(record: Record, event: Row) -> str:
    if not event[Events.attributed_to]:
        return ""
    side = f", speaking for {record.looks.name(event[Events.speaks_for])}" if event[Events.speaks_for] else ""
    return escape(f" It relays {event[Events.attributed_to]}{side}.")


def _same_incident(record: Record, event: Row) -> str:
    if not event[Events.incident_id]:
        return ""
    events = record.dataset.events
    others = events[
        (events[Events.incident_id] == event[Events.incident_id]) & (events[Events.event_id] != event[Events.event_id])
    ]
    lines = [_one_line(record, other) for other in others.head(REPORTS_SHOWN).to_dict("records")]
    return tag("h4", f"Other reports of this incident ({len(others)})") + bullets(lines) if lines else ""
