"""What a report says, who says so and how far that is to be trusted, in plain words.

The words hold text as data gives it: whoever shows them makes it safe, as HTML (``ui``) or without what cannot be seen
(``workbench``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from dashboard.analysis.reader_tables import SourceName
from dashboard.analysis.record_cache import Record
from dashboard.record.areas import describe_area
from dashboard.record.cell_syntax import items
from dashboard.record.derived_columns import GIVEN, KNOWN_FROM, KNOWN_HOW, UNDATED, VOICE
from dashboard.record.schema import AreaReports, Events, Forces
from dashboard.record.vocabulary import AREA_KINDS
from dashboard.timespan import format_date, format_day

Row = Mapping[Any, Any]

STATUS_VERBS: Final = {
    "contested": "claims it or fights for it",
    "besieged": "holds it, besieged",
    "divided": "each hold a part of it",
}
UNNAMED: Final = SourceName("", "source not named", "")


def source_of(record: Record, report: Row) -> SourceName:
    """Where the report, of a place or of an area, was read."""
    return record.sources.get(report[Events.source_id], UNNAMED)


def relayed(record: Record, report: Row) -> str:
    """The speaker whom the source relays, and the side that speaker is on; "" where it relays nobody."""
    side = f", speaking for {record.looks.name(report[VOICE])}" if report[VOICE] else ""
    if report[Events.attributed_to]:
        return f"relays {report[Events.attributed_to]}{side}"
    return side.removeprefix(", ")


def describe_publication(report: Row) -> str:
    """The day of the report; said to be assumed where it is not known."""
    if report[KNOWN_HOW] == GIVEN:
        return f"reported on {format_day(report[KNOWN_FROM].date())}"
    if report[KNOWN_HOW] == UNDATED:
        return "an encyclopedia, day not known: never counted as known at the time"
    return "publication day assumed: not known, taken as the day of the event"


def first_day(report: Row) -> str:
    """The day of the report, or the one it begins on, no more exact than it is known."""
    return format_date(report[Events.date].date(), report[Events.date_precision])


def all_days(event: Row) -> str:
    """The day of the report, or from when to when, where it went on for longer."""
    last = event[Events.date_end]
    return first_day(event) + ("" if pd.isna(last) else f" to {format_day(last.date())}")


def holding_words(record: Record, event: Row) -> str:
    """What the report says of the holder; "says nothing about the holder" where it is silent."""
    if not event[Events.controlling_force]:
        return "says nothing about the holder"
    verb = STATUS_VERBS.get(event[Events.status], "holds it")
    before = event[Events.previous_force]
    taken = f", before it {record.looks.name(before)}" if before else ""
    return f"{record.looks.name(event[Events.controlling_force])} {verb}{taken}"


def deaths_words(event: Row) -> str:
    """Deaths as a range where the report gives one: "40 to 300", "17", "at least 5"; "" where it is silent."""
    low, best, high = (event[c] for c in (Events.deaths_low, Events.deaths_best, Events.deaths_high))
    if pd.notna(low) and pd.notna(high) and low != high:
        return f"{low:,.0f} to {high:,.0f}" + (f", its own figure {best:,.0f}" if pd.notna(best) else "")
    if pd.notna(best):
        return f"{best:,.0f}"
    return f"at least {low:,.0f}" if pd.notna(low) else f"at most {high:,.0f}" if pd.notna(high) else ""


def event_facts(record: Record, event: Row) -> list[str]:
    """The structured part of a report, a line each; what it does not say stays out."""
    name = record.looks.name
    facts = [holding_words(record, event)] if event[Events.controlling_force] else []
    if event[Events.actors]:
        known = set(record.dataset.forces[Forces.force_id])
        actors = items(event[Events.actors])
        facts.append("Acted: " + ", ".join(name(actor) if actor in known else actor for actor in actors))
    if event[Events.targets]:
        facts.append(f"Against: {name(event[Events.targets])}")
    if deaths := deaths_words(event):
        facts.append(f"Deaths reported: {deaths}")
    if operation := record.options["operation"].get(event[Events.operation]):
        facts.append(f"Operation: {operation}")
    return facts


def area_name(record: Record, report: Row) -> str:
    """The area of which a report of a whole area speaks."""
    return describe_area(report[AreaReports.area], record.named)


def area_words(record: Record, report: Row) -> str:
    """What is said of an area: who held, took, lost or left it."""
    kind, name = report[AreaReports.kind], record.looks.name
    holder, lost = report[AreaReports.controlling_force], report[AreaReports.lost_by]
    if kind in ("baseline", "taken"):
        return f"{name(holder)} {AREA_KINDS[kind]}"
    return f"{name(lost)} {AREA_KINDS[kind]}" + (f", to {name(holder)}" if holder else "")
