"""The page of one town: its holders over time with reasons, its neighbours, names, operations and reports."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.analysis import sentences
from dashboard.analysis.record_cache import Control, Record, control_of
from dashboard.analysis.selection import Selection, at_place, narrow, neighbours_in_time, states_on, within
from dashboard.analysis.sentences import count_of
from dashboard.analysis.town import history_span
from dashboard.control.on_day import with_silent_places
from dashboard.exports.query import Query
from dashboard.figures.ribbon import mark_rows, ribbon_figure, ribbon_rows
from dashboard.record.holding import forces_in
from dashboard.record.river import RIVER_KM
from dashboard.record.schema import Events, Places
from dashboard.session.address import follow_moves, keep_address
from dashboard.session.parameters import view_query
from dashboard.session.selected import current_selection, go_to
from dashboard.text import arabic, clean, escape, escape_markdown, sentence_list, tag
from dashboard.timespan import EARLIEST, Span, format_date, format_day
from dashboard.ui import place_parts
from dashboard.ui.chart_picture import ChartPicture, offer_picture
from dashboard.ui.charts import show_chart
from dashboard.ui.chips import chip, state_chip
from dashboard.ui.download import Offered, chosen_window, show_download
from dashboard.ui.html_parts import show
from dashboard.ui.links import TOWN, Links, follow_links
from dashboard.ui.page import open_page, show_problems
from dashboard.ui.report_list import show_reports
from dashboard.ui.tables import table
from dashboard.views.town.cite_or_correct import cite_or_correct

CHOICE: Final = "town_choice"
SIGNS: Final = (
    "Hatched / in both colours: contested; hatched \\ : passed on an unknown day; crossed: besieged; paler: no report "
    "near that time; a soft edge: a date known only by month or year, or an open beginning."
)


def render() -> None:
    """The town that the address names, or a list to choose from."""
    record = open_page()
    selection = current_selection(record)
    basis = control_of(record.dataset, selection.rule, selection.known)
    _choose(record, basis, selection)
    keep_address(TOWN, view_query(record))
    if selection.place:
        _town(record, basis, selection)
    else:
        _list(record, basis, selection)
    show_problems(record.dataset)
    follow_links()
    follow_moves()


def _choose(record: Record, basis: Control, selection: Selection) -> None:
    """The town and the day, with steps from one change of hands to the next."""
    st.session_state[CHOICE] = selection.place or None
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            "Town", list(record.options["place"]), index=None, key=CHOICE, width=280, accept_new_options=True,
            format_func=lambda key: record.options["place"].get(key, key), on_change=_chosen, args=(record,),
            placeholder="Any spelling, Latin or Arabic",
        )  # fmt: skip
        st.date_input(
            "Day shown", key="on", format="YYYY-MM-DD", min_value=EARLIEST, width=140,
            max_value=max(record.dataset.last_day, date.today()),
        )  # fmt: skip
        if selection.place:
            steps = neighbours_in_time(basis.changes[basis.changes["place_id"] == selection.place], selection.on)
            for label, day in zip(("Previous change", "Next change"), steps, strict=True):
                hint = f"Go to {format_day(day)}" if day else "No further change of hands here"
                st.button(label, disabled=day is None, help=hint, on_click=go_to, kwargs={"on": day})
        st.space("stretch")
        show_download(record, _offered(record, selection))


def _offered(record: Record, selection: Selection) -> list[Offered]:
    """Of a town its history, and the reports that pass; of all towns, who holds them."""
    query = Query(record.dataset, selection, window=chosen_window(selection))
    if not selection.place:
        return [Offered("states", query), Offered("places", query, "Towns"), Offered("intervals", query)]
    return [
        Offered("intervals", query, "Holders over time"), Offered("reports", query, "Reports of it"),
        Offered("changes", query), Offered("area_reports", query, "Area reports that speak of it"),
        Offered("disagreements", query), Offered("sources", query, "Sources of its reports"),
    ]  # fmt: skip


def _chosen(record: Record) -> None:
    """The town chosen, or the one whose name is nearest to what was typed."""
    typed: str | None = st.session_state[CHOICE]
    found = [typed] if typed in record.named else record.place_names.search(typed or "", 1)
    if typed and not found:
        st.toast(f"No place is called anything like “{escape_markdown(typed[:60])}”.")
        return
    go_to(place=found[0] if found else None, event=None)


def _town(record: Record, basis: Control, selection: Selection) -> None:
    places = record.dataset.places
    places = places[places[Places.place_id] == selection.place]
    own = with_silent_places(basis.intervals, places)
    place = states_on(places, own, Selection(selection.on, selection.window)).iloc[0].to_dict()
    links = Links(record)
    _head(record, basis, place, selection.on, links)
    _ribbon(record, basis, own, selection)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        show(tag("h4", Markup("Holders, and why")) + place_parts.holders(record, basis, own, selection.on, links))
    with right:
        show(
            place_parts.days_table(record, own, record.dataset.last_day)
            + place_parts.neighbours_card(record, basis, place, selection.on, links)
            + place_parts.operations_card(record, basis, selection.place, links)
            + place_parts.facts(record, place)
        )
    _reports(record, selection, links)
    cite_or_correct(record, place, own, selection)


def _head(record: Record, basis: Control, place: dict[Any, Any], day: date, links: Links) -> None:
    """The name, the state on the day, how often it changed hands and when, and the way to the map."""
    also = Markup(" ") + arabic(place[Places.name_ar]) if place[Places.name_ar] else Markup()
    changes = basis.changes[basis.changes[Places.place_id] == place[Places.place_id]]
    if len(changes):
        days = zip(changes["start"], changes["start_precision"], strict=True)
        dates = [links.day(place[Places.place_id], at.date(), format_date(at.date(), p)) for at, p in days]
        said = escape(f"It is known to have changed hands {_times(len(changes))}: ") + sentence_list(dates) + ". "
    else:
        said = escape("It is not known to have changed hands. ")
    show(
        tag("h2", tag("bdi", escape(place[Places.name])), also, css="name")
        + tag("p", state_chip(record, place, sentences.describe_place(place, record.looks, day)), css="lead")
        + tag("p", said + links.day(place[Places.place_id], day, "Show it on the map") + ".", css="sentence")
    )


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _ribbon(record: Record, basis: Control, own: pd.DataFrame, selection: Selection) -> None:
    """The strip of holders with the reports below it; the holders' colours, and what the patterns mean, in words."""
    events = at_place(place_parts.known_events(record, basis), selection.place)
    pieces = basis.pieces[basis.pieces["place_id"] == selection.place]
    span = history_span(own, max(record.dataset.last_day, selection.on))
    if len(events):
        span = Span(min(span.start, max(events[Events.date].min().date(), EARLIEST)), span.end)
    pad = (span.end - span.start) / 25
    span = Span(span.start - pad, span.end)
    st.caption("**Holders over time** above, a mark for each report below; the line is the day shown")
    show_chart(
        ribbon_figure(ribbon_rows(pieces, record.looks, span), mark_rows(events), span, selection.on),
        "ribbon", f"Strip of the holders of {clean(record.named[selection.place])} over time, as in the table below.",
        clicked=_clicked, moves=True,
    )  # fmt: skip
    forces = forces_in(each for each in [*own["force"], *own["claimant"]] if each)
    name, looks = record.named[selection.place], tuple(record.looks.of(force) for force in forces)
    lead = f"Holders above, a mark for each report below; the line is {format_day(selection.on)}. {SIGNS}"
    offer_picture(record, selection, "ribbon", ChartPicture("town", f"Who held {name} over time", lead, looks))
    show(tag("p", *(chip(record, force) for force in forces), css="key") + tag("p", escape(SIGNS), css="aside"))


