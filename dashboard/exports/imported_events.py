"""Imported events as a file: what it says of itself, and who writes it, which is the engine that holds them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from dashboard.eventsets.store.event_files import CSV, PARQUET, EventFile
from dashboard.eventsets.store.event_filter import Wanted
from dashboard.eventsets.store.event_store import EventStore
from dashboard.exports.provenance import NO_FILTERS, PREFIX, Item
from dashboard.record.vocabulary import KINDS
from dashboard.text import clean, guarded

MEDIA_TYPES: Final = {CSV: "text/csv; charset=utf-8", PARQUET: "application/vnd.apache.parquet"}
"""By kind of file, which is also its suffix."""
LICENCE: Final = "that of the imported files"


def write_events(store: EventStore, wanted: Wanted, kind: str, said: Iterable[Item], path: Path) -> None:
    """The file at the path holds the events that pass the filters; DataError where the store does not answer."""
    told = {item.name: item.value for item in said}
    if kind == PARQUET:
        columns = {"provenance": json.dumps(told, ensure_ascii=False)}
    else:
        columns = {PREFIX + name: guarded(value) for name, value in told.items()}
    store.write(wanted, EventFile(kind, columns), path)


def about_events(
    store: EventStore, wanted: Wanted, aside: Iterable[str], address: str, made: datetime | None = None
) -> tuple[Item, ...]:
    """What a file of imported events says of itself; ``aside`` names filters that the events cannot answer."""
    when = (made or datetime.now(UTC)).astimezone(UTC)
    return (
        Item("store", "Event store", clean(store.name)),
        Item("sets", "Sets", clean(", ".join(sorted(wanted.dataset or store.facets.dataset)))),
        Item("filters", "Filters in force", filters_in_words(wanted)),
        Item("not_applied", "Filters that events cannot answer", ", ".join(aside)),
        Item("address", "Address of the view", address),
        Item("licence", "Licence", LICENCE),
        Item("made", "Made at (UTC)", when.isoformat(timespec="seconds")),
    )


def filters_in_words(wanted: Wanted) -> str:
    """The filters that were put to the engine."""
    said = [("Events", f"{wanted.window.start} to {wanted.window.last}")] if wanted.window else []
    named = {
        "Country": wanted.country,
        "Governorate": wanted.admin1,
        "Actor": wanted.actors,
        "Kind": tuple(KINDS.get(kind, kind) for kind in wanted.kind),
        "Place known": wanted.precision,
        "Words": wanted.words,
    }
    said += [(title, ", ".join(values)) for title, values in named.items() if values]
    said += [("Credibility", f"{wanted.credibility} or better")] if wanted.credibility else []
    return clean("; ".join(f"{title}: {value}" for title, value in said)) or NO_FILTERS
