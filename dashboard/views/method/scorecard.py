"""The scorecard of history as the method page shows it: how many facts each rule gets right, and those it does not."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from dashboard.analysis.record_cache import Record, control_of
from dashboard.analysis.sentences import count_of, describe_state
from dashboard.control.evaluation import score
from dashboard.control.rules import RULES
from dashboard.record.side_tables import Scorecard, read_companion
from dashboard.text import clean

COLUMNS: Final = {
    "Day": st.column_config.TextColumn(width=85),
    "Place": st.column_config.TextColumn(width=120),
    "History": st.column_config.TextColumn(width=210),
    "Shown": st.column_config.TextColumn(width=210),
    "Why it is shown so": st.column_config.TextColumn(width=260),
}
ROW_HEIGHT: Final = 62


def show_scorecard(record: Record) -> None:
    """One row a rule, then for each rule a list of the facts that it does not get right."""
    facts = read_companion(Scorecard)
    scored = {name: score(facts, control_of(record.dataset, name).intervals) for name in RULES}
    held = {name: int(each["holds"].sum()) for name, each in scored.items()}
    every = len(facts)
    counts = [(name.capitalize(), number, every - number, f"{number / every:.0%}") for name, number in held.items()]
    st.dataframe(pd.DataFrame(counts, columns=["Rule", "Facts shown", "Not shown", "Share shown"]), hide_index=True)
    for name, each in scored.items():
        missed = each[~each["holds"]]
        with st.expander(f"{name.capitalize()}: {count_of(len(missed), 'fact')} that it does not show"):
            st.dataframe(_missed_table(record, missed), hide_index=True, row_height=ROW_HEIGHT, column_config=COLUMNS)


def _missed_table(record: Record, missed: pd.DataFrame) -> pd.DataFrame:
    rows = [
        {
            "Day": fact[Scorecard.day].date().isoformat(),
            "Place": clean(record.named.get(fact[Scorecard.place_id], fact[Scorecard.place_id])),
            "History": f"{record.looks.name(fact[Scorecard.holder])}: {fact[Scorecard.what]}",
            "Shown": describe_state(fact, record.looks),
            "Why it is shown so": fact["step"],
        }
        for fact in missed.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=[*COLUMNS])
