"""Imported events as the API answers them: always in pages, straight from the engine that holds them.

Only the store that the server was given: what a visitor uploads is for that visitor alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from threading import Condition
from typing import Any, Final

import numpy as np
import pandas as pd
from cachetools import LRUCache, cached

from dashboard.analysis.grammar import WINDOW, asked, parameters_of, selection_of
from dashboard.analysis.program import program_version
from dashboard.analysis.record_cache import Record, bounded
from dashboard.api.bodies import FILES, GEOJSON_TYPE, JSON_TYPE, Link, body_of_page, links_json, media_type, now
from dashboard.api.pages import Found, Page, digest, pack, unpack, without
from dashboard.api.parameters import DEFAULT_LIMIT, PAGING, Moments
from dashboard.api.refusals import Refused, no_events, not_found, stale_cursor
from dashboard.api.requests import Call
from dashboard.api.table_answers import COLLECTIONS, Answer, parameters_beside, turning
from dashboard.eventsets.store.configured import configured_store
from dashboard.eventsets.store.event_filter import Wanted
from dashboard.eventsets.store.event_store import EventStore
from dashboard.eventsets.store.keyset_paging import Bounds, Position, events_after, number_of
from dashboard.eventsets.store.tables import Counts
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.exports.fields import field_of, typed
from dashboard.exports.formats.geojson_file import features
from dashboard.exports.imported_events import LICENCE
from dashboard.exports.provenance import Provenance, provenance_of
from dashboard.exports.query import Query
from dashboard.exports.table import ExportTable, TableDefinition

NAME: Final = "events"
FORMS: Final = ("json", "geojson", "csv", "parquet")
FILTERS: Final = ("country", "governorate", "force", "kind", "grade", "q", *WINDOW)
PAGES_KEPT, ROWS_KEPT, NUMBERS_KEPT = 64, 20_000, 256
"""What is asked is anybody's choice, so what is kept of it has to be bounded."""
NAMES: Final = (*FILTERS, *PAGING, "format")
ITEMS: Final = (*FILTERS, *PAGING, "f")


def _no_rows(_: Query) -> pd.DataFrame:
    raise TypeError("imported events are asked of their store, not of the record")


DEFINITION: Final = TableDefinition(
    name=NAME,
    title="Imported events",
    description="One row is one event of a set that the server was given. Of a grade only the credibility is asked.",
    key=(E.dataset, E.event_id),
    fields=tuple(field_of(column, name.replace("_", " ").capitalize()) for name, column in E.columns().items()),
    rows=_no_rows,
    label=E.place,
    span=(E.date, ""),
)


def store_of() -> EventStore:
    """The store of this server; ``Refused`` where it was given none."""
    store = configured_store()
    if store is None:
        raise Refused(no_events())
    return store


def events_answer(record: Record, call: Call) -> Answer:
    """A page of events, in the form that is asked for."""
    store, found = store_of(), _asked(record, call, NAMES)
    form = found.get("format", "json")
    links = [
        Link(call.having(format=each, cursor="").address, "alternate", media_type(each, DEFINITION))
        for each in FORMS
        if each != form
    ]
    return _Question(store, record, call, found, form).answer(links)


def event_items_answer(record: Record, call: Call) -> Answer:
    """A page of events as a collection of features (OGC API Features)."""
    store, found = store_of(), _asked(record, call, ITEMS)
    collection = Link(call.at(f"{COLLECTIONS}/{NAME}"), "collection", JSON_TYPE, DEFINITION.title)
    return _Question(store, record, call, found, "geojson").answer([collection])


def event_item(record: Record, call: Call, item: str) -> dict[str, Any]:
    """One event as a feature; ``Refused`` where there is none with this id."""
    dataset, _, event_id = item.partition("/")
    frame = typed(store_of().event(dataset, event_id), DEFINITION.fields)
    if frame.empty:
        remedy = f"The ids of all are in {COLLECTIONS}/{NAME}/items."
        raise Refused(not_found(f"There is no event {item[:120]!r}.", remedy))
    table = ExportTable(DEFINITION, frame, record.looks)
    links = [
        Link(call.address, "self", GEOJSON_TYPE),
        Link(call.at(f"{COLLECTIONS}/{NAME}"), "collection", JSON_TYPE, DEFINITION.title),
    ]
    return {**next(features(frame, table)), "links": links_json(links)}


