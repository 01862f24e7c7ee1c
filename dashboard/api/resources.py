"""What the API has tables of: under which names, by which filters, and which fields say when a row was true."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from dashboard.analysis.filter_options import LISTS
from dashboard.analysis.grammar import WINDOW
from dashboard.exports.table import TableDefinition
from dashboard.exports.tables import TABLES

REPORTS: Final = ("place", *LISTS, "grade", "q", "known")
"""Filters on reports."""
CONTROL: Final = (*REPORTS, "silent", "rule")
"""Filters on places and who held them."""


@dataclass(frozen=True)
class Resource:
    """A table as the API answers it.

    ``filters`` are the parameters of the grammar that change the answer; others are refused, so that none is silently
    without effect. ``first``, ``after`` and ``last`` name the fields of the first day of a row, of the first day after
    it and of its last day.
    """

    definition: TableDefinition
    filters: tuple[str, ...]
    first: str = ""
    after: str = ""
    last: str = ""

    @property
    def name(self) -> str:
        return self.definition.name

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms in which it can be answered."""
        return ("json", "geojson", "csv", "parquet") if self.definition.is_located else ("json", "csv", "parquet")

    @property
    def takes_window(self) -> bool:
        """True where the days asked for are those of reports; else they are those of the rows themselves."""
        return self.name not in ("intervals", "changes")


_FILTERS: Final[dict[str, tuple[str, ...]]] = {
    "reports": (*REPORTS, "rule", *WINDOW),
    "area_reports": ("place", "country", "governorate", "force", "known", *WINDOW),
    "states": (*CONTROL, "on"),
    "intervals": (*CONTROL, "from", "to"),
    "changes": (*REPORTS, "rule", "on", "with", "from", "to"),
    "operations": (*REPORTS, *WINDOW),
    "places": tuple(name for name in (*REPORTS, "silent") if name != "force"),
    "disagreements": (*REPORTS, "rule", "from", "to", "about", "standing"),
    "sources": (*REPORTS, *WINDOW),
}
_TIMES: Final[dict[str, dict[str, str]]] = {
    "area_reports": {"first": "date", "last": "date"},
    "changes": {"first": "date", "last": "date"},
    "operations": {"first": "first", "last": "last"},
    "disagreements": {"first": "first", "last": "last"},
    "sources": {"first": "published_on", "last": "published_on"},
}


def _resource(definition: TableDefinition) -> Resource:
    first, after = definition.span
    times = _TIMES.get(definition.name) or {"first": first, "after": after}
    return Resource(definition, _FILTERS[definition.name], **times)


RESOURCES: Final = MappingProxyType({name: _resource(definition) for name, definition in TABLES.items()})
"""Every table of the record, by the last part of its address."""


def located_resources() -> dict[str, Resource]:
    """Those whose rows may have a position: the collections of features."""
    return {name: resource for name, resource in RESOURCES.items() if resource.definition.is_located}