def _clicked() -> None:
    """A click on a holding goes to its first day, on a mark to its report."""
    points = st.session_state["ribbon"]["selection"]["points"]
    if not points or not (custom := points[0].get("customdata")):
        return
    if custom[0] == "report":
        go_to(event=custom[1])
    else:
        go_to(on=min(max(date.fromisoformat(custom[1]), EARLIEST), date.today()))


def _reports(record: Record, selection: Selection, links: Links) -> None:
    """The reports of the town that pass the filters of the address, and the card of the one that is open."""
    every = at_place(record.dataset.events, selection.place)
    shown = at_place(narrow(record.dataset, selection), selection.place)
    said = f"{count_of(len(shown), 'report')} of it"
    if st.session_state["from"] or st.session_state["to"]:
        shown = within(shown, selection.window)
        days = f"{format_day(selection.window.start)} to {format_day(selection.window.last)}"
        said = f"{count_of(len(shown), 'report')} of it from {days}"
    if len(shown) < len(every):
        said += f"; {len(every) - len(shown)} more are left out by the filters"
    show(tag("h3", escape(said), css="section"))
    if shown.empty:
        st.info("No report of this town passes the filters in the sidebar.")
        return
    hint = "Choose a row, or a mark below the ribbon: the report opens here with its source."
    show_reports(record, shown, links, TOWN, hint)


def _list(record: Record, basis: Control, selection: Selection) -> None:
    """Every place that passes the filters, down the river; a row opens its page."""
    places = record.dataset.places.sort_values([RIVER_KM, Places.name])
    chosen = narrow(record.dataset, selection)
    if selection.filters != Selection(selection.on, selection.window, rule=selection.rule).filters:
        places = places[places[Places.place_id].isin(chosen[Events.town])]
    control = with_silent_places(basis.intervals, places)
    states = states_on(places, control, Selection(selection.on, selection.window)).to_dict("records")
    times, reports = basis.changes[Places.place_id].value_counts(), chosen[Events.town].value_counts()
    counts = [(int(times.get(row[Places.place_id], 0)), int(reports.get(row[Places.place_id], 0))) for row in states]
    links, on = Links(record), f"On {format_day(selection.on)}"
    many = tag("b", escape(count_of(len(places), "place")))
    show(tag("p", many, Markup(", down the river: choose one above, or a row of the list."), css="sentence"))
    rows = []
    for row, numbers in zip(states, counts, strict=True):
        km = "" if pd.isna(row[RIVER_KM]) else f"{row[RIVER_KM]:.0f}"
        state = state_chip(record, row, sentences.describe_with_age(row, record.looks))
        rows.append((links.town(row[Places.place_id]), escape(km), state, *(escape(f"{each:,}") for each in numbers)))
    show(table(("Place", "River km", on, "Changes of hands", "Reports"), rows, css="rows", numbers=(1, 3, 4)))
