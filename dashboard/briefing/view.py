"""Which view a briefing carries: the day, the window, the place and the filters, by the grammar of all addresses."""

from __future__ import annotations

from typing import Final, NamedTuple

from dashboard.analysis import grammar
from dashboard.analysis.grammar import FILTERS, WINDOW, Complaint, Parameter, Values, WrongParameters, asked, one_of
from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection
from dashboard.record.schema import Events
from dashboard.record.vocabulary import GROUP_IDS

SCREEN: Final = ("event", "only", "hide")
"""Parameters of the screen alone: the report that is open, the force singled out, the kinds of reports hidden."""
PARAMETERS: Final = (*WINDOW, *FILTERS, *SCREEN)


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


def view_of(params: Values, record: Record) -> View:
    """The view that these parameters name; ``WrongParameters`` where one of them makes no sense.

    Where no day is given, it is the last one of the window, or else that of the record.
    """
    found = asked(params, PARAMETERS, grammar.parameters_of(record) | _of_the_screen(record))
    first, last = found.get("from"), found.get("to")
    if first and last and last < first:
        raise WrongParameters([Complaint("to", str(last), f"a day from {first} on, on which the window begins")])
    selection = grammar.selection_of(({"on": last} if last else {}) | found, record)
    return View(selection, found.get("event", ""), not (first or last), found.get("only", ""), found.get("hide", ()))


def _of_the_screen(record: Record) -> dict[str, Parameter]:
    def event(given: str) -> str:
        found = record.event(given)
        if not found:
            raise ValueError(given)
        return str(found[Events.event_id])

    text = {"type": "string"}
    force, group = one_of(record.options["force"]), one_of(GROUP_IDS)
    groups = f"any of {', '.join(GROUP_IDS)}"
    own = (
        Parameter("event", "The report whose card is open.", "the id of a report, as its card says", event, text, ""),
        Parameter("only", "The force that is singled out.", "the id of a force that reports name", force, text, ""),
        Parameter("hide", "Kinds of reports that are hidden.", groups, group, text, "", many=True),
    )
    return {each.name: each for each in own}
