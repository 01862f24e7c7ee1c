"""What the light page is told of the view that its address asks for: the same names as in the address of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from dashboard.analysis.filter_options import LISTS
from dashboard.analysis.record_cache import Record
from dashboard.api.refusals import Complaint, complaint, wrong_parameters
from dashboard.embed.addresses import ONLY_IN_FRAMES, VIEWS
from dashboard.record.vocabulary import GROUP_IDS
from dashboard.text import clean
from dashboard.timespan import Span, day_number, format_day, read_day
from dashboard.workbench.addresses import core_address, geography_address, texts_address, texts_query
from dashboard.workbench.parameters import SINGLES, selection_of

Params = Mapping[str, Sequence[str]]
Json = dict[str, Any]
WINDOW_DAYS: Final = 90
MOST_DAYS: Final = 36_525
DAYS: Final = ("on", "from", "to")
STATE: Final = (*DAYS, "days", "place", "only", "hide")
TITLES: Final = {
    "map": "Map of who held what along the Euphrates, {}",
    "river": "River diagram of who held what along the Euphrates, {}",
    "town": "{} on {}",
}
THEMES: Final = ("light", "dark")


def view_of(params: Params, record: Record, base: str = "") -> Json:
    """The view that these parameters ask for; ``Refused`` where one of them makes no sense.

    Parameters of other pages change nothing here; those that no page knows are named in ``left_out``.
    """
    view, place = _one(params, "embed"), _place(params, record)
    complaints = [*_wrong(params, record)]
    if view == "town" and not place and not _one(params, "place"):
        complaints.append(complaint("place", "", "the town to show, by id, name or alias"))
    if complaints:
        raise wrong_parameters(complaints)
    filters = {name: params[name] for name in (*LISTS, *SINGLES) if name in params}
    selection = selection_of(filters, record)
    on = _day(params, "on", record) or record.dataset.last_day
    selection = replace(selection, on=on, window=_window(params, record, on), place=place)
    return {
        "view": view,
        "title": title_of(view, record, place, on),
        "payload": core_address(record, selection, base),
        "geography": geography_address(record, base),
        "texts": {"prefix": texts_address(record, base), "query": texts_query(selection)},
        "rule": selection.rule,
        "latest": day_number(record.latest),
        "state": {
            "on": day_number(on),
            "from": day_number(selection.window.start),
            "to": day_number(selection.window.last),
            "tied": not (_one(params, "from") or _one(params, "to")),
            "days": _length(params),
            "place": place,
            "only": _one(params, "only"),
            "hidden": [number for number, group in enumerate(GROUP_IDS) if group in params.get("hide", ())],
        },
        "theme": _one(params, "theme"),
        "left_out": [clean(name)[:40] for name in params if name not in KNOWN][:10],
    }


def title_of(view: str, record: Record, place: str, on: date) -> str:
    """What the view is called where it stands alone."""
    said = format_day(on)
    return TITLES[view].format(clean(record.named[place]), said) if view == "town" else TITLES[view].format(said)


def _wrong(params: Params, record: Record) -> list[Complaint]:
    first, last = record.reach
    tests: dict[str, tuple[Callable[[str], bool], str]] = {
        "embed": (lambda given: given in VIEWS, ", ".join(VIEWS)),
        **dict.fromkeys(DAYS, (_is_day, f"a day such as {last}, from {first} on")),
        "days": (_is_length, f"a whole number up to {MOST_DAYS}"),
        "place": (lambda given: bool(record.place_names.find(given)), "the id, name or alias of a place"),
        "only": (lambda given: given in record.options["force"], "the id of a force"),
        "theme": (lambda given: given in THEMES, " or ".join(THEMES)),
    }
    wrong = [
        complaint(name, given, allowed)
        for name, (passes, allowed) in tests.items()
        if ((given := _one(params, name)) or name == "embed") and not passes(given)
    ]
    groups = [each for each in params.get("hide", ()) if each not in GROUP_IDS]
    return [*wrong, *(complaint("hide", each, ", ".join(GROUP_IDS)) for each in groups)]


def _is_day(given: str) -> bool:
    try:
        read_day(given)
    except ValueError:
        return False
    return True


def _is_length(given: str) -> bool:
    return given.isdecimal() and 0 < int(given[:6]) <= MOST_DAYS


def _day(params: Params, name: str, record: Record) -> date | None:
    """The day of a parameter, moved into the reach of the record; None where it is blank."""
    given, (first, last) = _one(params, name), record.reach
    return min(max(read_day(given), first), last) if given else None


def _window(params: Params, record: Record, on: date) -> Span:
    start, end = _day(params, "from", record), _day(params, "to", record)
    if not (start or end):
        return Span.of_days(on - timedelta(days=_length(params) - 1), on)
    first = start or record.reach[0]
    return Span.of_days(first, max(end or on, first))


def _length(params: Params) -> int:
    return int(_one(params, "days") or WINDOW_DAYS)


def _place(params: Params, record: Record) -> str:
    given = _one(params, "place")
    return (record.place_names.find(given) or "") if given else ""


def _one(params: Params, name: str) -> str:
    return params.get(name, ("",))[-1]


OF_OTHER_PAGES: Final = (
    "event",
    "with",
    "part",
    "count",
    "bands",
    "intro",
    "maps",
    "about",
    "standing",
    "claim",
    "against",
)
KNOWN: Final = frozenset((*LISTS, *SINGLES, *STATE, *ONLY_IN_FRAMES, *OF_OTHER_PAGES))
