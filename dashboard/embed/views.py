"""What the light page is told of the view that its address asks for: by the same grammar as a page's address."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from dashboard.analysis.grammar import (
    FILTERS,
    WINDOW,
    WINDOW_DAYS,
    Complaint,
    Parameter,
    Values,
    WrongParameters,
    asked,
    choice,
    one_of,
    parameters_of,
    selection_of,
)
from dashboard.analysis.record_cache import Record
from dashboard.embed.addresses import ONLY_IN_FRAMES, VIEWS
from dashboard.record.vocabulary import GROUP_IDS
from dashboard.text import clean
from dashboard.timespan import day_number, format_day
from dashboard.workbench.addresses import core_address, geography_address, texts_address, texts_query
from dashboard.workbench.beginning import screen_state

Json = dict[str, Any]
TITLES: Final = {
    "map": "Map of who held what along the Euphrates, {}",
    "river": "River diagram of who held what along the Euphrates, {}",
    "town": "{} on {}",
}
THEMES: Final = {"light": "on a light ground", "dark": "on a dark ground"}
OF_OTHER_PAGES: Final = (
    *("event", "with", "part", "count", "bands", "intro", "maps", "about", "standing", "claim", "against", "open"),
    *("version", "since", "until"),
)
"""They change nothing here, and stay in the address of the whole view."""
OWN: Final = ("embed", "theme", "only", "hide")
KNOWN: Final = frozenset((*FILTERS, *WINDOW, *OWN, *ONLY_IN_FRAMES, *OF_OTHER_PAGES))


def view_of(params: Values, record: Record, base: str = "") -> Json:
    """The view that these parameters ask for; ``WrongParameters`` where one of them makes no sense.

    Parameters that no page knows are named in ``left_out``.
    """
    names = (*OWN, *FILTERS, *WINDOW)
    given = {name: values for name, values in params.items() if name in names}
    found = asked(given, names, parameters_of(record) | _own(record))
    view = _needed(found, "embed", ", ".join(VIEWS))
    if view == "town":
        _needed(found, "place", "the town to show, by id, name or alias")
    selection = selection_of(found, record)
    return {
        "view": view,
        "title": title_of(view, record, selection.place, selection.on),
        "payload": core_address(record, selection, base),
        "geography": geography_address(record, base),
        "texts": {"prefix": texts_address(record, base), "query": texts_query(selection)},
        "rule": selection.rule,
        "latest": day_number(record.latest),
        "state": screen_state(
            selection,
            tied=not ("from" in found or "to" in found),
            days=found.get("days", WINDOW_DAYS),
            place=selection.place,
            only=found.get("only", ""),
            hide=found.get("hide", ()),
        ),
        "theme": found.get("theme", ""),
        "left_out": [clean(name)[:40] for name in params if name not in KNOWN][:10],
    }


def title_of(view: str, record: Record, place: str, on: date) -> str:
    """What the view is called where it stands alone."""
    said = format_day(on)
    return TITLES[view].format(clean(record.named[place]), said) if view == "town" else TITLES[view].format(said)


def _own(record: Record) -> dict[str, Parameter]:
    """What only a view of the screen is asked by."""
    views = {view: f"{high} pixels high" for view, high in VIEWS.items()}
    forces, groups = record.options["force"], dict.fromkeys(GROUP_IDS, "")
    about_groups = "Groups of kinds of reports that are not shown. May be repeated."
    every = (
        choice("embed", "The view that stands alone.", views),
        choice("theme", "The ground it stands on.", THEMES),
        choice("only", "The force that is singled out.", forces or {"": ""}),
        Parameter("hide", about_groups, f"one of {', '.join(groups)}", one_of(groups), {}, GROUP_IDS[0], many=True),
    )
    return {each.name: each for each in every}


def _needed(found: dict[str, Any], name: str, allowed: str) -> str:
    if name not in found:
        raise WrongParameters([Complaint(name, "", allowed)])
    return str(found[name])
