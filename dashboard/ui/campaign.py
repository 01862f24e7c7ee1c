"""The parts of an operation's page: what it was, the towns it took and lost, its dead, its sources."""

from __future__ import annotations

import pandas as pd

from dashboard.campaigns import BETWEEN_OTHERS, HANDED_OVER, LOST, TAKEN, Advance, Deaths
from dashboard.figures.campaigns import when
from dashboard.river import RIVER_KM
from dashboard.schema import LIST_SEPARATOR, Events, Operations, Places
from dashboard.summary import count_of, join_words
from dashboard.text import bullets, escape, tag
from dashboard.timespan import format_date, format_day
from dashboard.ui.cache import Record
from dashboard.ui.history import swatch, table
from dashboard.ui.lines import Row, named_source
from dashboard.ui.links import Links

SIDES = {TAKEN: "taken", LOST: "lost", HANDED_OVER: "between its lead forces", BETWEEN_OTHERS: "between others"}


def about(record: Record, operation: Row, links: Links) -> str:
    """Names, days, forces on both sides, outcome, source; what it is part of and what is part of it."""
    names = [name for name in operation[Operations.aliases].split(LIST_SEPARATOR) if name]
    also = tag("p", "Also called ", tag("bdi", escape("; ".join(names))), css="aside") if names else ""
    sides = (("Led by", Operations.lead_forces), ("Against", Operations.opposing_forces))
    lines = [tag("b", escape(f"{said}: ")) + _forces(record, operation[column]) for said, column in sides]
    lines.append(tag("b", "Days: ") + escape(when(operation)) + _length(operation))
    lines.append(tag("b", "Outcome: ") + escape(operation[Operations.outcome] or "not given in the record"))
    lines += _family(record, operation, links)
    lines.append(tag("b", "Read in: ") + named_source(record, operation[Operations.source_id]))
    return also + tag("div", bullets(lines), css="card")


def _forces(record: Record, joined: str) -> str:
    forces = [force for force in joined.split(LIST_SEPARATOR) if force]
    return join_words([swatch(record, force) + escape(record.looks.name(force)) for force in forces]) or "not known"


def _length(operation: Row) -> str:
    if operation["is_open"]:
        return ""
    return escape(f" ({count_of((operation['last'] - operation['first']).days + 1, 'day')})")


def _family(record: Record, operation: Row, links: Links) -> list[str]:
    """The operation it is part of, and those that are part of it, as links."""
    operations = record.dataset.operations
    parent = operation[Operations.parent_operation_id]
    parts = operations[operations[Operations.parent_operation_id] == operation[Operations.operation_id]]
    lines = [tag("b", "Part of: ") + links.operation(parent)] if parent in record.options["operation"] else []
    if len(parts):
        ordered = parts.sort_values(Operations.start)[Operations.operation_id]
        lines.append(tag("b", f"Its parts ({len(parts)}): ") + join_words([links.operation(each) for each in ordered]))
    return lines


def towns_table(record: Record, changed: pd.DataFrame, links: Links) -> str:
    """Every change of hands of the operation, in order: what, from whom to whom, and why it is counted here."""
    rows = []
    for row in changed.to_dict("records"):
        place, day = row[Places.place_id], row["start"].date()
        km = "off the river" if pd.isna(row[RIVER_KM]) else f"km {row[RIVER_KM]:.0f}"
        hands = [swatch(record, holder) + escape(record.looks.name(holder)) for holder in
                 (row["previous_force"], row["force"])]  # fmt: skip
        rows.append((
            links.day(place, day, format_date(day, row["start_precision"])), links.town(place, day=day), escape(km),
            escape(SIDES[row["side"]]), " to ".join(hands), escape(row["why"]),
        ))  # fmt: skip
    head = ("Day", "Town", "River", "For its lead forces", "From and to", "Counted because")
    return tag("div", table(head, rows), css="card stacked flow")


def describe_towns(changed: pd.DataFrame) -> str:
    """How many places were taken and lost, in a sentence."""
    counts = {side: changed.loc[changed["side"] == side, Places.place_id].nunique() for side in SIDES}
    said = [f"{count_of(counts[TAKEN], 'place')} taken", f"{counts[LOST] or 'none'} lost"]
    said += [f"{counts[side]} passed {SIDES[side]}" for side in (HANDED_OVER, BETWEEN_OTHERS) if counts[side]]
    return join_words(said) + "."


def river_order(changed: pd.DataFrame, links: Links) -> str:
    """The towns taken on the river, going down it, each with its turn in the order of time; "" for fewer than two."""
    taken = changed[(changed["side"] == TAKEN) & changed[RIVER_KM].notna()].drop_duplicates(Places.place_id)
    if len(taken) < 2:
        return ""
    turns = taken.assign(turn=range(1, len(taken) + 1)).sort_values(RIVER_KM).to_dict("records")
    towns = [f"{links.town(row[Places.place_id])} ({row['turn']})" for row in turns]
    return "Down the river, each with its turn in the order of taking: " + ", ".join(towns) + "."


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
    if behind:
        said += f" {count_of(behind, 'town')} of {len(found.places)} {'was' if behind == 1 else 'were'} taken behind "
        said += "the front, so the order along the river is not the order in time."
    return said + left


def deaths_card(deaths: Deaths) -> str:
    """The dead as a band from low to high with the best figure marked, in words and as a picture of the words."""
    title = tag("h4", "Deaths in its reports")
    if not deaths.reports:
        said = f"None of {count_of(deaths.silent, 'report')} gives a number of deaths."
        return tag("div", title, tag("p", escape(said)), css="card")
    band = f"{deaths.low:,} to {deaths.high:,}, by the reports' own best figures {deaths.best:,}"
    if deaths.low == deaths.high:
        band = f"{deaths.best:,}, with no lower or higher figure"
    giving = "1 report that gives" if deaths.reports == 1 else f"{deaths.reports:,} reports that give"
    said = f": the sums of the lowest, highest and best figures of {giving} a number. "
    said += f"{count_of(deaths.silent, 'report')} {'gives' if deaths.silent == 1 else 'give'} none. "
    said += "Reports overlap, so the same dead can be counted more than once" if deaths.reports > 1 else ""
    if deaths.overlapping:
        said += f": {deaths.overlapping} of them tell of an incident that another one tells of too"
    return tag(
        "div", title, _band(deaths), tag("p", tag("b", escape(band)), escape(said.strip(". ") + ".")), css="card"
    )


def _band(deaths: Deaths) -> str:
    if not deaths.high:
        return ""
    low, best = 100 * deaths.low / deaths.high, 100 * deaths.best / deaths.high
    parts = f'<i class="range" style="left:{low:.1f}%"></i><i class="best" style="left:{best:.1f}%"></i>'
    return f'<div class="deaths" aria-hidden="true">{parts}</div>'


def sources_list(record: Record, reports: pd.DataFrame) -> str:
    """The sources of these reports, those with most of them first."""
    counts = reports[Events.source_id].value_counts()
    lines = [
        f"{named_source(record, str(key))}, {escape(count_of(number, 'report'))}" for key, number in counts.items()
    ]
    return tag("div", bullets(lines), css="card")
