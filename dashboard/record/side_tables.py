"""The tables that stand beside the shipped record: what is said about its reports, and what any history says."""

from __future__ import annotations

import pandas as pd

from dashboard.record.csv_files import read_sheet
from dashboard.record.derived_columns import typed_frame
from dashboard.record.load import shipped_data
from dashboard.record.schema import Column, Table
from dashboard.record.validation import check_cells, check_unique


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
    holder = Column("Who held it; a further force may have held it with them.", type="list", required=True)
    what = Column("Why it is known, in our own words.", required=True)


COMPANIONS: tuple[type[Table], ...] = (Disagreements, Scorecard)


def read_companion(table: type[Table]) -> pd.DataFrame:
    """The rows of one of these tables that are valid in themselves; ``DataError`` where there is no such file."""
    sheet = read_sheet(shipped_data() / table.file, table)
    given = sheet.frame.reindex(columns=table.names(), fill_value="").astype("str")
    frame = check_cells(given, table, sheet.findings)
    check_unique(frame, table, sheet.findings)
    return typed_frame(sheet.findings.accepted(frame), table)
