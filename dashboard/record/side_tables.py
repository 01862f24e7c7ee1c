"""The tables that stand beside the shipped record: what is said about its reports, and what any history says."""

from __future__ import annotations

import pandas as pd

from dashboard.record.checked_rows import checked_rows
from dashboard.record.derived_columns import typed_frame
from dashboard.record.editions import Versions, Withdrawals
from dashboard.record.load import shipped_data
from dashboard.record.schema import Column, Table


class Disagreements(Table):
    """Disagreements that have a name; all others are found without this table."""

    file = "disagreements.csv"
    about = "Disagreements: those of the record that have a name, with the reports they are about"
    key = "disagreement_id"

    disagreement_id = Column("Stable id of the disagreement.", required=True, unique=True)
    title = Column("What it is about, in a few words.", required=True)
    said = Column("Who says what, in our own words.", required=True)
    incidents = Column("Values of incident_id in events.csv: all their reports belong to it.", type="list")
    reports = Column("Further reports that belong to it.", type="list", refers_to="events.event_id")
    places = Column(
        "Places whose number of inhabitants in places.csv is one side of it.", type="list", refers_to="places.place_id"
    )


class Scorecard(Table):
    """Facts independent of the record's reports and rules, against which the rules are measured."""

    file = "scorecard.csv"
    about = "Scorecard of history: who held which place on which day, as any history of these wars tells it"
    key = "fact_id"

    fact_id = Column("Day and place of the fact.", required=True, unique=True)
    day = Column("A day on which it holds (ISO 8601).", type="date", required=True)
    place_id = Column("The place.", required=True, refers_to="places.place_id")
    holder = Column(
        "Who held it, all of them where it was divided or held together; a further force may have held it with them. "
        "Blank in a fact that says who did not.",
        type="list",
    )
    not_held_by = Column(
        "Of whom history says that none of them held it; blank in a fact that says who did.", type="list"
    )
    what = Column("Why it is known, in our own words.", required=True)


class Sweep(Table):
    """How the answers change with the constants of the rules; written by ``make bench``, never by hand."""

    file = "sweep.csv"
    about = "Sweep: facts of the scorecard right, wrong and unknown for other values of the constants of the rules"
    key = "setting"

    setting = Column("Constant and value.", required=True, unique=True)
    constant = Column("The constant, as the method page calls it.", required=True)
    value = Column("Its value.", required=True)
    is_chosen = Column("yes for the value in use.", one_of={"yes": "in use", "no": "not in use"})
    right = Column("Facts right under the default rule.", type="integer", minimum=0)
    wrong = Column("Facts wrong.", type="integer", minimum=0)
    unknown = Column("Facts for which nobody is shown.", type="integer", minimum=0)
    contested_years = Column("Years, over all places, in which a place is contested.", type="number", minimum=0)
    last_known = Column("Places that are only last known on the last day of the record.", type="integer", minimum=0)


COMPANIONS: tuple[type[Table], ...] = (Disagreements, Scorecard, Sweep, Versions, Withdrawals)


def read_companion(table: type[Table]) -> pd.DataFrame:
    """The rows of one of these tables that are valid in themselves; ``DataError`` where there is no such file."""
    frame, _ = checked_rows(shipped_data() / table.file, table)
    return typed_frame(frame, table)
