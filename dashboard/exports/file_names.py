"""Names of files that are safe on every system and say what is inside."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from dashboard.exports.control_tables import CHANGES, STATES
from dashboard.exports.query import Query
from dashboard.exports.report_tables import AREA_REPORTS, REPORTS
from dashboard.record.load import SHIPPED_NAME

LONGEST: Final = 120
_UNFIT: Final = re.compile(r"[^a-z0-9]+")
_PROJECT: Final = "euphrates"


def plain(text: str) -> str:
    """The text as a part of a file name: small Latin letters, digits and hyphens; "" where it has none of them."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _UNFIT.sub("-", folded).strip("-")


def file_stem(query: Query, table: str) -> str:
    """Record, table, place, days, rule and known-day, as far as they bound the table; without a suffix.

    No name is hidden, reserved or a path: it begins with the project or the record, and holds no dot and no slash.
    """
    selection, name = query.selection, query.dataset.name
    days = [day.isoformat() for day in _days(query, table)]
    parts = [
        _PROJECT if name == SHIPPED_NAME else f"{_PROJECT}-{plain(name)}",
        table.replace("_", "-"),
        plain(selection.place),
        "-to-".join(days),
        selection.rule,
        f"known-{selection.known}" if selection.known else "",
    ]
    return "_".join(part.strip("-") for part in parts if part)[:LONGEST].rstrip("_-")


def _days(query: Query, table: str) -> tuple[date, ...]:
    """The day of states, the two days of changes, the days of reports; none where the table is of all days."""
    if table == STATES.name:
        return (query.selection.on,)
    if table == CHANGES.name:
        return query.days or ()
    is_of_reports = table in (REPORTS.name, AREA_REPORTS.name)
    return (query.window.start, query.window.last) if query.window and is_of_reports else ()
