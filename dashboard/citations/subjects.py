"""What can be cited: a report, a place, a holding, a disagreement, a view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard.analysis.record_cache import Record
from dashboard.analysis.report_words import all_days, relayed, source_of
from dashboard.analysis.sentences import describe_state
from dashboard.citations.forms import Citation
from dashboard.record.load import AUTHOR, LICENCE_NAME, SHIPPED_NAME
from dashboard.record.schema import Events, Places
from dashboard.record.vocabulary import KINDS
from dashboard.timespan import ONE_DAY, format_date, format_day

Row = Mapping[Any, Any]
CONTAINER: Final = "Euphrates Valley conflict timeline"


@dataclass(frozen=True)
class Clock:
    """What a view was shown by: the day, the rule and the day of knowledge (None: all reports)."""

    on: date
    rule: str
    known: date | None

    def words(self) -> tuple[str, str]:
        """Rule and knowledge as phrases."""
        known = f"as known on {format_day(self.known)}" if self.known else "from all reports of the version"
        return f"rule “{self.rule}”", known


def cite_record(record: Record, url: str) -> Citation:
    """The record as a whole, up to its last day."""
    data = record.dataset
    title = CONTAINER if data.name == SHIPPED_NAME else data.name
    licence = LICENCE_NAME if data.name == SHIPPED_NAME else ""
    return _cited(record, "record", title, url, f"reports to {data.last_day}", licence)


def cite_report(record: Record, event: Row, url: str) -> Citation:
    """One report, with the article in which it was read. No rule is named: what a source said depends on none."""
    place = record.named.get(event[Events.town], event[Events.town])
    kind = KINDS.get(event[Events.kind], event[Events.kind])
    title = f"Report {event[Events.event_id]}: {kind}, {place}, {all_days(event)}"
    source, speaker = source_of(record, event), relayed(record, event)
    read_in = ": ".join(part for part in (source.publisher, f"“{source.title}”" if source.title else "") if part)
    said = ", ".join(part for part in (read_in or "a source that is not named", source.url) if part)
    return _cited(record, event[Events.event_id], title, url, f"read in {said}", f"graded {event['grade']}", speaker)


def cite_place(record: Record, place: Row, clock: Clock, url: str) -> Citation:
    """All that the record has on one place, as its page shows it."""
    title = f"{_place_name(place)}: who held it, and who says so"
    return _cited(record, place[Places.place_id], title, url, _shown(clock), *clock.words())


def cite_holding(record: Record, place: Row, holding: Row, clock: Clock, url: str) -> Citation:
    """One holding of a place: from when to when, by whom, decided by which reports."""
    title = f"{_place_name(place)}, {days_of(holding)}: {describe_state(holding, record.looks)}"
    reports = [*holding["decided_by"], *holding["area_reports"]]
    decided = f"decided by {', '.join(reports[:MOST_NAMED])}" if reports else ""
    more = f" and {len(reports) - MOST_NAMED} more" if len(reports) > MOST_NAMED else ""
    start: str = "" if pd.isna(holding["start"]) else f"-{holding['start']:%Y-%m-%d}"
    key = f"{place[Places.place_id]}-holding{start}"
    return _cited(record, key, title, url, *clock.words(), decided + more)


MOST_NAMED: Final = 3
"""Reports that a citation of a holding names; its page names all of them."""


def cite_disagreement(record: Record, claim_id: str, title: str, clock: Clock, url: str) -> Citation:
    """One disagreement between reports, and how the rule settles it."""
    return _cited(record, f"disagreement-{claim_id}", f"Disagreement: {title}", url, *clock.words())


def cite_view(record: Record, page: str, filters: str, clock: Clock, url: str) -> Citation:
    """What a page shows; ``filters`` in words, "" for none."""
    title = f"{page}, {format_day(clock.on)}"
    key = f"{page}-{clock.on.isoformat()}"
    return _cited(record, key, title, url, *clock.words(), f"filters: {filters}" if filters else "")


def days_of(holding: Row) -> str:
    """From when to when a holding lasts, no more exact than its beginning is known."""
    first, end = holding["start"], holding["end"]
    last: str = "" if pd.isna(end) else format_day((end - pd.Timedelta(ONE_DAY)).date())
    if pd.isna(first):
        return f"until {last}" if last else "at all times"
    begun = format_date(first.date(), holding["start_precision"])
    return f"{begun} to {last}" if last else f"since {begun}"


def _shown(clock: Clock) -> str:
    return f"day shown {format_day(clock.on)}"


def _place_name(place: Row) -> str:
    also = place[Places.name_ar]
    return f"{place[Places.name]} ({also})" if also else str(place[Places.name])


def _cited(record: Record, key: str, title: str, url: str, *details: str) -> Citation:
    data = record.dataset
    is_shipped = data.name == SHIPPED_NAME
    return Citation(
        key=f"euphrates-{key}",
        title=title,
        container=CONTAINER if is_shipped else data.name,
        author=AUTHOR if is_shipped else "",
        version=data.version,
        digest=data.digest,
        issued=data.published_on,
        url=url,
        accessed=date.today(),
        details=details,
    )
