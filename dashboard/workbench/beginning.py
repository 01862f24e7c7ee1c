"""Where the screen begins, as its modules are told (``browser/workbench/beginning.js``)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from dashboard.analysis.selection import Selection
from dashboard.record.vocabulary import GROUP_IDS
from dashboard.timespan import day_number
from dashboard.workbench.order import NO_ROW

Json = dict[str, Any]


def screen_state(  # noqa: PLR0913 - each is something else
    selection: Selection, *, tied: bool, days: int, place: str, only: str, hide: Collection[str], event: int = NO_ROW
) -> Json:
    """Days are numbers since 1970; ``event`` is a row of all reports, -1 for none.

    ``tied`` is true where the window of reports ends with the day and moves with it, ``days`` its length then. ``only``
    is the force that is singled out; of ``hide``, ids of groups of kinds, go the numbers.
    """
    return {
        "on": day_number(selection.on),
        "from": day_number(selection.window.start),
        "to": day_number(selection.window.last),
        "tied": tied,
        "days": days,
        "place": place,
        "event": event,
        "only": only,
        "hidden": [number for number, group in enumerate(GROUP_IDS) if group in hide],
    }
