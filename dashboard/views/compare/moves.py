"""What differs between two days as a short list: who took what from whom, and what changed without changing hands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from dashboard.analysis.reader_tables import iso_day
from dashboard.analysis.record_cache import Record
from dashboard.analysis.sentences import count_of
from dashboard.analysis.two_days import HANDS, change_words
from dashboard.record.schema import Places
from dashboard.text import escape, own_link, tag
from dashboard.ui.chips import chip, from_to
from dashboard.ui.links import Links
from dashboard.ui.report_lines import Row
from dashboard.ui.tables import table

PAGE = "compare"
OPEN = 12
"""Places that differ in state only are folded away where there are more."""
MOST = 18
"""Places named of one pair of holders before the rest is folded away."""


def moves_list(record: Record, differing: pd.DataFrame, links: Links, focus: str) -> Markup:
    """The places that changed hands, by who took them from whom; below them those whose state alone differs."""
    rows = differing.to_dict("records")
    hands, others = [r for r in rows if r["change"] == HANDS], [r for r in rows if r["change"] != HANDS]
    parts = [_hands(record, hands, links, focus)] if hands else []
    if others:
        said = f"{count_of(len(others), 'place')} with another state, and no change of hands"
        listed = _states(record, others, links, focus)
        is_open = len(others) <= OPEN or any(row[Places.place_id] == focus for row in others) or not hands
        parts.append(Markup("<details open>" if is_open else "<details>") + tag("summary", escape(said)) + listed
                     + Markup("</details>"))  # fmt: skip
    return tag("div", *parts, css="stays")


def _hands(record: Record, rows: Sequence[Row], links: Links, focus: str) -> Markup:
    """A row for each pair of holders, those of the force that took most first."""
    taken = Counter(row["holder_after"] for row in rows)
    pairs: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        pairs.setdefault((row["holder_before"], row["holder_after"]), []).append(row)
    ordered = sorted(pairs.items(), key=lambda item: (-taken[item[0][1]], item[0][1], -len(item[1])))
    cells = [
        (from_to(record, *pair), _count(own), _places(own, links, focus))
        for pair, own in ordered
    ]  # fmt: skip
    return table(("From and to", "Places", "Which, and when they last changed hands"), cells, css="moves", numbers=(1,))


def _states(record: Record, rows: Sequence[Row], links: Links, focus: str) -> Markup:
    """A row for each kind of change and holder."""
    kinds: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        kinds.setdefault((change_words(row["change"]), row["holder_after"] or row["holder_before"]), []).append(row)
    ordered = sorted(kinds.items(), key=lambda item: (item[0][0], -len(item[1])))
    cells = [
        (escape(words.capitalize()) + tag("div", chip(record, holder)), _count(own), _places(own, links, focus))
        for (words, holder), own in ordered
    ]
    return table(("What changed", "Places", "Which, and since when"), cells, css="moves", numbers=(1,))


def _count(rows: Sequence[Row]) -> Markup:
    return tag("b", escape(f"{len(rows):,}"))


def _places(rows: Sequence[Row], links: Links, focus: str) -> Markup:
    """Each place as a link that opens its card; of many, only the first, unless the one that is open is beyond them."""
    told = [_place(row, links, focus) for row in rows]
    if len(told) <= MOST + 2:
        return Markup(" ").join(told)
    is_open = any(row[Places.place_id] == focus for row in rows[MOST:])
    more = tag("summary", escape(f"and {len(told) - MOST:,} more")) + Markup(" ").join(told[MOST:])
    folded = Markup("<details open>" if is_open else "<details>") + more + Markup("</details>")
    return Markup(" ").join(told[:MOST]) + folded


def _place(row: Row, links: Links, focus: str) -> Markup:
    """Its name and its day; it stands out where it is open."""
    place = row[Places.place_id]
    name = own_link(links.query(PAGE, place=place), row[Places.name])
    day = tag("span", escape(iso_day(row["start"], row["start_precision"])), css="aside")
    return tag("span", tag("b", name) if place == focus else name, Markup("&nbsp;"), day, css="one")
