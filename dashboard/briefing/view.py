"""Which view a briefing carries: the day, the window, the place and the filters, by the names of the pages' address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection
from dashboard.api.refusals import Complaint, complaint, wrong_parameters
from dashboard.record.schema import Events
from dashboard.record.vocabulary import GROUP_IDS
from dashboard.timespan import FIRST_DAY, Span, read_day
from dashboard.workbench.parameters import Params, selection_of

DAYS: Final = 90
"""How long the window of reports is where none is chosen: it ends with the day shown."""
MOST_DAYS: Final = 36_525
SINGLE: Final = ("on", "from", "to", "days", "place", "event", "only")
"""Parameters beside the filters, each given once."""
OWN: Final = (*SINGLE, "hide")
NEAR: Final = 3


class View(NamedTuple):
    """A view as the home page shows it."""

    selection: Selection
    event: str = ""
    """The id of the report whose card is open; "" for none."""
    is_tied: bool = True
    """True where the window ends with the day shown, and moves with it."""
    only: str = ""
    """The force that is singled out; "" for none."""
    hidden: tuple[str, ...] = ()
    """Groups of kinds of reports that are not shown, by ``vocabulary.GROUP_IDS``."""


def view_of(params: Params, record: Record) -> View:
    """The view that these parameters name; ``Refused`` where one of them makes no sense.

    Where no day is given, it is the last one of the window, or else that of the record.
    """
    filters = selection_of({name: values for name, values in params.items() if name not in OWN}, record)
    given = {name: values[0] for name, values in params.items() if name in SINGLE and values and values[0]}
    reader = _Reader(record, given)
    place, event, only, hidden = reader.place(), reader.event(), reader.only(), tuple(params.get("hide", ()))
    first, last, shown, days = reader.day("from"), reader.day("to"), reader.day("on"), reader.days()
    wrong = [
        complaint(name, ", ".join(params[name]), "to give it once") for name in SINGLE if len(params.get(name, ())) > 1
    ]
    if first and last and last < first:
        wrong.append(complaint("to", last, f"a day from {first} on, on which the window begins"))
    allowed = f"any of {', '.join(GROUP_IDS)}"
    wrong += [complaint("hide", group, allowed) for group in hidden if group not in GROUP_IDS]
    if found := [*wrong, *reader.wrong]:
        raise wrong_parameters(found)
    on = shown or last or record.dataset.last_day
    window = Span.of_days(on - timedelta(days=days - 1), on)
    if first or last:
        window = Span.of_days(first or FIRST_DAY, last or max(on, first or on))
    chosen = vars(filters) | {"on": on, "window": window, "place": place}
    return View(Selection(**chosen), event, not (first or last), only, hidden)


class _Reader:
    """What single parameters say; what is wrong with them is gathered, so that all of it can be said at once."""

    def __init__(self, record: Record, given: Mapping[str, str]) -> None:
        self.record = record
        self.given = given
        self.wrong: list[Complaint] = []

    def day(self, name: str) -> date | None:
        first, last = self.record.reach
        if name not in self.given:
            return None
        try:
            day = read_day(self.given[name])
        except ValueError:
            day = None
        if day is None or not first <= day <= last:
            self._refuse(name, f"a day such as 2014-06-21, from {first} to {last}")
        return day

    def days(self) -> int:
        given = self.given.get("days", str(DAYS))
        if given.isdecimal() and 0 < int(given) <= MOST_DAYS:
            return int(given)
        self._refuse("days", f"a whole number from 1 to {MOST_DAYS}")
        return DAYS

    def place(self) -> str:
        given = self.given.get("place", "")
        found = self.record.place_names.find(given) if given else ""
        if found is None:
            near = ", ".join(self.record.place_names.search(given, NEAR))
            self._refuse("place", "id, name or alias of a place" + (f"; near it are {near}" if near else ""))
        return found or ""

    def event(self) -> str:
        given = self.given.get("event", "")
        found: Mapping[Any, Any] | None = self.record.event(given) if given else None
        if given and not found:
            self._refuse("event", "the id of a report, as its card gives it")
        return str(found[Events.event_id]) if found else ""

    def only(self) -> str:
        given = self.given.get("only", "")
        if given and given not in self.record.options["force"]:
            self._refuse("only", "the id of a force that reports name")
        return given

    def _refuse(self, name: str, allowed: str) -> None:
        self.wrong.append(complaint(name, self.given[name], allowed))
