"""Everything in which two versions of the record differ, worked out once a process."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from threading import Condition
from typing import Final

from cachetools import LRUCache, cached

from dashboard.analysis.record_cache import control_of
from dashboard.analysis.sentences import count_of, join_words
from dashboard.record.dataset import Dataset
from dashboard.record.schema import AreaReports, Events, Forces, Operations, Places, Sources, Table
from dashboard.versions.holding_changes import (
    CLAIM,
    HOLDER,
    LOST_PLACE,
    NEW_PLACE,
    TOLD,
    UNTOLD,
    HoldingChange,
    holding_changes,
)
from dashboard.versions.row_changes import TableChanges, row_changes

NOUNS: Final[dict[type[Table], str]] = {
    Events: "reports", AreaReports: "reports of areas", Places: "places", Forces: "forces", Operations: "operations",
    Sources: "sources",
}  # fmt: skip
SAID: Final = {
    HOLDER: "another holder than before",
    UNTOLD: "no holder told where there was one",
    CLAIM: "another claim or status",
    TOLD: "a holder where none was told",
    NEW_PLACE: "holdings of places that are new",
    LOST_PLACE: "holdings gone with places that are no longer in it",
}
"""What differs in holdings, in words."""
KEPT: Final = 16


@dataclass(frozen=True)
class Difference:
    """What differs between two versions. Shared between sessions: read-only."""

    before: Dataset
    after: Dataset
    rule: str
    tables: tuple[TableChanges, ...]
    holdings: tuple[HoldingChange, ...]
    """Under the rule, from all that is reported in each: by what differs in the order of ``SAID``, place and time."""

    @property
    def is_empty(self) -> bool:
        return not self.holdings and all(each.is_empty for each in self.tables)

    @cached_property
    def places(self) -> Counter[str]:
        """At how many places each sort of ``HoldingChange.what`` occurs on some day."""
        return Counter(what for _, what in {(each.place_id, each.what) for each in self.holdings})

    def summary(self) -> str:
        """The reports and the holdings that differ, in two sentences."""
        return f"{self._rows()} {self._places()}"

    def _rows(self) -> str:
        reports = [each for each in self.tables if each.table in (Events, AreaReports)]
        counts = {
            "added": sum(len(each.added) for each in reports),
            "corrected": sum(len(each.corrected) for each in reports),
            "under another id": sum(len(each.renamed) for each in reports),
            "withdrawn": sum(len(each.withdrawn) for each in reports),
        }
        said = [f"{count:,} {word}" for word, count in counts.items() if count]
        return f"Reports: {join_words(said)}." if said else "No report differs."

    def _places(self) -> str:
        head = f"Under the rule “{self.rule}”"
        said = [
            f"{words} at {count_of(self.places[what], 'place')}" for what, words in SAID.items() if self.places[what]
        ]
        return f"{head}, on some day: {join_words(said)}." if said else f"{head} every place is shown as before."


def _key(before: Dataset, after: Dataset, rule: str) -> tuple[str, str, str]:
    return before.digest, after.digest, rule


@cached(LRUCache(KEPT), key=_key, condition=Condition())
def difference(before: Dataset, after: Dataset, rule: str) -> Difference:
    """What differs between an earlier and a later version, with the holdings under this rule."""
    tables = tuple(_tables(before, after))
    touched = frozenset[str]().union(*(each.touched for each in tables if each.table in (Events, AreaReports)))
    old, new = (control_of(data, rule).intervals for data in (before, after))
    places = (before.places[Places.place_id].tolist(), after.places[Places.place_id].tolist())
    turn = {what: at for at, what in enumerate(SAID)}
    found = sorted(holding_changes(old, new, places, touched), key=lambda each: turn[each.what])
    return Difference(before, after, rule, tables, tuple(found))


def _tables(before: Dataset, after: Dataset) -> list[TableChanges]:
    frames = {
        Events: (before.events, after.events),
        AreaReports: (before.area_reports, after.area_reports),
        Places: (before.places, after.places),
        Forces: (before.forces, after.forces),
        Operations: (before.operations, after.operations),
        Sources: (before.sources, after.sources),
    }
    return [
        row_changes(table, *pair, after.withdrawn if table in (Events, AreaReports) else None)
        for table, pair in frames.items()
    ]
