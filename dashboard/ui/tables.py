"""Tables of the pages: words that wrap and are never cut, and what stands under a table that readers carry away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.exports.csv_text import csv_of
from dashboard.text import escape, tag

Cells = Sequence[Markup]


def table(
    head: Sequence[str], rows: Iterable[Cells], now: int = -1, css: str = "", numbers: Collection[int] = ()
) -> Markup:
    """An HTML table of parts that are already safe; the row numbered ``now`` stands out.

    ``numbers`` are the columns that are aligned at the right. On a telephone the cells of a row stand below each other.
    """
    top = tag("thead", tag("tr", *(_cell("th", escape(each), at in numbers) for at, each in enumerate(head))))
    body = []
    for turn, cells in enumerate(rows):
        told = (_cell("td", cell, at in numbers, head[at] if at in numbers else "") for at, cell in enumerate(cells))
        body.append(tag("tr", *told, css="now" if turn == now else ""))
    return tag("div", tag("table", top, tag("tbody", *body)), css=f"wide {css}".strip())


def frame_table(frame: pd.DataFrame, css: str = "", first: Sequence[Markup] | None = None) -> Markup:
    """A table of words and numbers as HTML: numbers at the right; ``first`` is drawn in place of the first column."""
    numbers = [at for at, dtype in enumerate(frame.dtypes) if pd.api.types.is_numeric_dtype(dtype)]
    rows = []
    for turn, cells in enumerate(frame.itertuples(index=False, name=None)):
        said = [escape(_words(cell)) for cell in cells]
        rows.append([first[turn], *said[1:]] if first else said)
    return table([str(name) for name in frame.columns], rows, css=css, numbers=numbers)


def _words(cell: object) -> str:
    """A number with its thousands parted, "–" for none; else the text."""
    if isinstance(cell, str):
        return cell
    return "" if pd.isna(cell) else f"{cell:,.0f}" if cell else "–"  # type: ignore[call-overload]


def _cell(name: str, inner: Markup, is_number: bool, label: str = "") -> Markup:
    """A number has the heading of its column as a label, for where headings are not shown."""
    return tag(name, inner, css="number" if is_number else "", label=label)


def offer_csv(table: pd.DataFrame, name: str) -> None:
    """A button that gives the table as ``name.csv``, made when it is pressed.

    It takes the place of the one in Streamlit's own toolbar, which writes cells as they are, so that a spreadsheet
    would run a text that begins as a formula; look.css hides that one.
    """
    st.download_button(
        "Download table (CSV)", lambda: csv_of(table), f"{name}.csv", "text/csv", key=f"csv-{name}", type="tertiary",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
