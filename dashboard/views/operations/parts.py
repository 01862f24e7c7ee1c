"""The parts of an operation's page: what it was, the towns it took and lost, its dead, its sources."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from dashboard.analysis.deaths import BEST, HIGH, LOW, describe_deaths, incident_bands
from dashboard.analysis.operations import BETWEEN_OTHERS, LOST, TAKEN, Advance
from dashboard.analysis.record_cache import Record
from dashboard.analysis.sentences import count_of, join_words
from dashboard.figures.campaigns import when
from dashboard.record.cell_syntax import items
from dashboard.record.holding import Holding
from dashboard.record.river import RIVER_KM
from dashboard.record.schema import Events, Operations, Places
from dashboard.text import bullets, escape, sentence_list, tag
from dashboard.timespan import format_date, format_day
from dashboard.ui.chips import chip, from_to
from dashboard.ui.links import Links
from dashboard.ui.report_lines import Row, named_source
from dashboard.ui.tables import table

SIDES = {TAKEN: "taken", LOST: "lost", BETWEEN_OTHERS: "between others"}


def about(record: Record, operation: Row, links: Links) -> Markup:
    """Names, days, forces on both sides, outcome, source; what it is part of and what is part of it."""
    names = items(operation[Operations.aliases])
    also = tag("p", Markup("Also called "), tag("bdi", escape("; ".join(names))), css="aside") if names else Markup()
    sides = (("Led by", Operations.lead_forces), ("Against", Operations.opposing_forces))
    lines = [tag("b", escape(f"{said}: ")) + _forces(record, operation[column]) for said, column in sides]
    lines.append(tag("b", Markup("Days: ")) + escape(when(operation)) + _length(operation))
    lines.append(tag("b", Markup("Outcome: ")) + escape(operation[Operations.outcome] or "not given in the record"))
    lines += _family(record, operation, links)
    lines.append(tag("b", Markup("Read in: ")) + named_source(record, operation[Operations.source_id]))
    return also + tag("div", bullets(lines), css="card")


def _forces(record: Record, joined: str) -> Markup:
    forces = Holding.of(joined).forces
    named = [chip(record, force) for force in forces]
    return sentence_list(named) if named else Markup("not known")


def _length(operation: Row) -> Markup:
    if operation["is_open"]:
        return Markup()
    return escape(f" ({count_of((operation['last'] - operation['first']).days + 1, 'day')})")


def _family(record: Record, operation: Row, links: Links) -> list[Markup]:
    """The operation it is part of, and those that are part of it, as links."""
    operations = record.dataset.operations
    parent = operation[Operations.parent_operation_id]
    parts = operations[operations[Operations.parent_operation_id] == operation[Operations.operation_id]]
    lines = [tag("b", Markup("Part of: ")) + links.operation(parent)] if parent in record.options["operation"] else []
    if len(parts):
        ordered = parts.sort_values(Operations.start)[Operations.operation_id]
        named = sentence_list([links.operation(each) for each in ordered])
        lines.append(tag("b", escape(f"Its parts ({len(parts)}): ")) + named)
    return lines


def towns_table(record: Record, changed: pd.DataFrame, links: Links) -> Markup:
    """Every change of hands of the operation, in order: what, from whom to whom, and why it is counted here."""
    rows = []
    for row in changed.to_dict("records"):
        place, day = row[Places.place_id], row["start"].date()
        km = "off the river" if pd.isna(row[RIVER_KM]) else f"km {row[RIVER_KM]:.0f}"
        rows.append((
            links.day(place, day, format_date(day, row["start_precision"])), links.town(place, day=day), escape(km),
            escape(SIDES[row["side"]]), from_to(record, row["previous_force"], row["force"]), escape(row["why"]),
        ))  # fmt: skip
    head = ("Day", "Town", "River", "For its lead forces", "From and to", "Counted because")
    return table(head, rows, css="stacked flow")


def describe_towns(changed: pd.DataFrame) -> str:
    """How many places were taken and lost, in a sentence."""
    counts = {side: changed.loc[changed["side"] == side, Places.place_id].nunique() for side in SIDES}
    said = [f"{count_of(counts[TAKEN], 'place')} taken", f"{counts[LOST] or 'none'} lost"]
    said += [f"{counts[BETWEEN_OTHERS]} passed {SIDES[BETWEEN_OTHERS]}"] if counts[BETWEEN_OTHERS] else []
    return join_words(said) + "."


def river_order(changed: pd.DataFrame, links: Links) -> Markup:
    """The towns taken on the river, going down it, each with its turn in the order of time; "" for fewer than two."""
    taken = changed[(changed["side"] == TAKEN) & changed[RIVER_KM].notna()].drop_duplicates(Places.place_id)
    if len(taken) < 2:
        return Markup()
    turns = taken.assign(turn=range(1, len(taken) + 1)).sort_values(RIVER_KM).to_dict("records")
    towns = [links.town(row[Places.place_id]) + f" ({row['turn']})" for row in turns]
    return "Down the river, each with its turn in the order of taking: " + Markup(", ").join(towns) + "."


def describe_advance(found: Advance) -> str:
    """The rate of advance in words, or why it cannot be worked out."""
    left = ""
    if found.left_out:
        left = f" Left out, because off the river or known by no exact day: {count_of(found.left_out, 'town')}."
    if found.reason:
        return f"No rate of advance can be worked out: {found.reason}.{left}"
    front = found.places[found.places["is_front"]]
    first, last = front.iloc[0], front.iloc[-1]
    ends = [f"{row[Places.name]} (river km {row[RIVER_KM]:.0f}, {format_day(row['start'].date())})" for row in
            (first, last)]  # fmt: skip
    behind = len(found.places) - len(front)
    said = f"From {ends[0]} to {ends[1]}: {abs(found.km):.0f} river km {found.direction} in "
    said += f"{count_of(found.days, 'day')}, {found.rate:.1f} river km a day on average."
    said += _longest_pause(front["start"], found.days)
    if behind:
        said += f" {count_of(behind, 'town')} of {len(found.places)} {'was' if behind == 1 else 'were'} taken behind "
        said += "the front, so the order along the river is not the order in time."
    return said + _taken_last(found.places, last["start"]) + left


def _taken_last(places: pd.DataFrame, front_stood: pd.Timestamp) -> str:
    """The town with which the taking ended, where that was after the front had come to its farthest; else ""."""
    ended = places.sort_values("start", kind="stable").iloc[-1]
    if ended["start"] <= front_stood:
        return ""
    return f" The last town taken was {ended[Places.name]}, on {format_day(ended['start'].date())}."


def _longest_pause(days: pd.Series, whole: int) -> str:
    """Where the front stood for half of the time or longer, an average says little; "" where it did not."""
    pauses = days.diff().dt.days
    longest = int(pauses.max())
    if longest * 2 < whole or len(days) < 3:
        return ""
    end = days[pauses.idxmax()]
    start = end - pd.Timedelta(days=longest)
    said = f" The average hides a pause: for {longest} of these days, {format_day(start.date())} to "
    return said + f"{format_day(end.date())}, no town farther along was taken."


def deaths_card(reports: pd.DataFrame) -> Markup:
    """The dead as a band from low to high with the middle figure marked, in words and as a picture of the words."""
    incidents = incident_bands(reports)
    said = tag("p", escape(describe_deaths(reports, incidents)))
    return tag("div", tag("h4", Markup("Deaths in its reports")), _band(incidents), said, css="card")


def _band(incidents: pd.DataFrame) -> Markup:
    low, best, high = (int(incidents[name].sum()) for name in (LOW, BEST, HIGH))
    if low == high:
        return Markup()
    ends = f'<i class="range" style="left:{100 * low / high:.1f}%"></i>'
    return Markup(
        f'<div class="deaths" aria-hidden="true">{ends}<i class="best" style="left:{100 * best / high:.1f}%"></i></div>'
    )


def sources_list(record: Record, reports: pd.DataFrame) -> Markup:
    """The sources of these reports, those with most of them first."""
    counts = reports[Events.source_id].value_counts()
    lines = [
        named_source(record, str(key)) + escape(f", {count_of(number, 'report')}") for key, number in counts.items()
    ]
    return tag("div", bullets(lines), css="card")
