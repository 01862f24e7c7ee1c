"""The page of shares: places and people held over time, the profile of the valley on a day, and deaths as bands."""

from __future__ import annotations

from datetime import date
from typing import Final

import pandas as pd
import streamlit as st

from dashboard.analysis import deaths, shares
from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection, at_place, neighbours_in_time, states_on, within
from dashboard.analysis.sentences import count_of
from dashboard.exports.query import Query
from dashboard.figures.deaths import deaths_figure
from dashboard.record.reaches import PARTS
from dashboard.record.river import RIVER_KM
from dashboard.record.schema import Places
from dashboard.session.address import follow_moves, keep_address
from dashboard.session.parameters import BANDS, COUNTS, view_query
from dashboard.session.selected import current_selection, go_to
from dashboard.text import escape, own_link, tag
from dashboard.timespan import EARLIEST, format_day
from dashboard.ui.chart_picture import ChartPicture, offer_picture
from dashboard.ui.charts import STILL, show_chart
from dashboard.ui.download import Offered, chosen_window, everywhere, show_download
from dashboard.ui.html_parts import show
from dashboard.ui.links import HOME, Links
from dashboard.ui.page import open_page, show_problems
from dashboard.views.shares import drawn
from dashboard.views.shares.drawn import ShareView

PAGE: Final = "shares"
DEATHS_NOTE: Final = (
    "Bars run from the sum of the lowest to the sum of the highest figures, the mark is the sum of the middle ones. A "
    "report without a middle figure counts there with its low one; one with only a highest figure raises the upper end "
    "alone. Reports that share no incident number can still overlap, and many deaths are in no report: this is what "
    "the reports of this record give, not a count of the dead."
)


def render() -> None:
    """Day and choices, shares, profile, deaths."""
    record = open_page()
    current_selection(record)  # so that every choice has a value
    shared = _shared(record)
    _choices(record, shared)
    selection, shared = current_selection(record), _shared(record)
    keep_address(PAGE, view_query(record))
    _shares(record, shared, selection)
    _profile(record, shared, selection)
    _deaths(record, shared, selection)
    with st.container(key="problems"):
        show_problems(record.dataset)
    follow_moves()


def _shared(record: Record) -> ShareView:
    part, count, bands = (st.session_state[name] or "" for name in ("part", "count", "bands"))
    return drawn.share_record(record, current_selection(record).filters, part, count, bands)


def _choices(record: Record, shared: ShareView) -> None:
    """The day with steps to the next change, what is counted, and where."""
    on = current_selection(record).on
    changes = shared.changes[shared.changes["place_id"].isin(shared.places[Places.place_id])]
    before, after = neighbours_in_time(changes, on)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        last = max(record.dataset.last_day, date.today())
        st.date_input("Day shown", key="on", format="YYYY-MM-DD", min_value=EARLIEST, max_value=last, width=140)
        _step("Previous change", before, ":material/skip_previous:")
        _step("Next change", after, ":material/skip_next:")
        st.selectbox("Bands", list(BANDS), key="bands", format_func=BANDS.__getitem__, width=120)
        st.selectbox("Count", list(COUNTS), key="count", format_func=COUNTS.__getitem__, width=120)
        st.selectbox("Part of the valley", list(PARTS), key="part", format_func=PARTS.__getitem__, width=270)
        st.space("stretch")
        query = everywhere(Query(record.dataset, current_selection(record)))
        told = Query(record.dataset, current_selection(record), window=chosen_window(current_selection(record)))
        show_download(
            record,
            [Offered("states", query), Offered("intervals", query), Offered("reports", told), Offered("places", query)],
        )


def _step(label: str, day: date | None, icon: str) -> None:
    hint = f"Go to {format_day(day)}" if day else "No further change of hands among these places"
    st.button(label, icon=icon, disabled=day is None, help=hint, on_click=go_to, kwargs={"on": day})


def _shares(record: Record, shared: ShareView, selection: Selection) -> None:
    unit = drawn.UNITS[st.session_state["count"]]
    row = shares.shares_on(shared.steps, selection.on)
    said = escape(f"{format_day(selection.on)}. {shares.describe_shares(row, record.looks, unit)} ")
    home = own_link(Links(record).query(HOME), "Open this day on the map")
    show(tag("p", said, home, css="sentence"))
    if shared.steps.empty:
        st.info("No place that passes the filters can be counted so. Take a filter away, or count places.")
        return
    with st.container(key="shares"):
        st.plotly_chart(
            shared.figure, key="shares_chart", config=STILL,
            alt=f"Stacked areas: number of {unit}s held by each side from 1991 to today. The table below is equal.",
        )  # fmt: skip
    drawn.mark_day(selection.on)
    offer_picture(record, selection, "shares_chart", drawn.picture_of(record, shared))
    show(drawn.key_of(shared.bands, selection.on, record.looks))
    _shares_caption(shared, selection)
    with st.expander("The same numbers as a table", key="shares_table", on_change="rerun") as table:
        if table.open:
            st.dataframe(shares.named_steps(shared.steps, record.looks), hide_index=True)


