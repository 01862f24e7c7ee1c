"""The named tables that a reader can carry away; every page, file and address means the same by a name."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from dashboard.exports.control_tables import CHANGES, INTERVALS, STATES
from dashboard.exports.disagreement_table import DISAGREEMENTS
from dashboard.exports.record_tables import OPERATIONS, PLACES, SOURCES
from dashboard.exports.report_tables import AREA_REPORTS, REPORTS
from dashboard.exports.table import TableDefinition

TABLES: Final = MappingProxyType(
    {
        definition.name: definition
        for definition in (
            REPORTS, AREA_REPORTS, STATES, INTERVALS, CHANGES, OPERATIONS, PLACES, DISAGREEMENTS, SOURCES
        )
    }
)  # fmt: skip
"""``TABLES["reports"].extract(query)`` is the table of what the query asks."""


def definition_of(name: str) -> TableDefinition:
    """The table of this name; ``ValueError`` that names all there are, where there is none."""
    if name not in TABLES:
        raise ValueError(f"there is no table {name!r}; there are {', '.join(TABLES)}")
    return TABLES[name]
