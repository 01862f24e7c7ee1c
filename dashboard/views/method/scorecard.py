"""The scorecard of history as the method page shows it: how many facts each rule gets right, and those it does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
import streamlit as st

from dashboard.analysis.record_cache import Record, control_of
from dashboard.analysis.sentences import count_of, describe_state
from dashboard.control.evaluation import RIGHT, UNKNOWN, WRONG, score
from dashboard.control.rules import RULES
from dashboard.record.looks import Looks
from dashboard.record.side_tables import Scorecard, Sweep, read_companion
from dashboard.text import clean
from dashboard.ui.html_parts import show
from dashboard.ui.tables import frame_table

COLUMNS: Final = ("Day", "Place", "History", "Shown", "Why it is shown so")


def show_scorecard(record: Record) -> None:
    """One row a rule, then for each rule a list of the facts that it does not get right, and the sweep."""
    scored = {name: scored_by(record, name) for name in RULES}
    show(frame_table(pd.DataFrame([_counts(name, each) for name, each in scored.items()]), css="scorecard"))
    for name, each in scored.items():
        missed = each[each["outcome"] != RIGHT].sort_values("outcome", ascending=False, kind="stable")
        with st.expander(f"{name.capitalize()}: {count_of(len(missed), 'fact')} that it gets wrong or does not know"):
            show(frame_table(_missed_table(record, missed), css="missed"))
    with st.expander("How the answers change with the constants of the rules"):
        show(frame_table(_sweep_table().astype(str), css="small"))


def scored_by(record: Record, rule: str) -> pd.DataFrame:
    """The facts of history with what this rule makes of them, worked out once for all sessions."""
    return _scored(record.dataset.digest, rule, record)


@st.cache_resource(show_spinner=False, max_entries=16)
def _scored(digest: str, rule: str, _record: Record) -> pd.DataFrame:
    return score(read_companion(Scorecard), control_of(_record.dataset, rule).intervals)


def _counts(name: str, scored: pd.DataFrame) -> dict[str, object]:
    counts = scored["outcome"].value_counts()
    found = {outcome: int(counts.get(outcome, 0)) for outcome in (RIGHT, WRONG, UNKNOWN)}
    shares = {f"{outcome.capitalize()}, share": f"{number / len(scored):.1%}" for outcome, number in found.items()}
    return {"Rule": name.capitalize(), **{key.capitalize(): number for key, number in found.items()}, **shares}


def _missed_table(record: Record, missed: pd.DataFrame) -> pd.DataFrame:
    rows = [
        {
            "Day": fact[Scorecard.day].date().isoformat(),
            "Place": clean(record.named.get(fact[Scorecard.place_id], fact[Scorecard.place_id])),
            "History": f"{_history(fact, record.looks)}: {fact[Scorecard.what]}",
            "Shown": f"{fact['outcome'].capitalize()}: {describe_state(fact, record.looks)}",
            "Why it is shown so": fact["step"],
        }
        for fact in missed.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=[*COLUMNS])


def _history(fact: Mapping[Any, Any], looks: Looks) -> str:
    ruled_out = fact[Scorecard.not_held_by]
    return f"Not {looks.name(ruled_out)}" if ruled_out else looks.name(fact[Scorecard.holder])


def _sweep_table() -> pd.DataFrame:
    """The sweep as ``make bench`` wrote it, under plain headings; the values in use are marked."""
    sweep = read_companion(Sweep)
    named = {
        Sweep.constant: "Constant", Sweep.value: "Value", Sweep.is_chosen: "In use", Sweep.right: "Right",
        Sweep.wrong: "Wrong", Sweep.unknown: "Unknown", Sweep.contested_years: "Contested place-years",
        Sweep.last_known: "Only last known on the last day",
    }  # fmt: skip
    return sweep[list(named)].rename(columns=named)
