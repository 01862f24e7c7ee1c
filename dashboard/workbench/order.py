"""The number by which the browser knows a report: its turn in the order of time among all reports of the record.

It does not depend on the filters, so that the texts of reports are fetched once for all of them.
"""

from __future__ import annotations

from typing import Final

from dashboard.analysis.record_cache import Record
from dashboard.record.schema import Events

NO_ROW: Final = -1


def row_of(record: Record, event_id: str) -> int:
    """The number of the report with this id, present or former; ``NO_ROW`` where there is none."""
    return record.event_rows.get(event_id, NO_ROW)


def event_at(record: Record, row: int) -> str:
    """The id of the report with this number; "" where there is none."""
    events = record.dataset.events
    return str(events[Events.event_id].iloc[row]) if 0 <= row < len(events) else ""
