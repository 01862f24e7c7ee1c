"""Why this colour? The chain from reports to the holder shown: the rule's step, the reports, and the other rules."""

from __future__ import annotations

from datetime import date
from typing import Final

import pandas as pd
from markupsafe import Markup

from dashboard.analysis.record_cache import Control, Record, control_of
from dashboard.analysis.selection import at_place
from dashboard.analysis.sentences import count_of, describe_state, describe_verdict
from dashboard.control.on_day import intervals_on
from dashboard.control.rules import RULES
from dashboard.record.derived_columns import known_by
from dashboard.record.schema import Events, Places
from dashboard.text import bullets, escape, tag
from dashboard.timespan import format_day
from dashboard.ui.report_lines import Row, area_lines, full_line, of_how_many

MOST: Final = 6
AROUND: Final = pd.Timedelta(days=30)
TITLE: Final = "Why this colour?"


def why_section(record: Record, basis: Control, row: Row, day: date) -> Markup:
    """The section of a place's card, as safe HTML."""
    own = at_place(record.dataset.events, row[Places.place_id])[Events.event_id]
    verdicts = {key: describe_verdict(basis.verdicts[key], basis.known) for key in own if key in basis.verdicts}
    deciding = _reports(record, row["decided_by"], day)
    dissenting = _reports(record, row["disputed_by"], day)
    around = _around(record, basis, row, day, {*deciding[Events.event_id], *dissenting[Events.event_id]})
    parts = [
        tag("h4", escape(TITLE)),
        tag("p", tag("b", escape(f"Rule “{basis.rule.name}”: ")), escape(f"{row['step']}.")),
        tag("p", escape(evidence_age(row, day))),
        _other_rules(record, basis, row, day),
        _areas(record, row),
        _list(record, "Reports that decide", deciding, verdicts),
        _list(record, "Reports that say otherwise", dissenting, verdicts),
        _list(record, "Other reports on the holder within 30 days", around, verdicts),
    ]
    return tag("section", *parts, css="why")


def evidence_age(row: Row, day: date) -> str:
    """How old the evidence is on the day, in words."""
    last = row.get("last_evidence")
    if last is None or pd.isna(last):
        known = bool(row["force"] or row["claimant"])
        faded = " It is more than a year later, so the colour is pale." if row.get("faded") else ""
        said = f"Inferred from a later report; none up to this day says it.{faded}"
        return said if known else "No report says who held it on that day."
    days = (day - last.date()).days
    age = "of that very day" if days == 0 else f"{count_of(days, 'day')} before"
    faded = " So much has been reported around it since that the colour fades." if row.get("faded") else ""
    return f"Last evidence: {format_day(last.date())}, {age}.{faded}"


def _reports(record: Record, ids: tuple[str, ...], day: date) -> pd.DataFrame:
    """The named reports of days up to the one shown; where none is that old, those the state is inferred from."""
    events = record.dataset.events
    named = events[events[Events.event_id].isin(ids)]
    known = named[named[Events.date] <= pd.Timestamp(day)]
    return known if len(known) else named.head(1)


def _around(record: Record, basis: Control, row: Row, day: date, named: set[str]) -> pd.DataFrame:
    """What else is reported of the holder in the weeks around the day, within what was known."""
    events, shown = record.dataset.events, pd.Timestamp(day)
    near = (events[Events.town] == row[Places.place_id]) & (events[Events.controlling_force] != "")
    near &= ((events[Events.date] - shown).abs() <= AROUND) & ~events[Events.event_id].isin(named)
    return known_by(events[near], basis.known)


def _list(record: Record, title: str, reports: pd.DataFrame, verdicts: dict[str, str]) -> Markup:
    if reports.empty:
        return Markup()
    rows = reports.tail(MOST).to_dict("records")
    lines = [full_line(record, event, verdicts.get(event[Events.event_id], "")) for event in rows]
    return tag("h5", escape(title + of_how_many(len(reports), MOST))) + bullets(lines)


def _areas(record: Record, row: Row) -> Markup:
    """The reports of a whole area behind the state, each with the area of which it is said."""
    ids = row["area_reports"]
    if not ids:
        return Markup()
    head = tag("h5", escape("Said of a whole area, not of this place" + of_how_many(len(ids), MOST)))
    return head + bullets(area_lines(record, ids, MOST))


def _other_rules(record: Record, basis: Control, row: Row, day: date) -> Markup:
    lines = []
    for name in RULES:
        if name != basis.rule.name:
            intervals = control_of(record.dataset, name, basis.known).intervals
            state = intervals_on(intervals[intervals["place_id"] == row[Places.place_id]], day)
            said = describe_state(state.iloc[0].to_dict(), record.looks) if len(state) else "no report"
            lines.append(tag("b", escape(name.capitalize())) + escape(f": {said}"))
    return tag("h5", Markup("What the other rules say")) + bullets(lines)
