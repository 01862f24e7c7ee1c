"""Two days compared: which places changed hands in between, which only changed status, and what did it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd

from dashboard.analysis.sentences import count_of, join_words
from dashboard.control.changes import HANDS as CHANGED_HANDS
from dashboard.control.changes import PARTNERS, SUCCESSION, changes_of_hands, kind_of_change, parents_of
from dashboard.control.intervals import BESIEGED, CONTESTED, DIVIDED, HELD, PASSED
from dashboard.control.on_day import intervals_on
from dashboard.record.holding import forces_in
from dashboard.record.looks import Looks
from dashboard.record.reaches import REACH_NAMES, reach_keys
from dashboard.record.schema import Events, Places
from dashboard.timespan import format_day

HANDS: Final = "hands"
"""Another holder on the later day, and both are known."""
BACK: Final = "back"
"""The same state on both days, though the place changed hands in between."""
CLAIMANT: Final = "claimant"
UNKNOWN: Final = "unknown"
SAME: Final = ""

_BECAME: Final = {
    CONTESTED: "became contested",
    BESIEGED: "came under siege",
    PASSED: "passed on, day not known",
    DIVIDED: "became divided",
    UNKNOWN: "holder no longer known",
}
_BECAME_HELD: Final = {
    CONTESTED: "no longer contested",
    BESIEGED: "siege over",
    PASSED: "holder known again",
    DIVIDED: "no longer divided",
    UNKNOWN: "holder became known",
}
_FIXED: Final = {
    HANDS: "changed hands",
    BACK: "changed hands and back",
    CLAIMANT: "contested by another force",
    SUCCESSION: "its holder became another force",
    PARTNERS: "partners of the holder came or went",
}
_STATE: Final = ("force", "status", "claimant")
_CAUSE: Final = ("start", "start_precision", "decided_by")


def compare(
    control: pd.DataFrame, places: pd.DataFrame, first: date, second: date, forces: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The places under their index, with their state ``_before`` (on ``first``) and ``_after`` (on ``second``).

    ``control`` is that of exactly these places, in their order. Further columns: ``holder_before`` and
    ``holder_after`` ("" where nobody is known to hold it), ``change`` (``HANDS``, ``SUCCESSION``, ``PARTNERS``,
    ``BACK``,
    ``CLAIMANT``, two states such as "held>contested", or ``SAME``), ``times`` (changes of hands between the days),
    ``reach``, and what made the
    change: ``start``, ``start_precision`` and ``decided_by``. The days may come in either order.
    """
    rows = places.assign(reach=reach_keys(places))
    for suffix, day in (("before", first), ("after", second)):
        state = intervals_on(control, day)
        rows = rows.assign(**{f"{column}_{suffix}": state[column].to_numpy() for column in _STATE})
        rows[f"holder_{suffix}"] = np.where(state["status"] == PASSED, "", state["force"])
    between = changes_between(control, first, second, forces)
    parents = parents_of(forces)
    rows["times"] = rows[Places.place_id].map(between["place_id"].value_counts()).fillna(0).astype(int)
    rows["change"] = [_change(row, parents) for row in rows.to_dict("records")]
    return _with_cause(rows, intervals_on(control, max(first, second)), between)


