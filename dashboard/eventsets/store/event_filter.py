"""What is wanted of the imported events: the record's selection in the words that the sets themselves use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from dashboard.analysis.selection import Selection, search_words
from dashboard.eventsets.actors import ActorIndex, fold_area
from dashboard.eventsets.store.contents import Facets
from dashboard.record.schema import LIST_SEPARATOR, Forces
from dashboard.timespan import Span


@dataclass(frozen=True)
class Wanted:
    """The filters on imported events; empty ones let all pass.

    ``admin1`` and ``actors`` are spellings as the sets give them. None of ``admin1`` or ``actors`` being known to the
    sets is not the same as no filter: the tuple then holds what was asked for, which nothing matches.
    ``unanswered`` names the filters of the selection that imported events cannot answer; they are left out.
    """

    window: Span | None = None
    country: tuple[str, ...] = ()
    admin1: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    precision: tuple[str, ...] = ()
    credibility: str = ""
    words: tuple[str, ...] = ()
    dataset: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()

    @classmethod
    def of(cls, selection: Selection, facets: Facets, forces: pd.DataFrame, precision: tuple[str, ...] = ()) -> Wanted:
        """The record's selection as these sets can answer it.

        A force stands for every spelling of an actor that leads to it. A set grades no sources, so of a grade only the
        credibility is asked; and it knows no operations.
        """
        asked = {"operation": bool(selection.operation), "grade": bool(selection.grade)}
        return cls(
            window=selection.window,
            country=selection.country,
            admin1=_areas(selection.governorate, facets.admin1),
            actors=_actors(selection.force, facets, forces),
            kind=selection.kind,
            precision=precision,
            credibility=selection.grade[1:],
            words=search_words(selection.q.lower()),
            unanswered=tuple(name for name, given in asked.items() if given),
        )


def earliest_touching(window: Span, reach_days: int) -> date:
    """No event that touches the window begins before this day, if none goes on for longer than ``reach_days``."""
    reach = min(reach_days, (window.start - date.min).days)
    return min(window.start - timedelta(days=reach), *first_days_reaching(window.start).values())


def first_days_reaching(day: date) -> dict[str, date]:
    """By precision: the first date whose period holds the day or ends after it, as ``timespan.period_end`` has it."""
    week = day - timedelta(days=min(6, (day - date.min).days))
    return {"week": week, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}


def _areas(wanted: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    folded = {fold_area(name) for name in wanted}
    return tuple(name for name in known if fold_area(name) in folded) or wanted


def _actors(wanted: tuple[str, ...], facets: Facets, forces: pd.DataFrame) -> tuple[str, ...]:
    """Every spelling that leads to one of the forces: those of the record, and those found in the sets."""
    if not wanted:
        return ()
    chosen = forces[forces[Forces.force_id].isin(wanted)]
    columns = [Forces.force_id, Forces.name, Forces.short_name, Forces.name_ar, Forces.aliases]
    own = [name for cells in chosen[columns].itertuples(index=False) for name in LIST_SEPARATOR.join(cells).split("|")]
    index = ActorIndex.of(forces)
    found = [actor for actor in facets.actors if not index.forces(actor).isdisjoint(wanted)]
    return tuple(dict.fromkeys(name for name in [*own, *found] if name)) or wanted
