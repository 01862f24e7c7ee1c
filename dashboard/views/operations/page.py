"""The page of operations: all of them over time, and one of them with its towns, advance, dead and sources."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.analysis.operations import advance, changes_in, with_known_days
from dashboard.analysis.record_cache import Record, control_of
from dashboard.analysis.selection import Selection, narrow
from dashboard.analysis.sentences import count_of
from dashboard.figures.advance import advance_figure, advance_rows
from dashboard.figures.campaigns import campaign_figure, campaign_rows, when
from dashboard.record.holding import forces_in
from dashboard.record.schema import Events, Operations
from dashboard.session.address import follow_moves, keep_address
from dashboard.session.parameters import view_query
from dashboard.session.selected import current_selection, go_to, selected_event
from dashboard.text import clean, escape, tag
from dashboard.ui import cards
from dashboard.ui.html_parts import PLOTLY_CONFIG, show
from dashboard.ui.links import OPERATIONS, Links, follow_links
from dashboard.ui.page import open_page, show_problems
from dashboard.ui.place_parts import holder_swatch, known_events
from dashboard.ui.report_table import show_table
from dashboard.ui.tables import offer_csv
from dashboard.views.operations import parts

CHOICE: Final = "operation_choice"


def render() -> None:
    """All operations that pass the filters; below them the one that the address names."""
    record = open_page()
    selection = current_selection(record)
    keep_address(OPERATIONS, view_query(record))
    chosen = selection.operation[0] if selection.operation else ""
    operations = _passing(record, selection)
    _choose(record, operations, chosen)
    with st.expander(f"{count_of(len(operations), 'operation')} over time", expanded=not chosen):
        _timeline(record, operations, chosen)
    if chosen:
        _operation(record, selection, chosen)
    show_problems(record.dataset)
    follow_links()
    follow_moves()


def _passing(record: Record, selection: Selection) -> pd.DataFrame:
    """The operations with their known days; with filters on, those that a report which passes them names."""
    data = record.dataset
    basis = control_of(record.dataset, selection.rule, selection.known)
    operations = with_known_days(data.operations, known_events(record, basis))
    others = replace(selection, operation=())
    if others.filters == Selection(others.on, others.window, rule=others.rule).filters:
        return operations
    named = narrow(data, others)[Events.operation]
    return operations[operations[Operations.operation_id].isin(named)]


def _choose(record: Record, operations: pd.DataFrame, chosen: str) -> None:
    options = list(operations.sort_values(["first", Operations.operation_id])[Operations.operation_id])
    if chosen and chosen not in options:
        options.append(chosen)
    st.session_state[CHOICE] = chosen or None
    st.selectbox(
        "Operation", options, index=None, key=CHOICE, on_change=_chosen, width=420,
        format_func=lambda key: record.options["operation"].get(key, key), placeholder="Choose one, or click its bar",
    )  # fmt: skip


def _chosen() -> None:
    key = st.session_state[CHOICE]
    go_to(operation=[key] if key else [], event=None)


def _timeline(record: Record, operations: pd.DataFrame, chosen: str) -> None:
    """The bars, a key to their colours, and the same as a table."""
    until = record.dataset.last_day
    rows = campaign_rows(operations, record.looks, until)
    st.caption(
        "A bar an operation, in the colours of those who led it; a part (›) lies below its whole, an open end fades, "
        "and short ones are drawn a month wide. Drag sideways for earlier years; choose one with a click."
    )
    if len(operations) > len(rows):
        st.caption(f"{count_of(len(operations) - len(rows), 'operation')} of unknown days stand only in the table.")
    if len(rows):
        with st.container(key="campaigns_wide"):
            st.plotly_chart(
                campaign_figure(rows, chosen, until), key="campaigns", on_select=_clicked, selection_mode="points",
                config=PLOTLY_CONFIG, alt="Bars of operations over time. The table below says the same.",
            )  # fmt: skip
    leads = forces_in(rows[Operations.lead_forces])
    show(tag("p", *(tag("span", holder_swatch(record, f) + escape(record.looks.name(f))) for f in leads), css="key"))
    st.caption("The same operations as a table; a row opens its page")
    _table(record, operations)


def _clicked() -> None:
    points = st.session_state["campaigns"]["selection"]["points"]
    if points and (custom := points[0].get("customdata")):
        go_to(operation=[custom[0]], event=None)


def _table(record: Record, operations: pd.DataFrame) -> None:
    ordered = operations.sort_values(["first", Operations.operation_id])
    reports = record.dataset.events[Events.operation].value_counts()
    parents = ordered[Operations.parent_operation_id].map(record.options["operation"]).fillna("")
    columns: dict[str, Any] = {
        "Operation": ordered[Operations.name],
        "Days": ["not known" if pd.isna(row["first"]) else when(row) for row in ordered.to_dict("records")],
        "Led by": [record.looks.name(lead) if lead else "" for lead in ordered[Operations.lead_forces]],
        "Against": [record.looks.name(other) if other else "" for other in ordered[Operations.opposing_forces]],
        "Part of": parents,
        "Outcome": ordered[Operations.outcome],
    }
    table = pd.DataFrame({name: pd.Series(cells, ordered.index).map(clean) for name, cells in columns.items()})
    table["Reports"] = ordered[Operations.operation_id].map(reports).fillna(0).astype(int)
    st.session_state["_operation_ids"] = ordered[Operations.operation_id].tolist()
    st.dataframe(table, key="operations", hide_index=True, on_select=_clicked_row, selection_mode="single-row")
    offer_csv(table, "operations")


def _clicked_row() -> None:
    rows = st.session_state["operations"]["selection"]["rows"]
    ids: list[str] = st.session_state.get("_operation_ids", [])
    if rows and rows[0] < len(ids):
        go_to(operation=[ids[rows[0]]], event=None)


def _operation(record: Record, selection: Selection, chosen: str) -> None:
    data, links = record.dataset, Links(record)
    basis = control_of(record.dataset, selection.rule, selection.known)
    every = with_known_days(data.operations, known_events(record, basis))
    operation = every[every[Operations.operation_id] == chosen].iloc[0]
    named = Selection(selection.on, selection.window, operation=(chosen,), known=selection.known)
    reports = narrow(data, named)
    changed = changes_in(operation, reports, basis.changes, data.places)
    show(tag("h2", tag("bdi", escape(operation[Operations.name])), css="name"))
    left, right = st.columns([3, 2], gap="medium")
    show(parts.about(record, operation.to_dict(), links), left)
    show(parts.deaths_card(reports), right)
    _towns(record, changed, links, basis.rule.name)
    _advance(changed)
    _reports(record, narrow(data, replace(selection, operation=(chosen,))), len(reports))


def _towns(record: Record, changed: pd.DataFrame, links: Links, rule: str) -> None:
    show(tag("h3", Markup("Towns taken and lost")))
    said = parts.describe_towns(changed) if len(changed) else "No change of hands belongs to it in this record."
    show(tag("p", escape(said) + " " + parts.river_order(changed, links), css="sentence"))
    if len(changed):
        st.caption(f"By the rule “{rule}”: the days are those from which it accepts the reports")
        show(parts.towns_table(record, changed, links))


def _advance(changed: pd.DataFrame) -> None:
    """The rate of advance in words; where there is one, as a line, and its towns as a table."""
    found = advance(changed)
    show(tag("h3", Markup("Advance along the river")) + tag("p", escape(parts.describe_advance(found)), css="sentence"))
    if found.reason:
        return
    rows = advance_rows(found)
    st.caption("**River km of the towns taken**, by day; downstream is down. The line is the front, dotted its average")
    st.plotly_chart(
        advance_figure(rows), key="advance", config={"displayModeBar": False},
        alt="River kilometre of the towns taken, by day, with the front as a line. The table below says the same.",
    )  # fmt: skip
    with st.expander("The same towns as a table"):
        columns = {"Day": rows["words"], "Town": rows["name"].map(clean), "River km": rows["km"].round()}
        fronts = rows["is_front"].map({True: "yes", False: "behind it"})
        st.dataframe(pd.DataFrame({**columns, "At the front": fronts}), hide_index=True)


def _reports(record: Record, shown: pd.DataFrame, every: int) -> None:
    """Its reports that pass the filters, the card of the one that is open, and its sources."""
    more = f"; {every - len(shown)} more are left out by the filters" if every > len(shown) else ""
    show(tag("h3", escape(f"{count_of(len(shown), 'report')} of it and its parts{more}")))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        if len(shown):
            show_table(record, shown)
        else:
            st.info("No report of this operation passes the filters in the sidebar.")
    with right:
        event = record.event(selected_event())
        if event:
            cards.event_card(record, event)
        else:
            st.info("Choose a row: the report opens here with its source.")
    with st.expander(f"{count_of(shown[Events.source_id].nunique(), 'source')} of these reports"):
        show(parts.sources_list(record, shown))
