"""The tables of a comparison: by place, by force, by reach of the river and by operation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd

from dashboard.analysis.reader_tables import iso_day
from dashboard.analysis.record_cache import Record
from dashboard.analysis.sentences import describe_state, join_words
from dashboard.analysis.two_days import HANDS, change_words
from dashboard.record.looks import Looks
from dashboard.record.reaches import REACH_NAMES
from dashboard.record.river import RIVER_KM
from dashboard.record.schema import Operations, Places
from dashboard.text import clean

NO_OPERATION: Final = "no operation named"


def town_table(rows: pd.DataFrame, changes: pd.DataFrame, record: Record) -> pd.DataFrame:
    """The places that differ, changes of hands first, each as a reader wants to see it."""
    names, looks = _operation_names(record), record.looks
    cells = rows.to_dict("records")
    operations = changes.groupby("place_id")["operation"].agg(
        lambda ids: [*dict.fromkeys(each for each in ids if each)]
    )
    table = {
        "Place": rows[Places.name],
        "Last change": [iso_day(row["start"], row["start_precision"]) for row in cells],
        "From": [_state_words(row, "before", looks) for row in cells],
        "To": [_state_words(row, "after", looks) for row in cells],
        "What changed": rows["change"].map(change_words),
        "Times": rows["times"],
        "Operation": [join_words([names[o] for o in operations.get(row[Places.place_id], [])]) for row in cells],
        "Reach": rows["reach"].map(REACH_NAMES),
        "River km": rows[RIVER_KM].round(),
    }  # fmt: skip
    frame = pd.DataFrame(table, index=rows.index)
    texts = frame.select_dtypes(exclude="number").columns
    return frame.assign(**{name: frame[name].fillna("").map(str).map(clean) for name in texts})


def state_words(row: Mapping[Any, Any], when: str, looks: Looks) -> str:
    """The state of a compared place ``before`` or ``after``, in words."""
    return describe_state({name: row[f"{name}_{when}"] for name in ("force", "status", "claimant")}, looks)


def _state_words(row: Mapping[Any, Any], when: str, looks: Looks) -> str:
    return state_words(row, when, looks).removeprefix("held by ")


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """The places that differ: those that changed hands first, then by the day of the last change."""
    differ = rows[rows["change"] != ""]
    return (
        differ.assign(turn=differ["change"] != HANDS).sort_values(["turn", "start", Places.name]).drop(columns="turn")
    )


def force_table(balance: pd.DataFrame, looks: Looks, days: tuple[str, str]) -> pd.DataFrame:
    """The balance of each force under plain headings."""
    named = {
        "holder": "Force", "before": f"Held {days[0]}", "gained": "Gained", "lost": "Lost", "appeared": "Became known",
        "vanished": "No longer known", "renamed": "Renamed", "after": f"Held {days[1]}",
    }  # fmt: skip
    table = balance[list(named)].assign(holder=[clean(looks.name(holder)) for holder in balance["holder"]])
    return table.rename(columns=named)


def reach_table(balance: pd.DataFrame, rows: pd.DataFrame, changes: pd.DataFrame, record: Record) -> pd.DataFrame:
    """What changed in each reach, to whom, and in which operations."""
    names = _operation_names(record)
    reach_of = dict(zip(rows[Places.place_id], rows["reach"], strict=True))
    reached = changes["place_id"].map(reach_of)
    done = [
        join_words([names[o] for o, _ in Counter(changes["operation"][reached == key]).most_common() if o])
        for key in balance["reach"]
    ]
    cells = balance[["changed", "places", "gains"]].itertuples(index=False, name=None)
    hands = [f"{n} of {of}" + (f": {gains_words(gains, record.looks)}" if n else "") for n, of, gains in cells]
    columns: dict[str, Any] = {"Reach": balance["name"], "Changed hands": hands, "Status only": balance["status_only"]}
    return pd.DataFrame({**columns, "Operations": [clean(each) for each in done]})


def gains_words(gains: Counter[str], looks: Looks) -> str:
    """7 to Syria's government, 4 to the SDF."""
    return clean(", ".join(f"{count} to {looks.name(holder)}" for holder, count in gains.most_common()))


def operation_table(changes: pd.DataFrame, record: Record) -> pd.DataFrame:
    """Every change of hands in between, by operation; those without one are the last row."""
    names, table = _operation_names(record), []
    for operation, part in changes.groupby("operation", sort=False):
        places = [record.named.get(place, place) for place in dict.fromkeys(part["place_id"])]
        gains = gains_words(Counter(part["force"]), record.looks)
        first, last = part["start"].min(), part["start"].max()
        name = names.get(str(operation), "") if operation else NO_OPERATION
        days = f"{first:%Y-%m-%d}" + (f" to {last:%Y-%m-%d}" if first != last else "")
        table.append((clean(name), gains, days, clean(", ".join(places)), not operation))
    columns = ["Operation", "Changes of hands", "Days", "Places", "unnamed"]
    frame = pd.DataFrame(table, columns=columns).sort_values(["unnamed", "Days"], ignore_index=True)
    return frame.drop(columns="unnamed")


def a_year_before(day: date) -> date:
    """The same day of the year before; 28 February for 29 February."""
    return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else day - timedelta(days=366)


def _operation_names(record: Record) -> dict[str, str]:
    operations = record.dataset.operations
    return dict(zip(operations[Operations.operation_id], operations[Operations.name], strict=True))
