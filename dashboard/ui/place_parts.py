"""The parts of a town's page: its holders with reasons, days held, neighbours, names, figures and operations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd
from markupsafe import Markup

from dashboard.analysis.record_cache import Control, Record
from dashboard.analysis.selection import at_place
from dashboard.analysis.sentences import count_of, describe_verdict, describe_with_age
from dashboard.analysis.town import days_held, history_span, names_of, neighbours, operations_at
from dashboard.control.on_day import intervals_on, with_silent_places
from dashboard.record import vocabulary as words
from dashboard.record.derived_columns import known_by
from dashboard.record.river import RIVER_DISTANCE_KM, RIVER_KM
from dashboard.record.schema import Events, Operations, Places
from dashboard.text import arabic, bullets, escape, tag
from dashboard.timespan import format_date, format_day
from dashboard.ui.chips import disc, state_chip
from dashboard.ui.links import Links
from dashboard.ui.report_lines import Row, area_lines, full_line, named_source
from dashboard.ui.tables import table

STATE_WORDS = {
    "held": "{}",
    "divided": "Divided: {}",
    "contested": "Contested, held by {}",
    "passed": "Lost by {} on an unknown day",
}


def holders(record: Record, basis: Control, own: pd.DataFrame, day: date, links: Links) -> Markup:
    """Every holding in order, with the rule's step in words and the reports that decide it."""
    place = str(own[Places.place_id].iloc[0])
    lines = _lines(record, basis, place)
    rows, now = [], -1
    precisions = [*own["start_precision"].iloc[1:], "day"]
    for number, (row, until) in enumerate(zip(own.to_dict("records"), precisions, strict=True)):
        if _lasts_on(row, day):
            now = number
        says = state_chip(record, row)
        rows.append((_when(row, until, links), says, _reason(record, row, lines)))
    return table(("When", "State", "Why"), rows, now, css="stacked holders")


def _lasts_on(row: Row, day: date) -> bool:
    begun, ended = row["start"], row["end"]
    return (pd.isna(begun) or begun.date() <= day) and bool(pd.isna(ended) or day < ended.date())


def _when(row: Row, until: str, links: Links) -> Markup:
    """From when to when, the days linked to the map; ``until`` is the precision of the end."""
    place, first, last = row[Places.place_id], row["start"], row["end"]
    begins, ends = Markup(), Markup()
    if not pd.isna(first):
        begins = links.day(place, first.date(), format_date(first.date(), row["start_precision"]))
    if not pd.isna(last):
        ends = links.day(place, last.date(), format_date(last.date(), until))
    if not begins:
        return "until " + ends if ends else Markup("always")
    return begins + " to " + ends if ends else "since " + begins


def _lines(record: Record, basis: Control, place: str) -> dict[str, Markup]:
    """Each report of the place on who holds it, by its id, with what the rule made of it, as safe HTML."""
    events = at_place(record.dataset.events, place)
    told = events[events[Events.event_id].isin(basis.verdicts)].to_dict("records")
    ids = [str(each[Events.event_id]) for each in told]
    said = {key: describe_verdict(basis.verdicts[key], basis.known) for key in ids}
    return {key: full_line(record, each, said[key]) for key, each in zip(ids, told, strict=True)}


def _reason(record: Record, row: Row, lines: dict[str, Markup]) -> Markup:
    """The step of the rule; folded under it, the reports that decide it, say otherwise or speak of a whole area."""
    step = tag("div", escape(f"{row['step'][:1].upper()}{row['step'][1:]}."))
    told = [
        ("decides", "decide", [line for key, line in lines.items() if key in row["decided_by"]]),
        ("says otherwise", "say otherwise", [line for key, line in lines.items() if key in row["disputed_by"]]),
        ("of a whole area", "of a whole area", area_lines(record, row["area_reports"]) if row["area_reports"] else []),
    ]
    named = [
        (f"{count_of(len(found), 'report')} {one if len(found) == 1 else many}", found)
        for one, many, found in told
        if found
    ]
    if not named:
        return step
    parts = [tag("h5", escape(heading)) + bullets(found) for heading, found in named]
    return step + tag("details", tag("summary", escape(", ".join(heading for heading, _ in named))), *parts)


def days_table(record: Record, own: pd.DataFrame, last: date) -> Markup:
    """Days held by each force: total, share, longest stretch; contested, passed and unknown days apart."""
    span = history_span(own, last)
    rows = []
    for row in days_held(own, span).to_dict("records"):
        name = "No holder known" if row["state"] == "unknown" else STATE_WORDS[row["state"]]
        if row["state"] == "contested" and not row["force"]:
            name = "Contested, no holder known"
        said = name.format(record.looks.name(row["force"]))
        holder = tag(
            "span", disc(record.looks.of(row["force"])), tag("span", escape(said), *_of_them(row)), css="state"
        )
        numbers = (f"{row['days']:,}", f"{row['share']:.1%}", f"{row['longest']:,}")
        rows.append((holder, *map(escape, numbers)))
    about = f"{format_day(span.start)} to {format_day(span.last)}, {count_of(span.days, 'day')}"
    return tag(
        "div", tag("h4", Markup("Days held")), tag("p", escape(about), css="aside"),
        table(("Holder", "Days", "Share", "Longest"), rows, css="small", numbers=(1, 2, 3)), css="card",
    )  # fmt: skip


