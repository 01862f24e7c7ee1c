"""Who held what: the states of a day, the intervals of control, and the changes of hands between two days."""

from __future__ import annotations

from typing import Final

import pandas as pd

from dashboard.analysis.selection import changes_shown, intervals_shown, states_on
from dashboard.analysis.sentences import describe_with_age
from dashboard.analysis.two_days import changes_between, with_operation
from dashboard.control.changes import changes_of_hands
from dashboard.exports.fields import Field, field_of
from dashboard.exports.place_fields import PLACE_FIELDS, with_places
from dashboard.exports.query import Query
from dashboard.exports.report_tables import OPERATION_NAME, holder_fields, named_holders
from dashboard.exports.table import TableDefinition
from dashboard.record.schema import Operations, Places
from dashboard.text import clean

_PLACES: Final = Places.columns()
HOLDER, CLAIMANT, LOSER = "holder", "claimant", "previous_holder"
SEQUENCE: Final = "sequence"
SINCE, UNTIL = "since", "until"

_HELD_BY: Final = holder_fields(
    HOLDER,
    "Holder",
    "Who held it; blank where nobody is known to. Of a place that passed on an unknown day it is who held it before.",
)
_CLAIMED_BY: Final = holder_fields(
    CLAIMANT,
    "Claimant",
    "Who attacked it or said to hold it while no rule had accepted that. Of a place that passed on an unknown day it "
    "is who held it after.",
)
_STATUS: Final = Field(
    "status", "Status",
    "held; contested; besieged (held from within); divided (each holder holds a part); or passed (from holder to "
    "claimant on an unknown day of the interval).",
)  # fmt: skip
_FROM: Final = Field(SINCE, "Since", "First day of the state; blank where it held before the first report.", "date")
_FROM_KNOWN: Final = Field("since_precision", "Since known", "How exactly that day is known: day, week, month or year.")
_TO: Final = Field(UNTIL, "Until", "First day on which the state no longer held; blank where it still lasts.", "date")
_WHY: Final = (
    Field("step", "Why", "The step of the rule that set the state, in words."),
    Field("decided_by", "Decided by", "Ids of the reports that set the state or later said the same.", "list"),
    Field("disputed_by", "Disputed by", "Ids of reports that say otherwise and did not decide.", "list"),
    Field("area_reports", "Area reports", "Ids of the reports of a whole area on which it rests.", "list"),
)


def _with_names(rows: pd.DataFrame, query: Query) -> pd.DataFrame:
    """The rows of control under the names of fields, with holder and claimant in words."""
    renamed = rows.rename(columns={"force": HOLDER, "start": SINCE, "end": UNTIL, "start_precision": "since_precision"})
    return renamed.assign(**{f"{name}_name": named_holders(query, renamed[name]) for name in (HOLDER, CLAIMANT)})


def _state_rows(query: Query) -> pd.DataFrame:
    states = states_on(query.places, query.control, query.selection)
    words = [clean(describe_with_age(row, query.looks)) for row in states.to_dict("records")]
    named = _with_names(states.assign(words=words, day=pd.Timestamp(query.selection.on)), query)
    return with_places(named, query.dataset)


STATES: Final = TableDefinition(
    name="states",
    title="Who held each place on the day",
    description="One row is the state of one place on the day shown, by the rule in force.",
    key=(Places.place_id,),
    fields=(
        *PLACE_FIELDS,
        field_of(_PLACES[Places.name_ar], "Arabic name"),
        field_of(_PLACES[Places.kind], "Kind of place"),
        field_of(_PLACES[Places.bank], "Bank"),
        Field("population", "Population", "Inhabitants.", "integer", "persons"),
        Field("day", "Day", "The day shown.", "date"),
        *_HELD_BY,
        _STATUS,
        *_CLAIMED_BY,
        Field("words", "State in words", "The state, and whether no report near the day supports it."),
        _FROM,
        _FROM_KNOWN,
        _TO,
        Field(
            "basis", "Rests on",
            "reported (of the place, near the day); of area (a whole area only); last known (from longer ago); blank "
            "where nothing is known.",
        ),
        Field("faded", "Faded", "True where no report near the day supports the state.", "boolean"),
        Field("last_evidence", "Last report", "Date of the last report, up to the day, that supports it.", "date"),
        *_WHY,
    ),
    rows=_state_rows,
    label="place",
    holder=HOLDER,
    span=(SINCE, UNTIL),
)  # fmt: skip


def _interval_rows(query: Query) -> pd.DataFrame:
    control = query.control
    last = [max(days, default=None) for days in control["evidence"]]
    numbered = control.assign(
        last_evidence=pd.Series(last, control.index, dtype="datetime64[s]"),
        **{SEQUENCE: control.groupby(Places.place_id, sort=False).cumcount() + 1},
    )
    return with_places(_with_names(intervals_shown(numbered, query.selection), query), query.dataset)


INTERVALS: Final = TableDefinition(
    name="intervals",
    title="Intervals of control",
    description="One row is a state of one place from a day up to, not including, another, by the rule in force. The "
    "intervals of a place touch and never overlap.",
    key=(Places.place_id, SEQUENCE),
    fields=(
        *PLACE_FIELDS,
        Field(SEQUENCE, "Number", "Number of the interval at its place, in the order of time, from 1.", "integer"),
        _FROM,
        _FROM_KNOWN,
        _TO,
        *_HELD_BY,
        _STATUS,
        *_CLAIMED_BY,
        Field("last_evidence", "Last report", "Date of the last report that supports it.", "date"),
        *_WHY,
    ),
    rows=_interval_rows,
    label="place",
    holder=HOLDER,
    span=(SINCE, UNTIL),
)


def _change_rows(query: Query) -> pd.DataFrame:
    """The changes of hands at the places of the view: between the two days, or all where there is one day only."""
    forces = query.dataset.forces
    if query.days:
        changes = changes_between(query.control, *query.days, forces)
    else:
        changes = changes_of_hands(query.control, forces).sort_values(["start", Places.place_id])
    shown = with_operation(changes_shown(changes, query.places, query.selection), query.dataset.events)
    names = query.dataset.operations.set_index(Operations.operation_id)[Operations.name]
    told = shown.rename(
        columns={"start": "date", "start_precision": "date_precision", "force": HOLDER, "previous_force": LOSER,
                 "operation": "operation_id"}
    )  # fmt: skip
    told = told.assign(
        **{f"{name}_name": named_holders(query, told[name]) for name in (HOLDER, LOSER)},
        **{OPERATION_NAME: told["operation_id"].map(names)},
        day_after=told["date"] + pd.Timedelta(days=1),
    )
    return with_places(told, query.dataset)


CHANGES: Final = TableDefinition(
    name="changes",
    title="Changes of hands",
    description="One row is a place that went from one known holder to another, by the rule in force: after the "
    "earlier of two days and up to the later, or on any day where only one is given.",
    key=(Places.place_id, "date"),
    fields=(
        *PLACE_FIELDS,
        Field("date", "Date", "First day of the new holder.", "date"),
        Field("date_precision", "Date known", "How exactly that day is known: day, week, month or year."),
        *holder_fields(LOSER, "From", "Who held it before."),
        *holder_fields(HOLDER, "To", "Who held it from that day."),
        _STATUS,
        Field("operation_id", "Operation id", "That of the first deciding report that names one; blank for none."),
        Field(OPERATION_NAME, "Operation", "Usual English name of that operation."),
        *_WHY,
    ),
    rows=_change_rows,
    label="place",
    holder=HOLDER,
    span=("date", ""),
)