def _shares_caption(shared: ShareView, selection: Selection) -> None:
    """What is counted and what is not, in words."""
    said = "Click the chart to set the day; drag it for the years before 2003. Every step is a change on its day. "
    said += (
        "Paler: last known, as no report near that day says so. Sharp steps come from reports of whole provinces, and "
        "from the year before the first report of many places, in which their government is not pale any more. "
    )
    if not st.session_state["bands"]:
        said += "A joint holding counts for the side of the force that is named first. "
    if selection.force:
        said += "Places that none of the chosen forces holds or claims are one band, held by others. "
    if st.session_state["count"]:
        said += shares.describe_people(shared.places)
        if (shared.places[Places.kind] == shares.DISTRICT).any():
            said += " Districts are left out, because their towns are counted."
    st.caption(escape(said))
    if st.session_state["count"] and not st.session_state["part"]:
        hint = "Baghdad and other cities far from the river outweigh the towns along it"
        st.button("Count only along the rivers", on_click=go_to, kwargs={"part": "river"}, help=hint)


def _profile(record: Record, shared: ShareView, selection: Selection) -> None:
    states = states_on(shared.places, shared.control, selection)
    figure = drawn.profile_of(record, selection, st.session_state["part"] or "", states)
    off = len(states) - int(states[RIVER_KM].notna().sum())
    st.subheader(f"Along the river on {format_day(selection.on)}", anchor=False)
    if figure is not None:
        show_chart(
            figure, "profile",
            "Bars along the Euphrates by river kilometre and bank, as high as the population, coloured by holder.",
            clicked=_clicked_profile,
        )  # fmt: skip
        offer_picture(record, selection, "profile", drawn.profile_picture(record, states, selection.on))
    st.caption(
        "Across: river kilometres from the Turkish border, downstream; dotted lines part the reaches. Height: the "
        "square root of the population; paler bars, of one height, where it is not known. Colour: the holder; "
        "stripes in another colour: contested. Bars that would hide one another are moved on a little. "
        + (f"{count_of(off, 'place')} off the river or on the Khabur stand in the tables only. " if off else "")
        + "Towns, not territory: nothing is known between the bars."
    )
    show(drawn.reach_table(states, record.looks))
    _focus_link(record, states, selection)
    with st.expander("Every place of the profile as a table", key="profile_table", on_change="rerun") as table:
        if table.open:
            st.dataframe(drawn.profile_table(states, record.looks), hide_index=True)


def _clicked_profile() -> None:
    points = st.session_state["profile"]["selection"]["points"]
    if points and (custom := points[0].get("customdata")):
        go_to(place=custom[0], event=None)


def _focus_link(record: Record, states: pd.DataFrame, selection: Selection) -> None:
    focus = states[states[Places.place_id] == selection.place]
    if len(focus):
        name = f"{focus.iloc[0][Places.name]} on {format_day(selection.on)}"
        show(tag("p", own_link(Links(record).query(HOME), f"Open {name} with its sources"), css="sentence"))


def _deaths(record: Record, shared: ShareView, selection: Selection) -> None:
    """Totals of the reports that pass the filters; of the window alone where one is chosen."""
    events = at_place(shared.events, selection.place)
    chosen = bool(st.session_state["from"] or st.session_state["to"])
    events = within(events, selection.window) if chosen else events
    incidents = deaths.incident_bands(events)
    window = selection.window
    title = "Deaths that reports give" + (
        f", {format_day(window.start)} to {format_day(window.last)}" if chosen else ""
    )
    st.subheader(title, anchor=False)
    show(tag("p", escape(deaths.describe_deaths(events, incidents)), css="sentence"))
    if incidents.empty:
        return
    rows, (_, word) = deaths.death_rows(incidents), deaths.period_of(incidents)
    said = f"Deaths reported by {word}, as bars from the lowest to the highest figures."
    show_chart(deaths_figure(rows), "deaths", f"{said} The table below is equal.")
    offer_picture(record, selection, "deaths", ChartPicture("deaths", title, f"{said} {DEATHS_NOTE}"))
    st.caption(f"{said} {DEATHS_NOTE}")
    with st.expander("The same numbers as a table", key="deaths_table", on_change="rerun") as table:
        if not table.open:
            return
        named = {"name": word.capitalize(), "low": "Low", "best": "Middle", "high": "High", "incidents": "Incidents"}
        st.dataframe(rows[list(named)].rename(columns=named), hide_index=True)
