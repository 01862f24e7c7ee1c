"""Checked text becomes typed frames, with the columns that follow from others."""

from __future__ import annotations

from datetime import date
from typing import Final

import pandas as pd

from dashboard.record.cell_syntax import items
from dashboard.record.schema import LIST_SEPARATOR, AreaReports, Column, Events, Forces, Sources, Table
from dashboard.timespan import ONE_DAY, period_end

DEFAULTS: Final = {
    Events.kind: "control_change",
    Events.status: "held",
    Events.date_precision: "day",
    Events.credibility: "6",
}
UNGRADED: Final = "F"
"""Reliability of a report whose source is not named or not graded."""

HINDSIGHT: Final = "encyclopedia"
"""The kind of source that is written, and rewritten, long after the event."""

UNTIL: Final = "until"
GRADE: Final = "grade"
KNOWN_FROM: Final = "known_from"
KNOWN_HOW: Final = "known_how"
"""How the day of publication is known: ``GIVEN``, ``ASSUMED`` (the day of the event stands for it) or ``UNDATED``."""
GIVEN, ASSUMED, UNDATED = "given", "assumed", "undated"
FORCES: Final = "forces"
VOICE: Final = "voice"
SPEAKER: Final = "speaker"
ORIGIN: Final = "origin"


def typed_frame(frame: pd.DataFrame, table: type[Table]) -> pd.DataFrame:
    """The checked text of one table with the types of its columns, counted from 0."""
    typed = {name: _typed(frame[name], column) for name, column in table.columns().items()}
    return pd.DataFrame(typed).reset_index(drop=True)


def _typed(cells: pd.Series, column: Column) -> pd.Series:
    if column.type == "date":
        return cells.mask(cells == "").astype("datetime64[s]")
    if column.type in {"integer", "number"}:
        return cells.mask(cells == "").astype("float64")
    return cells


def with_derived(events: pd.DataFrame, forces: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The typed events with defaults for blanks and the further columns of ``Dataset``, in its order."""
    filled = {name: events[name].mask(events[name] == "", word) for name, word in DEFAULTS.items()}
    events = events.assign(**filled)
    derived = {
        UNTIL: _until(events),
        GRADE: _reliability(events, sources) + events[Events.credibility],
        **_publication(events, sources),
        FORCES: _forces(events, forces),
        **_whose_word(events, sources),
    }
    order = [Events.date, KNOWN_FROM, Events.event_id]
    return events.assign(**derived).sort_values(order, kind="stable", ignore_index=True)


def with_derived_areas(reports: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The typed area reports with defaults for blanks and the further columns of ``Dataset``."""
    names = (Events.date_precision, Events.credibility)
    filled = reports.assign(**{name: reports[name].mask(reports[name] == "", DEFAULTS[name]) for name in names})
    derived = {
        GRADE: _reliability(filled, sources) + filled[Events.credibility],
        **_publication(filled, sources),
        **_whose_word(filled, sources),
    }
    order = [AreaReports.date, KNOWN_FROM, AreaReports.report_id]
    return filled.assign(**derived).sort_values(order, kind="stable", ignore_index=True)


def known_by(reports: pd.DataFrame, day: date | None) -> pd.DataFrame:
    """The reports, of places or of areas, that had been published by the day; all of them without one."""
    if day is None:
        return reports
    return reports[(reports[KNOWN_FROM] <= pd.Timestamp(day)) & (reports[KNOWN_HOW] != UNDATED)]


def _publication(reports: pd.DataFrame, sources: pd.DataFrame) -> dict[str, pd.Series]:
    """Since when each report can have been known, and how that is known.

    The day on which it was published, or its source was; else the day of the event is taken for it. An encyclopedia
    that gives no day is not known at the time: it was written with hindsight.
    """
    named = sources.set_index(Sources.source_id)
    published = named[Sources.published_on].reindex(reports[Events.source_id]).set_axis(reports.index)
    published = published.where(published >= reports[Events.date])
    given = reports[Events.reported_on].fillna(published)
    hindsight = named[Sources.kind].reindex(reports[Events.source_id]).set_axis(reports.index) == HINDSIGHT
    how = (
        pd.Series(GIVEN, reports.index, dtype="str").mask(given.isna(), ASSUMED).mask(given.isna() & hindsight, UNDATED)
    )
    return {KNOWN_FROM: given.fillna(reports[Events.date]), KNOWN_HOW: how}


def _until(events: pd.DataFrame) -> pd.Series:
    """First day after the event, or after the period its date stands for, whichever is later."""
    pairs = list(zip(events[Events.date], events[Events.date_precision], strict=True))
    ends = {(day, precision): period_end(day.date(), precision) for day, precision in set(pairs)}
    periods = pd.Series([ends[pair] for pair in pairs], events.index, dtype="datetime64[s]")
    after = events[Events.date_end] + pd.Timedelta(ONE_DAY)
    return periods.mask(after > periods, after)


def _reliability(events: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    graded = sources[sources[Sources.reliability] != ""].set_index(Sources.source_id)[Sources.reliability]
    return events[Events.source_id].map(graded).fillna(UNGRADED).astype("str")


def _whose_word(events: pd.DataFrame, sources: pd.DataFrame) -> dict[str, pd.Series]:
    """Whom each report speaks for, who says it, and the origin it goes back to; "" where that is not known."""
    named = sources.set_index(Sources.source_id)
    origin = named[Sources.origin].where(named[Sources.origin] != "", named.index)
    of_source, origin = (events[Events.source_id].map(c).fillna("") for c in (named[Sources.speaks_for], origin))
    said, relayed = events[Events.speaks_for], events[Events.attributed_to]
    whose = {VOICE: said.where(said != "", of_source), SPEAKER: relayed.where(relayed != "", origin), ORIGIN: origin}
    return {name: column.astype("str") for name, column in whose.items()}


def _forces(events: pd.DataFrame, forces: pd.DataFrame) -> pd.Series:
    """Every force of a report in any role, in the order of the forces table."""
    order = {force: place for place, force in enumerate(forces[Forces.force_id])}
    roles = [Events.controlling_force, Events.previous_force, Events.targets, Events.actors]
    joined = events[roles[0]].str.cat(events[roles[1:]], sep=LIST_SEPARATOR)
    found = {
        text: LIST_SEPARATOR.join(sorted(order.keys() & items(text), key=order.__getitem__)) for text in joined.unique()
    }
    return joined.map(found).astype("str")
