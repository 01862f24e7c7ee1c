"""Imported events that pass the filters, as totals, tray, chart over time and a table that the engine pages."""

from __future__ import annotations

import math
from typing import Final

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.analysis.reader_tables import period_table
from dashboard.analysis.sentences import count_of
from dashboard.eventsets.same_incident import toll
from dashboard.eventsets.table import PLACE_PRECISIONS
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.figures.tempo import tempo_figure
from dashboard.record.vocabulary import KINDS
from dashboard.session.selected import go_to
from dashboard.text import clean_cell, escape, tag
from dashboard.timespan import format_day
from dashboard.ui.charts import show_chart
from dashboard.ui.html_parts import show
from dashboard.ui.imported_layer import aside_words, tray_count, tray_words
from dashboard.ui.session_events import Overlay
from dashboard.ui.tables import offer_csv, table

PAGE_SIZE: Final = 50
COLUMNS: Final = {
    E.date: "Date", E.date_precision: "Date known", E.kind: "Kind", E.place: "Place", E.place_precision: "Place known",
    E.latitude: "Latitude", E.longitude: "Longitude", E.admin1: "Governorate", E.country: "Country",
    E.deaths_best: "Deaths, best", E.deaths_low: "Deaths, lowest", E.deaths_high: "Deaths, highest", E.actors: "Actors",
    E.source: "Source", E.note: "Note", E.dataset: "Set", E.event_id: "Event", E.row: "Row of the file",
}  # fmt: skip
"""Columns of the table, in its order; by each of them it can be sorted."""
BAND_HELP: Final = (
    "An event that gives one figure only counts with it at both ends; one that gives none counts with nothing."
)
FEW: Final = 5
"""Below so many events a period, the axis counts them one by one."""
FIGURES: Final = (E.deaths_low, E.deaths_best, E.deaths_high)


def show_totals(overlay: Overlay, gone: pd.DataFrame | None) -> None:
    """How many events pass and how many deaths they report, whole or less those the record likely tells of already."""
    held, count = overlay.answers.deaths().iloc[0], overlay.answers.count
    less = dict.fromkeys(held.index, 0) if gone is None else toll(gone)
    left = {name: int(held[name]) - less[name] for name in less}
    events = count - (0 if gone is None else len(gone))
    told = left["unstated"] < events
    with st.container(horizontal=True, gap="large", vertical_alignment="top"):
        _figure("Events" if gone is None else "Events without duplicates", f"{events:,}")
        _figure("Deaths, best estimate", f"{left[E.deaths_best]:,}" if told else "not given")
        band = f"{left[E.deaths_low]:,} to {left[E.deaths_high]:,}"
        _figure("Deaths, lowest to highest", band if told else "not given", BAND_HELP)
        _figure("Events without a number of deaths", f"{left['unstated']:,}")
    show(tag("p", escape(_sum_words(overlay)), css="sentence"))
    if gone is not None:
        said = f"{count:,} events = {events:,} + {count_of(len(gone), 'likely duplicate')} of reports of the record. "
        said += f"Duplicates tell of {less[E.deaths_low]:,} to {less[E.deaths_high]:,} deaths, "
        said += f"{less[E.deaths_best]:,} by best estimate, which are taken off as well."
        show(tag("p", escape(said), css="sentence"))


def _figure(label: str, value: str, words: str | None = None) -> None:
    st.metric(label, value, width="content", height="content", help=words)


def _sum_words(overlay: Overlay) -> str:
    """The total as a sum of what is drawn and what is counted only, and the filters that are not applied."""
    count, coarse, window = overlay.answers.count, tray_count(overlay), overlay.wanted.window
    when = f" from {format_day(window.start)} to {format_day(window.last)}" if window else ""
    said = f"{count_of(count, 'event')}{when} = {count - coarse:,} on the map + {coarse:,} without a dot"
    return said + (f" ({tray_words(overlay)})." if coarse else ".") + aside_words(overlay)


def offer_whole_span(overlay: Overlay) -> None:
    """Where nothing passes, or only a part, one press shows the days of all imported events."""
    held = overlay.store.facets
    if not overlay.answers.count:
        st.info("No imported event passes the filters." + aside_words(overlay))
    window = overlay.wanted.window
    if held.first and held.last and not (window and window.start <= held.first and held.last <= window.last):
        said = f"Show all days of the imported events: {format_day(held.first)} to {format_day(held.last)}"
        st.button(said, on_click=go_to, kwargs={"from": held.first, "to": held.last}, icon=":material/date_range:")