def _asked(record: Record, call: Call, names: Sequence[str]) -> Found:
    return asked(call.given, names, parameters_of(record) | parameters_beside(FORMS))


@dataclass(frozen=True)
class _Question:
    """What is asked of the store, and in which form."""

    store: EventStore
    record: Record
    call: Call
    found: Found
    form: str

    @cached_property
    def page(self) -> Page:
        return _page(self.store, self.record, without(self.found, ("format", "f")))

    def answer(self, others: Sequence[Link]) -> Answer:
        """What is linked depends on what the store holds, so the page is asked for before its form is made."""
        links = (*turning(self.call, self.page, self.form), *others)
        state = (self.record.dataset.digest, program_version(), str(self.store.version), str(self.page.matched))
        name = digest(self.call.address, self.form, self.store.name, *state, self.page.following)
        file = f"{NAME}.{self.form}" if self.form in FILES else ""
        kind = media_type(self.form, DEFINITION)
        return Answer(name, kind, lambda: body_of_page(self.form, self.page, self._provenance, links), links, file)

    @property
    def _provenance(self) -> Provenance:
        query = Query(self.record.dataset, selection_of(self.found, self.record))
        filters = self.call.only(FILTERS).query
        said = provenance_of(
            query, DEFINITION.title, version="", address=self.call.address, parameters=filters, made=now()
        )
        return replace(
            said,
            record=self.store.name,
            digest="",
            day=None,
            rule="",
            licence=LICENCE,
            attribution="the sets that the events name",
        )


def _key(store: EventStore, record: Record, found: Found) -> tuple[Hashable, ...]:
    return store, store.version, record.dataset.digest, *(f"{name}={found[name]!r}" for name in sorted(found))


@cached(bounded(PAGES_KEPT, ROWS_KEPT, lambda page: len(page.table.frame)), key=_key, condition=Condition())
def _page(store: EventStore, record: Record, found: Found) -> Page:
    """One more event than is shown is asked for: by it is known whether a page follows."""
    limit = found.get("limit", DEFAULT_LIMIT)
    wanted, bounds = _wanted(store, record, found), _bounds(found)
    after = events_after(wanted, store.facets.reach_days, bounds, _position(found.get("cursor")), limit + 1)
    frame = store.ask(after)
    matched = _number(store, record, without(found, ("limit", "cursor")))
    shown = frame.iloc[:limit]
    following = _cursor(shown) if len(frame) > limit else ""
    return Page(ExportTable(DEFINITION, typed(shown, DEFINITION.fields), record.looks), 0, matched, following)


@cached(LRUCache[tuple[Hashable, ...], int](NUMBERS_KEPT), key=_key, condition=Condition())
def _number(store: EventStore, record: Record, found: Found) -> int:
    """How many events pass: the same for all pages of a question."""
    asked_for = number_of(_wanted(store, record, found), store.facets.reach_days, _bounds(found))
    return int(store.ask(asked_for)[Counts.number].iloc[0])


def _wanted(store: EventStore, record: Record, found: Found) -> Wanted:
    wanted = Wanted.of(selection_of(found, record), store.facets, record.dataset.forces)
    return replace(wanted, window=None) if found.keys().isdisjoint(WINDOW) else wanted


def _bounds(found: Found) -> Bounds:
    moments: Moments | None = found.get("datetime")
    first, last = (_day(moments.first), _day(moments.last)) if moments else (None, None)
    return Bounds(found.get("bbox"), first, last)


def _day(day: np.datetime64) -> date | None:
    """The day as engines know it; the first or last of all for one beyond."""
    if np.isnat(day):
        return None
    within = min(max(day, np.datetime64(date.min)), np.datetime64(date.max))
    found: date = within.astype("datetime64[D]").item()
    return found


def _cursor(shown: pd.DataFrame) -> str:
    last = shown.iloc[-1]
    return pack([last[E.date].date().isoformat(), last[E.dataset], last[E.event_id]])


def _position(cursor: str | None) -> Position | None:
    if cursor is None:
        return None
    match unpack(cursor):
        case [str(day), str(dataset), str(event_id)]:
            try:
                return Position(date.fromisoformat(day), dataset, event_id)
            except ValueError:
                pass
    raise Refused(stale_cursor())