def _of_them(row: Row) -> Iterator[Markup]:
    """How many of the days held were days of a siege, or are told of only by reports of a whole area."""
    for name, said in (("besieged", "besieged"), ("of_area", "said only of the area")):
        if row[name]:
            yield tag("span", escape(f" ({count_of(row[name], 'day')} of them {said})"), css="aside")


def neighbours_card(record: Record, basis: Control, place: Row, day: date, links: Links) -> Markup:
    """The next places up and down the river on each bank, with km and their holder on the day."""
    title = tag("h4", escape(f"Neighbours on the river on {format_day(day)}"))
    near = neighbours(record.dataset.places, place[Places.place_id])
    if near.empty:
        return tag("div", title, tag("p", Markup("None: this place has no river kilometre.")), css="card")
    control = with_silent_places(basis.intervals, near.drop_duplicates(Places.place_id))
    states = intervals_on(control, day).set_index(Places.place_id)
    rows = []
    for row in near.to_dict("records"):
        state = states.loc[row[Places.place_id]].to_dict()
        where = f"{row['bank'].capitalize()} bank, {row['km']:.0f} km {row['direction']}"
        held = state_chip(record, state, describe_with_age(state, record.looks))
        rows.append((escape(where), links.town(row[Places.place_id]), held))
    return tag("div", title, table(("Where", "Place", "State"), rows, css="small"), css="card")


def facts(record: Record, place: Row) -> Markup:
    """Names in all variants, position and its precision, river, population with source and year."""
    latin, in_arabic = names_of(place)
    lines = [tag("b", Markup("Latin: ")) + Markup(", ").join(tag("bdi", escape(name)) for name in latin)]
    if in_arabic:
        lines.append(tag("b", Markup("Arabic: ")) + Markup("، ").join(map(arabic, in_arabic)))
    where = [words.PLACE_KINDS.get(place[Places.kind], place[Places.kind]), place[Places.governorate]]
    where.append(words.COUNTRIES.get(place[Places.country], place[Places.country]))
    lines.append(escape(", ".join(part for part in where if part)))
    lines += [escape(line) for line in (_river(place), _position(place), _population(place)) if line]
    lines.append("Read in " + named_source(record, place[Places.source_id]))
    return tag("div", tag("h4", Markup("Names and figures")), bullets(lines), css="card")


def _river(place: Row) -> str:
    bank = words.BANKS.get(place[Places.bank], "bank not known")
    away: str = "" if pd.isna(place[RIVER_DISTANCE_KM]) else f"{place[RIVER_DISTANCE_KM]:.0f} km from the Euphrates"
    if pd.isna(place[RIVER_KM]):
        return f"No river kilometre; {away}" if away else "No river kilometre"
    return f"River km {place[RIVER_KM]:.0f}, {bank}" + (f", {away}" if place[Places.bank] == "off-river" else "")


def _position(place: Row) -> str:
    if pd.isna(place[Places.latitude]):
        return "Position not known"
    exact = words.COORDINATE_PRECISIONS.get(place[Places.coordinate_precision], "precision not known")
    return f"{place[Places.latitude]:.4f}° N, {place[Places.longitude]:.4f}° E ({exact})"


def _population(place: Row) -> str:
    if pd.isna(place[Places.population]):
        return "Population: no figure in the record"
    year = "year not given" if pd.isna(place[Places.population_year]) else f"{place[Places.population_year]:.0f}"
    return f"Population {place[Places.population]:,.0f} ({year})"


def known_events(record: Record, basis: Control) -> pd.DataFrame:
    """The reports that had been published by the day of the second clock; all of them where it is not set."""
    events = record.dataset.events
    return known_by(events, basis.known)


def operations_card(record: Record, basis: Control, place_id: str, links: Links) -> Markup:
    """The operations that reports of the place name."""
    rows = operations_at(known_events(record, basis), record.dataset.operations, place_id)
    title = tag("h4", escape(f"Operations that touched it ({len(rows)})"))
    lines = []
    for row in rows.to_dict("records"):
        first, last = format_day(row["first"].date()), format_day(row["last"].date())
        when = first if first == last else f"{first} to {last}"
        said = f": {count_of(row['reports'], 'report')}, {when}"
        lines.append(links.operation(row[Operations.operation_id]) + escape(said))
    return tag(
        "div", title, bullets(lines) if lines else tag("p", Markup("No report of it names an operation.")), css="card"
    )
