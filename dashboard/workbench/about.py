"""What a picture, a poster or an embedded view says of itself: sources, rule, filters, version and licence.

It depends on the filters alone, so it travels within the payload. All of it is plain text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from threading import Lock
from typing import Any, Final

import pandas as pd
from cachetools import LRUCache, cached

from dashboard.analysis.filter_options import GRADES, LISTS
from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection, narrow, search_words
from dashboard.analysis.sentences import describe_version
from dashboard.control.rules import RULES
from dashboard.record.load import AUTHOR, LICENCE_NAME
from dashboard.record.schema import Events, Sources
from dashboard.text import clean
from dashboard.timespan import format_day

MOST_PUBLISHERS: Final = 6
"""Publishers that are named, those with most reports first."""
LONGEST: Final = 60
"""Letters of a publisher's name; one from a file may have any number."""

Json = dict[str, Any]


@cached(LRUCache(64), key=lambda record, selection: (record.dataset.digest, selection.filters), lock=Lock())
def about_of(record: Record, selection: Selection) -> Json:
    """What is to be known of a view under the filters of the selection. Shared: read-only."""
    return about_view(record, selection, narrow(record.dataset, selection.filters))


def about_view(record: Record, selection: Selection, events: pd.DataFrame) -> Json:
    """What is to be known of a view of these reports, which the filters of the selection leave."""
    publishers = _publishers(record, events)
    return {
        "reports": len(events),
        "sources": int(events[Events.source_id].replace("", None).nunique()),
        "publishers": list(publishers[:MOST_PUBLISHERS]),
        "rule": selection.rule,
        "rule_words": RULES[selection.rule].words,
        "known": format_day(selection.known) if selection.known else "",
        "filters": [clean(each) for each in _filters(record, selection)],
        "version": clean(describe_version(record.dataset.version, record.dataset.digest)),
        "credit": f"{AUTHOR}, {LICENCE_NAME}" if record.is_shipped else _own_credit(record),
    }


def _own_credit(record: Record) -> str:
    """Of a record of one's own, only whoever keeps it can tell the licence."""
    return (
        f"{clean(record.dataset.name)[:LONGEST]}, a record given to this server; ask whoever keeps it for its licence"
    )


def _publishers(record: Record, events: pd.DataFrame) -> list[str]:
    """Those of most reports first, those of as many by name."""
    sources = record.dataset.sources
    names = dict(zip(sources[Sources.source_id], sources[Sources.publisher], strict=True))
    counts = Counter(clean(str(each)) for each in events[Events.source_id].map(names).dropna())
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [name[:LONGEST] for name, _ in ordered if name]


def _filters(record: Record, selection: Selection) -> Iterator[str]:
    for name in LISTS:
        if values := getattr(selection, name):
            yield f"{name} {', '.join(record.options[name].get(each, each) for each in sorted(values))}"
    if selection.grade:
        yield f"grade {GRADES[selection.grade]}"
    if words := search_words(selection.q):
        yield f"words “{' '.join(words)}”"
    if selection.silent:
        yield "places without a report, too"