def show_tempo(overlay: Overlay) -> None:
    """Bars of events by period and group of kinds, with the same counts as a table."""
    rows = overlay.answers.tempo()
    figure = tempo_figure(rows)
    highest = rows.groupby("period")["count"].sum().max()
    figure.update_yaxes(title={"text": "imported events"}, dtick=1 if highest < FEW else None)
    figure.update_xaxes(range=_whole_range(rows), fixedrange=True)
    figure.update_traces(hovertemplate="%{x|%d %b %Y}: %{y} %{fullData.name}<extra></extra>")
    figure.update_layout(dragmode=False, showlegend=True, height=200)
    st.caption("**Imported events over time**: one bar a period, in the colours of their kinds")
    words = f"Bar chart of {count_of(overlay.answers.count, 'imported event')} over time by group of kinds."
    show_chart(figure, "imported_tempo", words)
    with st.expander("The same counts as a table"):
        st.dataframe(period_table(rows), hide_index=True, alt=words)


def _whole_range(rows: pd.DataFrame) -> list[pd.Timestamp]:
    """From the first bar to the last, with some room for their width."""
    first, last = rows["period"].min(), rows["period"].max()
    margin = max((last - first) / 40, pd.Timedelta(days=3))
    return [first - margin, last + margin]


@st.fragment
def show_table(overlay: Overlay) -> None:
    """One page of the events, sorted and cut out by the engine; the page can be jumped to."""
    pages = max(1, math.ceil(overlay.answers.count / PAGE_SIZE))
    st.session_state["imported_page"] = min(max(st.session_state.get("imported_page", 1), 1), pages)
    left, second, third = st.columns([2, 2, 1], vertical_alignment="bottom")
    sort = left.selectbox("Sorted by", list(COLUMNS), format_func=COLUMNS.__getitem__, key="imported_sort")
    order = second.radio("Order", ["Highest first", "Lowest first"], key="imported_order", horizontal=True)
    number = third.number_input(f"Page of {pages:,}", 1, pages, key="imported_page", step=1)
    page = overlay.answers.table_page(sort, order == "Highest first", int(number) - 1, PAGE_SIZE)
    first = (int(number) - 1) * PAGE_SIZE
    st.caption(f"Events {first + 1:,} to {first + len(page):,} of {overlay.answers.count:,}.")
    shown = table_of(page)
    show(events_table(shown))
    offer_csv(shown, "imported-events")


def events_table(events: pd.DataFrame) -> Markup:
    """The events of ``table_of``: of each where it was, what happened and to whom, its deaths, where it comes from."""
    rows = []
    for row in events.fillna("").astype(str).to_dict("records"):
        said = {name: row.get(heading, "") for name, heading in COLUMNS.items()}
        spot = f"{said[E.latitude]}, {said[E.longitude]}" if said[E.latitude] else ""
        place = _under(said[E.place], said[E.place_precision], said[E.admin1], said[E.country], spot)
        kind = said[E.kind] if said[E.note] else ""
        what = _under(said[E.note] or said[E.kind], kind, said[E.actors], said[E.source])
        low, high = said[E.deaths_low], said[E.deaths_high]
        deaths = _under(said[E.deaths_best], f"{low or '?'} to {high or '?'}" if low or high else "")
        source = _under(said[E.dataset], said[E.event_id], f"row {said[E.row]}" if said[E.row] else "")
        rows.append((_under(said[E.date], said[E.date_precision]), place, what, deaths, source))
    return table(("Date", "Place", "What happened", "Deaths", "Set and event"), rows, css="imported", numbers=(3,))


def _under(first: str, *more: str) -> Markup:
    """A text, and below it what is told beside it."""
    rest = " · ".join(each for each in more if each)
    return tag("bdi", escape(first)) + (tag("div", escape(rest), css="aside") if rest else Markup())


def table_of(events: pd.DataFrame) -> pd.DataFrame:
    """The events under headings in words, without signs that cannot be seen; columns it has not are left out."""
    known: dict[str, pd.Series | list[str]] = {
        E.kind: events[E.kind].map(lambda kind: KINDS.get(kind, kind)),
        E.date: [f"{day:%Y-%m-%d}" for day in events[E.date]],
        E.place_precision: events[E.place_precision].map(lambda name: PLACE_PRECISIONS.get(name, name)),
        E.actors: events[E.actors].str.replace("|", ", ", regex=False),
        **{name: events[name].map(lambda number: "" if pd.isna(number) else f"{number:,.0f}") for name in FIGURES},
    }
    shown = events.assign(**known)
    shown = shown[[name for name in COLUMNS if name in shown]].rename(columns=COLUMNS)
    return shown.map(clean_cell)