def changes_between(
    control: pd.DataFrame, first: date, second: date, forces: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The changes of hands after the earlier of the days and up to the later, in the order of their days."""
    early, late = sorted((first, second))
    changes = changes_of_hands(control, forces)
    start = changes["start"].to_numpy()
    inside = changes[(start > np.datetime64(early, "s")) & (start <= np.datetime64(late, "s"))]
    return inside.sort_values(["start", "place_id"])


def with_operation(changes: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """The changes with ``operation``: that of the first report that decided and names one; "" where none does."""
    named = events[events[Events.operation] != ""]
    operations = dict(zip(named[Events.event_id], named[Events.operation], strict=True))
    found = [next((operations[e] for e in ids if e in operations), "") for ids in changes["decided_by"]]
    return changes.assign(operation=np.array(found, dtype=object))


def involving(rows: pd.DataFrame, changes: pd.DataFrame, forces: tuple[str, ...]) -> pd.DataFrame:
    """The places that one of the forces holds or claims on either day, or won or lost in between; all for none."""
    if not forces:
        return rows
    wanted = set(forces)
    moved = {
        place
        for place, *holders in zip(*(changes[c] for c in ("place_id", "force", "previous_force")), strict=True)
        if not wanted.isdisjoint(_ids(*holders))
    }
    columns = (rows[c] for c in ("force_before", "claimant_before", "force_after", "claimant_after"))
    named = [not wanted.isdisjoint(_ids(*cells)) for cells in zip(*columns, strict=True)]
    return rows[np.array(named, bool) | rows[Places.place_id].isin(moved)]


def force_balance(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a holder: places held before and after, gained from and lost to another, and how else they came or went.

    ``before`` + ``gained`` - ``lost`` + ``appeared`` - ``vanished`` + ``renamed`` = ``after``; those with most gains
    come first. ``renamed`` are those that came, less those that went, as a force became another or partners changed.
    """
    won = rows[rows["change"] == HANDS]
    renamed = rows[rows["change"].isin([SUCCESSION, PARTNERS])]
    known, lost_sight = rows[rows["holder_before"] == ""], rows[rows["holder_after"] == ""]
    counts = {
        "before": Counter(rows["holder_before"]), "gained": Counter(won["holder_after"]),
        "lost": Counter(won["holder_before"]), "appeared": Counter(known["holder_after"]),
        "vanished": Counter(lost_sight["holder_before"]), "after": Counter(rows["holder_after"]),
    }  # fmt: skip
    holders = sorted({holder for counter in counts.values() for holder in counter} - {""})
    columns = {name: [counter[holder] for holder in holders] for name, counter in counts.items()}
    table = pd.DataFrame({"holder": np.array(holders, dtype=object), **columns}).astype(dict.fromkeys(columns, int))
    came, went = Counter(renamed["holder_after"]), Counter(renamed["holder_before"])
    table["renamed"] = [came[holder] - went[holder] for holder in holders]
    return table.assign(net=table["gained"] - table["lost"]).sort_values(
        ["gained", "lost", "after"], ascending=False, ignore_index=True, kind="stable"
    )


def reach_balance(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a reach that has places, down the river: ``places``, ``changed``, ``status_only``, ``gains`` (counts)."""
    table = []
    for key, name in REACH_NAMES.items():
        here = rows[rows["reach"] == key]
        if len(here):
            won = here[here["change"] == HANDS]
            gains = Counter(won["holder_after"])
            table.append((key, name, len(here), len(won), len(status_changes(here)), gains))
    return pd.DataFrame(table, columns=["reach", "name", "places", "changed", "status_only", "gains"])


def status_changes(rows: pd.DataFrame) -> pd.DataFrame:
    """The places whose state differs without a change of hands from one known holder to another."""
    return rows[~rows["change"].isin([HANDS, BACK, SAME])]


def change_words(change: str) -> str:
    """A value of ``change`` in words."""
    if ">" not in change:
        return _FIXED.get(change, "no difference")
    before, _, after = change.partition(">")
    return _BECAME_HELD[before] if after == HELD else _BECAME[after]


def describe_comparison(rows: pd.DataFrame, looks: Looks, first: date, second: date) -> str:
    """Sentences: how many places changed hands between the days and to whom; what else differs, counted apart."""
    if rows.empty:
        return "No place passes the filters."
    if first == second:
        return f"Both days are {format_day(first)}: choose two different days to compare."
    won, between = rows[rows["change"] == HANDS], between_words(first, second)
    if won.empty:
        said = f"None of {count_of(len(rows), 'place')} is known to have changed hands {between}."
    else:
        gains = Counter(won["holder_after"]).most_common()
        to_whom = join_words([f"{count} to {looks.name(holder)}" for holder, count in gains])
        said = f"{len(won)} of {count_of(len(rows), 'place')} changed hands {between}: {to_whom}."
    back = int((rows["change"] == BACK).sum())
    said += f" {back} more changed hands and back." if back else ""
    return said + _describe_statuses(rows)


def between_words(first: date, second: date) -> str:
    """between 1 January and 30 June 2017; the year once where it is the same."""
    early, late = sorted((first, second))
    start = format_day(early)
    return (
        f"between {start.removesuffix(f' {early.year}') if early.year == late.year else start} and {format_day(late)}"
    )


def _describe_statuses(rows: pd.DataFrame) -> str:
    counts = Counter(change_words(change) for change in status_changes(rows)["change"])
    if not counts:
        return ""
    listed = join_words([f"{words} {count}" for words, count in counts.most_common()])
    return f" Without a change of hands: {listed}."


def _change(row: Mapping[Any, Any], parents: Mapping[str, str]) -> str:
    before, after = row["holder_before"], row["holder_after"]
    if before and after and before != after:
        kind = kind_of_change(before, after, (row["status_before"], row["status_after"]), parents)
        return HANDS if kind == CHANGED_HANDS else kind
    old, new = (_named_state(row[f"force_{when}"], row[f"status_{when}"]) for when in ("before", "after"))
    if old != new:
        return f"{old}>{new}"
    if row["claimant_before"] != row["claimant_after"]:
        return CLAIMANT
    if before != after:
        return f"{UNKNOWN}>{HELD}" if after else f"{HELD}>{UNKNOWN}"
    return BACK if row["times"] else SAME


def _named_state(force: str, status: str) -> str:
    return UNKNOWN if status in (HELD, BESIEGED) and not force else status


def _with_cause(rows: pd.DataFrame, latest: pd.DataFrame, between: pd.DataFrame) -> pd.DataFrame:
    """What made the change: the last change of hands in between, or else what began the state of the later day."""
    last = between.drop_duplicates("place_id", keep="last").set_index("place_id")
    moved = rows[Places.place_id].isin(last.index).to_numpy()
    for column in _CAUSE:
        by_hands = rows[Places.place_id].map(last[column]) if len(last) else latest[column].set_axis(rows.index)
        values = [
            hand if is_moved else state for hand, state, is_moved in zip(by_hands, latest[column], moved, strict=True)
        ]
        rows[column] = pd.Series(values, rows.index, dtype="datetime64[s]" if column == "start" else object)
    return rows


def _ids(*holders: str) -> set[str]:
    return set(forces_in(holders))
