"""What a briefing says in plain HTML: for readers without JavaScript, for search and for paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import pandas as pd
from markupsafe import Markup

from dashboard.analysis.filter_options import GRADES, chosen_labels
from dashboard.analysis.reader_tables import iso_dates, iso_day
from dashboard.analysis.record_cache import Record
from dashboard.analysis.report_words import source_of
from dashboard.analysis.sentences import count_of, describe_holders, describe_place, describe_with_age, join_words
from dashboard.briefing.content import Content
from dashboard.record.load import LICENCE_NAME, SHIPPED_NAME
from dashboard.record.river import RIVER_KM
from dashboard.record.schema import Events, Places
from dashboard.record.vocabulary import KINDS
from dashboard.text import arabic, clean, escape, lines, link, tag
from dashboard.timespan import day_number, format_date, format_day

MOST_SOURCES: Final = 2
"""Sources named of one change or holding; its card names all."""
MOST_FORCES: Final = 5
MOST_REPORTS: Final = 100
"""Reports listed of the window; the list beside the map holds all."""
FILTERS: Final = {
    "country": "country", "governorate": "governorate", "force": "force", "operation": "operation",
    "kind": "kind of report",
}  # fmt: skip

Row = Mapping[Any, Any]
Cells = Sequence[Markup]


def title_of(content: Content) -> str:
    """What the briefing is about, as plain text."""
    window, on = content.view.selection.window, content.view.selection.on
    days = f"{format_day(window.start)} to {format_day(window.last)}"
    if content.place:
        return f"Who held {clean(content.record.named[content.place])}, {days}"
    return f"Who held what along the Euphrates on {format_day(on)}"


def head_of(content: Content) -> Markup:
    """The title and what the view says, in sentences."""
    holders = describe_holders(content.states, content.record.looks, content.view.selection.on)
    told = [tag("p", escape(holders), css="holding"), *map(_paragraph, _sentences(content))]
    return tag("h1", escape(title_of(content))) + tag("div", *told, css="text")


def body_of(content: Content) -> Markup:
    """The tables: the place in focus, who held what, what changed hands, what was reported."""
    parts = [_place(content)] if content.place else []
    return Markup().join([*parts, _changes(content), _states(content), _reports(content)])


def _paragraph(text: str) -> Markup:
    return tag("p", escape(text))


def _sentences(content: Content) -> list[str]:
    """What the view says of the place in focus, and of the window, in sentences."""
    selection, looks = content.view.selection, content.record.looks
    own = content.states[content.states[Places.place_id] == content.place].to_dict("records")
    said = [*(describe_place(row, looks, selection.on) for row in own), _describe_changes(content)]
    if selection.on > content.record.dataset.last_day:
        said.append(f"The record ends on {format_day(content.record.dataset.last_day)}: this is what was known last.")
    aside = content.core["aside"]
    return [*said, aside] if aside else said


def _describe_changes(content: Content) -> str:
    window, hands, name = content.view.selection.window, content.hands, content.record.looks.name
    days = f"From {format_day(window.start)} to {format_day(window.last)}"
    if content.place:
        starts = zip(hands["force"], hands["start"], hands["start_precision"], strict=True)
        told = [f"to {name(force)} ({format_date(start.date(), precision)})" for force, start, precision in starts]
        where = clean(content.record.named[content.place])
        return f"{days} {where} " + (
            f"went {join_words(told[::-1])}." if told else "is not known to have changed hands."
        )
    if hands.empty:
        return f"{days} no place is known to have changed hands."
    gains = Counter(hands["force"]).most_common()
    to_whom = [f"{count} to {name(force)}" for force, count in gains[:MOST_FORCES]]
    to_whom += [f"{sum(count for _, count in gains[MOST_FORCES:])} to others"] if len(gains) > MOST_FORCES else []
    return f"{days} {count_of(hands[Places.place_id].nunique(), 'place')} changed hands: {join_words(to_whom)}."


def basis_of(content: Content) -> Markup:
    """Day, window, rule, clock, filters, version and licence: what others need to see the same."""
    selection, data = content.view.selection, content.record.dataset
    window, rule = selection.window, content.basis.rule
    digest = "" if data.digest in data.version else f", digest {data.digest}"
    version = f"{clean(data.name)}, version {clean(data.version)}{digest}, to {format_day(data.last_day)}"
    known = f"only what had been published by {format_day(selection.known)}" if selection.known else "all reports"
    told = {
        "Day shown": format_day(selection.on),
        "Window of reports": f"{format_day(window.start)} to {format_day(window.last)}",
        "Rule": f"{rule.name}: {rule.words}",
        "As known on": known,
        "Filters": "; ".join(_filters(content)) or "none",
        "Record": f"{version}. {LICENCE_NAME}." if data.name == SHIPPED_NAME else f"{version}.",
        "Made on": format_day(content.made),
    }
    return tag("dl", *(tag("dt", escape(name)) + tag("dd", escape(said)) for name, said in told.items()), css="basis")


def _filters(content: Content) -> list[str]:
    """The filters in force, in words."""
    selection, options = content.view.selection, content.record.options
    said = [f"{FILTERS[name]} {join_words(labels)}" for name, labels in chosen_labels(selection, options)]
    said += [f"reports graded {GRADES[selection.grade]}"] if selection.grade else []
    said += [f"words “{selection.q}”"] if selection.q.strip() else []
    return said + (["places without a report, too"] if selection.silent and content.record.dataset.is_own else [])


def _place(content: Content) -> Markup:
    """The holders of the place in focus, with reasons and sources."""
    text, day = content.place_text, day_number(content.view.selection.on)
    rows, now = list[Cells](), -1
    for holding in reversed(text["holdings"]):
        start, end = holding["start"], holding["end"]
        now = len(rows) if (start is None or start <= day) and (end is None or day < end) else now
        rows.append((escape(holding["when"]), _bdi(holding["says"]), _bdi(holding["step"]), _deciding(text, holding)))
    places = content.record.dataset.places
    place = places[places[Places.place_id] == content.place].iloc[0].to_dict()
    name = tag("bdi", escape(place[Places.name])) + " " + arabic(place[Places.name_ar])
    about = lines([_bdi(text["where"]), escape("Also written ") + _bdi(text["also"]) if text["also"] else Markup()])
    listed = (
        _table(("From", "State", "Why", "Who says so"), rows, now)
        if rows
        else _paragraph("No report says who held it.")
    )
    return tag("h2", name) + tag("div", tag("p", about), css="text quiet") + listed


def _deciding(text: Row, holding: Row) -> Markup:
    """The latest reports that decide, each with its source; where there are none, what is said of an area."""
    reports = [text["reports"][number] for number in holding["decided"]]
    areas = [area | {"grade": "", "says": f"of {area['of']}: {area['says']}"} for area in
             (text["areas"][number] for number in holding["areas"])] if not reports else []  # fmt: skip
    told = [
        tag(
            "span",
            escape(f"{report['when']}: {report['says']}. ") + _source(report["source"], report["grade"]),
            css="said",
        )
        for report in [*reports, *areas][-MOST_SOURCES:][::-1]
    ]
    return Markup().join(told) + _more(len(reports) + len(areas))


def _changes(content: Content) -> Markup:
    """What changed hands in the window, and who says so."""
    record, name, rows = content.record, content.record.looks.name, list[Cells]()
    for change in content.hands.to_dict("records"):
        rows.append(
            (
                escape(iso_day(change["start"], change["start_precision"])),
                _bdi(record.named[change[Places.place_id]]),
                _bdi(name(change["previous_force"])),
                _bdi(name(change["force"])),
                _sources(record, change["decided_by"]),
            )
        )
    title = tag("h2", escape(f"What changed hands in the window ({len(rows):,})"))
    if not rows:
        return title + _paragraph("No place is known to have changed hands.")
    return title + _table(("Day", "Place", "From", "To", "Who says so"), rows)


def _sources(record: Record, event_ids: Sequence[str]) -> Markup:
    """The sources of the latest of these reports."""
    reports = [event for event_id in event_ids[-MOST_SOURCES:] if (event := record.event(event_id))]
    told = [tag("span", _source(source_of(record, event), event["grade"]), css="said") for event in reports[::-1]]
    return Markup().join(told) + _more(len(event_ids))


def _more(count: int) -> Markup:
    return escape(f"and {count - MOST_SOURCES:,} more") if count > MOST_SOURCES else Markup()


def _source(source: Sequence[str], grade: str) -> Markup:
    """Publisher, linked title and grade."""
    publisher, title, url = source
    named = tag("bdi", escape(publisher)) + ": " if publisher else Markup()
    return named + link(url, title) + escape(f" ({grade})" if grade else "")


def _states(content: Content) -> Markup:
    """Who held each place on the day shown, down the river."""
    looks, rows, now = content.record.looks, list[Cells](), -1
    for state in content.states.to_dict("records"):
        now = len(rows) if state[Places.place_id] == content.place else now
        rows.append(
            (
                escape("" if pd.isna(state[RIVER_KM]) else f"{state[RIVER_KM]:.0f}"),
                _bdi(state[Places.name]) + " " + (arabic(state[Places.name_ar]) if state[Places.name_ar] else Markup()),
                _bdi(describe_with_age(state, looks)),
                escape(iso_day(state["start"], state["start_precision"])),
                escape(iso_day(state["last_evidence"])),
            )
        )
    title = tag("h2", escape(f"Who held each place on {format_day(content.view.selection.on)} ({len(rows):,})"))
    return title + _table(("River km", "Place", "State", "Since", "Last report"), rows, now)


def _reports(content: Content) -> Markup:
    """The reports of the window with their sources, the latest first."""
    reports, record = content.reports, content.record
    shown = reports.head(MOST_REPORTS)
    rows = [
        (
            escape(day),
            _bdi(record.named[event[Events.town]]),
            escape(KINDS[event[Events.kind]]),
            _bdi(event[Events.note]) + tag("span", _source(source_of(record, event), event["grade"]), css="said"),
        )
        for day, event in zip(iso_dates(shown), shown.to_dict("records"), strict=True)
    ]
    of_place = f" of {clean(record.named[content.place])}" if content.place else ""
    title = tag("h2", escape(f"Reports{of_place} in the window ({len(reports):,})"))
    some = (
        f"The latest {MOST_REPORTS} of them; the list of the screen above holds all."
        if len(reports) > len(shown)
        else ""
    )
    if not rows:
        return title + _paragraph("None.")
    return (
        title
        + (_paragraph(some) if some else Markup())
        + _table(("Day", "Place", "Kind", "What it says, and who"), rows)
    )


def _bdi(text: str) -> Markup:
    """A text in its own direction, whatever stands around it."""
    return tag("bdi", escape(text))


def _table(head: Sequence[str], rows: Iterable[Cells], now: int = -1) -> Markup:
    """A table of parts that are safe; the row numbered ``now`` stands out."""
    top = tag("thead", tag("tr", *(tag("th", escape(each)) for each in head)))
    body = (
        tag("tr", *(tag("td", cell) for cell in cells), css="now" if at == now else "") for at, cells in enumerate(rows)
    )
    return tag("div", tag("table", top, tag("tbody", *body)), css="table")
