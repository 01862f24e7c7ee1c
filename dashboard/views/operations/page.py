"""The page of operations: all of them over time, and one of them with its towns, advance, dead and sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.analysis.operations import advance, changes_in, with_known_days
from dashboard.analysis.record_cache import Record, control_of
from dashboard.analysis.selection import Selection, narrow
from dashboard.analysis.sentences import count_of
from dashboard.exports.query import Query
from dashboard.figures.advance import advance_figure, advance_rows
from dashboard.figures.campaigns import campaign_figure, campaign_rows, when
from dashboard.record.holding import Holding
from dashboard.record.schema import Events, Operations
from dashboard.session.address import follow_moves, keep_address
from dashboard.session.parameters import view_query
from dashboard.session.selected import current_selection, go_to
from dashboard.text import clean, escape, swatch, tag
from dashboard.ui.chart_picture import ChartPicture, offer_picture
from dashboard.ui.charts import show_chart
from dashboard.ui.chips import chip
from dashboard.ui.download import Offered, show_download
from dashboard.ui.html_parts import show
from dashboard.ui.links import OPERATIONS, Links, follow_links
from dashboard.ui.page import open_page, show_problems
from dashboard.ui.place_parts import known_events
from dashboard.ui.report_list import show_reports
from dashboard.ui.tables import table
from dashboard.views.operations import parts

CHOICE: Final = "operation_choice"


def render() -> None:
    """All operations that pass the filters; below them the one that the address names."""
    record = open_page()
    selection = current_selection(record)
    chosen = selection.operation[0] if selection.operation else ""
    operations = _passing(record, selection)
    _choose(record, operations, chosen)
    keep_address(OPERATIONS, view_query(record))
    said = f"{count_of(len(operations), 'operation')} over time"
    if chosen:
        _operation(record, selection, chosen)
        with st.expander(said):
            _timeline(record, operations, chosen)
    else:
        show(tag("h2", escape(said), css="name"))
        _timeline(record, operations, chosen)
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
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            "Operation", options, index=None, key=CHOICE, on_change=_chosen, width=420,
            format_func=lambda key: record.options["operation"].get(key, key),
            placeholder="Choose one, or click its bar",
        )  # fmt: skip
        st.space("stretch")
        show_download(record, _offered(record, current_selection(record)))


def _offered(record: Record, selection: Selection) -> list[Offered]:
    """The operations of the list, and what is reported of the one that is open."""
    data = record.dataset
    every = Offered("operations", Query(data, replace(selection, operation=(), place="")))
    if not selection.operation:
        return [every]
    query = Query(data, replace(selection, operation=selection.operation[:1], place=""))
    return [
        Offered("reports", query, "Reports of it"), Offered("operations", query, "It and its parts"),
        Offered("sources", query, "Sources of these reports"), replace(every, title="All operations"),
    ]  # fmt: skip


def _chosen() -> None:
    key = st.session_state[CHOICE]
    go_to(operation=[key] if key else [], event=None)


def _timeline(record: Record, operations: pd.DataFrame, chosen: str) -> None:
    """Whose colour is whose and how a bar is read, the bars, and the same as a table."""
    until = record.dataset.last_day
    rows = campaign_rows(operations, record.looks, until)
    show(_key(record, rows))
    if len(rows):
        with st.container(key="campaigns_wide"):
            show_chart(
                campaign_figure(rows, chosen, until), "campaigns",
                "Bars of operations over time. The table below says the same.", clicked=_clicked, moves=True,
            )  # fmt: skip
        _offer_timeline(record, rows)
    unknown = len(operations) - len(rows)
    left_out = f" {count_of(unknown, 'operation')} of unknown days stand only in the table." if unknown else ""
    st.caption(f"A click on a bar opens its operation. Drag the chart sideways for the years before 2003.{left_out}")
    _table(record, operations)


def _offer_timeline(record: Record, rows: pd.DataFrame) -> None:
    forces = dict.fromkeys(force for joined in rows[Operations.lead_forces] for force in Holding.of(joined).forces)
    looks = tuple(record.looks.of(force) for force in forces)
    lead = "A bar for each, in the colour of who led it, short ones a month wide; an end that fades is not known."
    picture = ChartPicture("operations", f"{count_of(len(rows), 'operation')} over time", lead, looks)
    offer_picture(record, current_selection(record), "campaigns", picture)


def _key(record: Record, rows: pd.DataFrame) -> Markup:
    """Who led how many operations, those with most first, and what stripes, a fading end and an arrow mean."""
    led = Counter(force for joined in rows[Operations.lead_forces] for force in Holding.of(joined).forces)
    forces = [tag("span", chip(record, force), tag("b", escape(f"{number:,}"))) for force, number in led.most_common()]
    signs = (
        (swatch("", css="sign bar"), "in the colour of who led it, short ones a month wide"),
        (swatch("", css="sign joint"), "led by two forces"),
        (swatch("", css="sign open"), "end not known"),
        (Markup("›&nbsp;"), "part of an operation above it"),
    )
    read = [tag("span", sign, escape(words)) for sign, words in signs]
    return tag("p", tag("b", Markup("Led by")), *forces, css="key") + tag(
        "p", tag("b", Markup("A bar")), *read, css="key"
    )


def _clicked() -> None:
    points = st.session_state["campaigns"]["selection"]["points"]
    if points and (custom := points[0].get("customdata")):
        go_to(operation=[custom[0]], event=None)


def _table(record: Record, operations: pd.DataFrame) -> None:
    """Every operation in the order of its days, as a list whose rows open them."""
    ordered = operations.sort_values(["first", Operations.operation_id])
    counts = record.dataset.events[Events.operation].value_counts()
    known, links = record.options["operation"], Links(record)
    rows = []
    for row in ordered.to_dict("records"):
        key, parent = row[Operations.operation_id], row[Operations.parent_operation_id]
        days = "not known" if pd.isna(row["first"]) else when(row)
        lead, other = row[Operations.lead_forces], row[Operations.opposing_forces]
        part = tag("div", escape(f"part of {known[parent]}"), css="aside") if parent in known else Markup()
        sides = tag("div", *_chips(record, lead)) + tag("div", Markup("against "), *_chips(record, other), css="aside")
        reports = int(counts.get(key, 0))
        outcome = row[Operations.outcome]
        rows.append((links.operation(key) + part, escape(days), sides, escape(outcome), escape(f"{reports:,}")))
    show(table(("Operation", "Days", "Led by, against", "Outcome", "Reports"), rows, css="rows named", numbers=(4,)))


def _chips(record: Record, joined: str) -> list[Markup]:
    """The forces of a cell, each with its disc."""
    forces = Holding.of(joined).forces
    return [Markup(" ").join(chip(record, force) for force in forces)] if forces else [Markup("not known")]


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
    _advance(record, selection, operation[Operations.name], changed)
    _reports(record, narrow(data, replace(selection, operation=(chosen,))), len(reports), links)


def _towns(record: Record, changed: pd.DataFrame, links: Links, rule: str) -> None:
    show(tag("h3", Markup("Towns taken and lost"), css="section"))
    said = parts.describe_towns(changed) if len(changed) else "No change of hands belongs to it in this record."
    show(tag("p", escape(said) + " " + parts.river_order(changed, links), css="sentence"))
    if len(changed):
        st.caption(f"By the rule “{rule}”: the days are those from which it accepts the reports")
        show(parts.towns_table(record, changed, links))


def _advance(record: Record, selection: Selection, name: str, changed: pd.DataFrame) -> None:
    """The rate of advance in words; where there is one, as a line, and its towns as a table."""
    found = advance(changed)
    show(tag("h3", Markup("Advance along the river"), css="section"))
    show(tag("p", escape(parts.describe_advance(found)), css="sentence"))
    if found.reason:
        return
    rows = advance_rows(found)
    st.caption("**River km of the towns taken**, by day; downstream is down. The line is the front, dotted its average")
    show_chart(
        advance_figure(rows), "advance",
        "River kilometre of the towns taken, by day, with the front as a line. The table below says the same.",
    )  # fmt: skip
    lead = "River kilometre of the towns taken, by day; downstream is down. The line is the front, dotted its average."
    offer_picture(record, selection, "advance", ChartPicture("advance", f"Advance along the river: {name}", lead))
    with st.expander("The same towns as a table"):
        columns = {"Day": rows["words"], "Town": rows["name"].map(clean), "River km": rows["km"].round()}
        fronts = rows["is_front"].map({True: "yes", False: "behind it"})
        st.dataframe(pd.DataFrame({**columns, "At the front": fronts}), hide_index=True)


def _reports(record: Record, shown: pd.DataFrame, every: int, links: Links) -> None:
    """Its reports that pass the filters, the card of the one that is open, and its sources."""
    more = f"; {every - len(shown)} more are left out by the filters" if every > len(shown) else ""
    show(tag("h3", escape(f"{count_of(len(shown), 'report')} of it and its parts{more}"), css="section"))
    if shown.empty:
        st.info("No report of this operation passes the filters in the sidebar.")
        return
    hint = "Choose a row: the report opens here with its source."
    show_reports(record, shown, links, OPERATIONS, hint)
    with st.expander(f"{count_of(shown[Events.source_id].nunique(), 'source')} of these reports"):
        show(parts.sources_list(record, shown))
