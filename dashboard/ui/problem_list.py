"""What is wrong with an event file, on the page and as a file to download."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.analysis.sentences import count_of
from dashboard.errors import DataError, Problem
from dashboard.eventsets.importing.jobs.problem_report import problem_report
from dashboard.text import clean_cell, escape, tag
from dashboard.ui.html_parts import show

LISTED: Final = 500
"""Problems listed on a page; the download holds all of them."""


def refusal(error: DataError, said: str) -> None:
    """What cannot be done, with the file, row and column, the reason and the remedy."""
    problem = error.problem
    reason = problem.reason.rstrip(".")
    st.error(said)
    where = [problem.file, f"row {problem.row}" if problem.row else "", problem.column, problem.value]
    show(
        tag("p", escape(" · ".join(part for part in where if part)))
        + tag("p", tag("b", escape(reason[:1].upper() + reason[1:] + ".")), Markup(" "), escape(problem.remedy))
    )


def problem_list(problems: Sequence[Problem], count: int, every: Callable[[], Iterable[Problem]], name: str) -> None:
    """The first problems as a table, and all of them as a file; nothing where there is none."""
    if not count:
        return
    shown = problems[:LISTED]
    more = f"; the first {LISTED} are listed, the download holds all" if count > LISTED else ""
    with st.expander(f"{count_of(count, 'problem')} with the file{more}"):
        table = pd.DataFrame(shown, columns=list(Problem.__dataclass_fields__)).map(clean_cell)
        st.dataframe(table, hide_index=True, alt="Table of problems: file, row, column, value, reason and remedy.")
        st.download_button(
            "Download the list (CSV)", lambda: problem_report(every()).encode("utf-8-sig"), f"{name}-problems.csv",
            "text/csv", on_click="ignore", key=f"problems-{name}", icon=":material/download:",
        )  # fmt: skip
