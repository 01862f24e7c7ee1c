"""Counts and sentences: what a view says in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd

from dashboard.control.intervals import BESIEGED, CONTESTED, DIVIDED, PASSED
from dashboard.control.on_day import LAST_KNOWN, OF_AREA, REPORTED
from dashboard.control.rules import NEVER, Verdict
from dashboard.record.holding import Holding
from dashboard.record.looks import Looks
from dashboard.record.schema import Places
from dashboard.timespan import Span, format_date, format_day

STATUS_WORDS: Final = {
    CONTESTED: "contested",
    BESIEGED: "besieged",
    DIVIDED: "divided",
    PASSED: "passed on an unknown day",
    "unknown": "with no holder known",
}

BASIS_WORDS: Final = {
    REPORTED: "are reported near that day",
    OF_AREA: "only by reports of a whole area",
    LAST_KNOWN: "are last known from longer ago",
}


def count_holders(states: pd.DataFrame) -> Counter[str]:
    """Number of places each holder has; contested ones count for their holder."""
    pairs = zip(states["force"], states["status"], strict=True)
    return Counter(force for force, status in pairs if force and status != PASSED)


def count_statuses(states: pd.DataFrame) -> Counter[str]:
    """Number of places contested, besieged, passed on an unknown day, and "unknown" (no holder known)."""
    pairs = zip(states["force"], states["status"], strict=True)
    return Counter(status if force or status in (CONTESTED, PASSED) else "unknown" for force, status in pairs)


def changes_within(changes: pd.DataFrame, places: Iterable[str], window: Span) -> pd.DataFrame:
    """The changes of hands of these places that begin in the window."""
    start = changes["start"].to_numpy()
    begun = changes[(start >= np.datetime64(window.start, "s")) & (start < np.datetime64(window.end, "s"))]
    return begun[begun[Places.place_id].isin(list(places))]


def describe_holders(states: pd.DataFrame, looks: Looks, day: date, most: int = 5) -> str:
    """One sentence: who held how many places on the day, and how many are contested or unknown."""
    if states.empty:
        return f"On {format_day(day)} no place passes the filters."
    holders, statuses = count_holders(states), count_statuses(states)
    named = [f"{looks.name(force)} {count}" for force, count in holders.most_common(most)]
    if len(holders) > most:
        named.append(f"others {sum(count for _, count in holders.most_common()[most:])}")
    sentence = (
        f"On {format_day(day)} the record names a holder for {holders.total()} of {count_of(len(states), 'place')}"
    )
    sentence += f": {join_words(named)}." if named else "."
    asides = [f"{statuses[status]} {text}" for status, text in STATUS_WORDS.items() if statuses[status]]
    sentence += f" {join_words(asides).capitalize()}." if asides else ""
    return sentence + _describe_basis(states)


def _describe_basis(states: pd.DataFrame) -> str:
    """How many of the holders a report near the day names, and how many are only what was last known; "" for none."""
    counts = Counter(states["basis"][states["force"] != ""])
    said = [f"{counts[basis]} {words}" for basis, words in BASIS_WORDS.items() if counts[basis]]
    return f" {join_words(said).capitalize()}." if counts[LAST_KNOWN] or counts[OF_AREA] else ""


def describe_place(row: Mapping[Any, Any], looks: Looks, day: date) -> str:
    """One sentence: the state of one place on the day, since when, and how old the evidence is."""
    return f"On {format_day(day)} {row[Places.name]}: {describe_since(row, looks)}."


def describe_since(row: Mapping[Any, Any], looks: Looks) -> str:
    """The state of a place in words, since when, and that no report near the day supports it, where that is so."""
    since = ""
    if not pd.isna(row["start"]) and (row["force"] or row["claimant"]):
        since = f", since {format_date(row['start'].date(), row['start_precision'])}"
    return describe_state(row, looks) + since + _age(row)


def describe_state(row: Mapping[Any, Any], looks: Looks) -> str:
    """The state of a place in words: held by, contested by, besieged, passed, or unknown."""
    holder, claimant = looks.name(row["force"]), looks.name(row["claimant"])
    if row["status"] == PASSED:
        return f"passed from {holder} to {claimant}, day unknown"
    if row["status"] == CONTESTED:
        held = f"held by {holder}" if row["force"] else "no holder known"
        return f"contested: {held}, claimed or attacked by {claimant}"
    if not row["force"]:
        return "no holder known"
    if row["status"] == DIVIDED:
        return f"divided between {join_words([looks.name(force) for force in Holding.of(row['force']).forces])}"
    return f"{'besieged, held' if row['status'] == BESIEGED else 'held'} by {holder}"


def describe_with_age(row: Mapping[Any, Any], looks: Looks) -> str:
    """The same, and that no report near the day supports it, where that is so."""
    return describe_state(row, looks) + _age(row)


def _age(row: Mapping[Any, Any]) -> str:
    return "; no report near that day" if row["faded"] else ""


def describe_verdict(verdict: Verdict, known: date | None = None) -> str:
    """What the rule makes of a report, from what had been published by ``known``, and why, in a sentence."""
    if verdict.day == NEVER:
        return f"Not accepted: {verdict.why}."
    if known is not None and verdict.day > known:
        return f"Not accepted by {format_day(known)}: nothing confirmed it yet."
    return f"Accepted from {format_day(verdict.day)}: {verdict.why}."


def describe_changes(changed: pd.DataFrame, looks: Looks, days: int) -> str:
    """One sentence: how many places changed hands in the days before, and to whom."""
    if changed.empty:
        return f"No place is known to have changed hands in the {days} days to that day."
    towns = changed[Places.place_id].nunique()
    gains = Counter(changed["force"])
    to_whom = join_words([f"{count} to {looks.name(force)}" for force, count in gains.most_common()])
    return f"In the {days} days to that day {count_of(towns, 'place')} changed hands: {to_whom}."


def describe_assumed(reports: int) -> str:
    """One sentence: of how many reports the day of the event stands for that of publication."""
    return f"For {count_of(reports, 'report')} the day of publication is assumed."


def describe_version(version: str, digest: str) -> str:
    """The version of a record with its digest, which stands for it where it has no version."""
    if not version or version == digest:
        return f"data version {digest}"
    return f"version {with_digest(version, digest)}"


def with_digest(version: str, digest: str) -> str:
    """The version with the digest of the very tables, unless it names that itself."""
    return version if digest in version else f"{version} (digest {digest})"


def count_of(number: int, noun: str) -> str:
    """A number with its noun: 1 place, 1,520 places."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def join_words(parts: list[str]) -> str:
    """Parts joined as in a sentence: a, b and c."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""
