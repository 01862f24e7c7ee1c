"""Disagreements: stories that the reports of a record do not tell alike, or that the rule in force does not believe.

They are found, never listed by hand. A table of names only gives some of them a title and joins those that are one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

import pandas as pd

from dashboard.control.derive import reports_of_holders
from dashboard.control.intervals import CONTESTED
from dashboard.control.rules import NEVER, Verdict
from dashboard.disagreements.conflicts import conflicts
from dashboard.disagreements.contradictions import (
    HOLDER,
    KINDS,
    REFUSED,
    STATEMENT,
    Said,
    days_apart,
    kinds_of_incident,
    said_by,
)
from dashboard.record.cell_syntax import items
from dashboard.record.holding import shares
from dashboard.record.side_tables import Disagreements

Verdicts = Mapping[str, Verdict]
Histories = Mapping[str, Sequence[Mapping[Any, Any]]]
"""The intervals of each place, in order."""


@dataclass(frozen=True)
class Disagreement:
    """Reports that cannot all be right, or that the rule does not accept, in the order of their days.

    ``title`` and ``said`` are blank where it has no name. ``apart`` is the number of days by which the dates given for
    one incident differ at least; 0 where they do not. ``figures`` are places whose inhabitants are one side of it.
    """

    claim_id: str
    kinds: tuple[str, ...]
    places: tuple[str, ...]
    reports: tuple[str, ...]
    first: date
    last: date
    apart: int
    title: str = ""
    said: str = ""
    figures: tuple[str, ...] = ()


@dataclass
class _Story:
    """Incidents and lone reports that belong together, and in what they differ."""

    nodes: set[str]
    kinds: set[str]


def histories_of(intervals: pd.DataFrame) -> Histories:
    """The intervals of control as rows, by place."""
    found = dict[str, list[Mapping[Any, Any]]]()
    for row in intervals.to_dict("records"):
        found.setdefault(row["place_id"], []).append(row)
    return found


def find_disagreements(
    events: pd.DataFrame, verdicts: Verdicts, histories: Histories, named: pd.DataFrame
) -> list[Disagreement]:
    """All disagreements among these reports: those that have a name first, and within both the latest first.

    ``verdicts`` and ``histories`` are what the rule makes of them. ``named`` has the columns of ``Disagreements``, and
    no row where none has a name.
    """
    said = said_by(events)
    conflicting = [(one.event_id, other.event_id) for one, other in conflicts(reports_of_holders(events))]
    rest = _stories(said, conflicting, _refused(said, verdicts, histories))
    found = []
    for row in named.to_dict("records"):
        own, kinds, told = _told_by(row, said, rest)
        if len(own) > 1:
            found.append(_disagreement(own, kinds, row))
            rest = [story for story in rest if story not in told]
    of_node = dict[str, list[tuple[int, Said]]]()
    for at, each in enumerate(said):
        of_node.setdefault(each.story, []).append((at, each))
    for story in rest:
        own = [each for _, each in sorted(pair for node in story.nodes for pair in of_node[node])]
        found.append(_disagreement(own, story.kinds, {}))
    return sorted(found, key=lambda each: (not each.title, -each.first.toordinal(), each.claim_id))


def _refused(said: Iterable[Said], verdicts: Verdicts, histories: Histories) -> set[str]:
    """The reports that the rule does not accept and does not follow either, by event id."""
    return {
        each.event_id
        for each in said
        if each.event_id in verdicts and verdicts[each.event_id].day == NEVER and not each.is_fight
        and not _is_shown(each, histories[each.place_id])
    }  # fmt: skip


def _is_shown(each: Said, history: Sequence[Mapping[Any, Any]]) -> bool:
    """True where the holder whom the report names is shown, undisputed, on the day of the report."""
    day = pd.Timestamp(each.day)
    state = next(row for row in history if pd.isna(row["end"]) or row["end"] > day)
    return state["status"] != CONTESTED and shares(state["force"], each.holders)


def _stories(said: list[Said], conflicting: list[tuple[str, str]], refused: Collection[str]) -> list[_Story]:
    node = {each.event_id: each.story for each in said}
    kinds = dict[str, set[str]]()
    by_story = attrgetter("story")
    for name, reports in groupby(sorted(said, key=by_story), key=by_story):
        own = list(reports)
        if len(own) > 1 and (differing := kinds_of_incident(own)):
            kinds[name] = differing
    for event_id in (event_id for pair in conflicting for event_id in pair):
        kinds.setdefault(node[event_id], set()).add(HOLDER)
    for event_id in refused:
        kinds.setdefault(node[event_id], set()).add(REFUSED)
    return _joined(kinds, [(node[one], node[other]) for one, other in conflicting])


def _joined(kinds: Mapping[str, set[str]], links: Iterable[tuple[str, str]]) -> list[_Story]:
    """The nodes in groups that links hold together."""
    stories = {name: _Story({name}, set(own)) for name, own in kinds.items()}
    for one, other in links:
        keep, gone = stories[one], stories[other]
        if keep is not gone:
            keep.nodes |= gone.nodes
            keep.kinds |= gone.kinds
            stories |= dict.fromkeys(gone.nodes, keep)
    return [*{id(story): story for story in stories.values()}.values()]


def _told_by(
    row: Mapping[Any, Any], said: list[Said], stories: list[_Story]
) -> tuple[list[Said], set[str], list[_Story]]:
    """The reports a name is given to, in what they differ, and the stories that are told with that.

    An incident brings all that its story holds; a further report comes alone.
    """
    incidents, alone = (set(items(row[column])) for column in (Disagreements.incidents, Disagreements.reports))
    told = [story for story in stories if story.nodes & incidents or story.nodes <= alone]
    nodes = incidents.union(*(story.nodes for story in told))
    own = [each for each in said if each.story in nodes or each.event_id in alone]
    kinds = set[str]().union(*(story.kinds for story in told))
    return own, kinds | ({STATEMENT} if row[Disagreements.places] or not kinds else set()), told


def _disagreement(reports: list[Said], kinds: set[str], row: Mapping[Any, Any]) -> Disagreement:
    incidents = dict[str, list[Said]]()
    places = dict[str, int]()
    for each in reports:
        incidents.setdefault(each.story, []).append(each)
        places[each.place_id] = places.get(each.place_id, 0) + 1
    return Disagreement(
        claim_id=row.get(Disagreements.disagreement_id) or reports[0].event_id,
        kinds=tuple(kind for kind in KINDS if kind in kinds),
        places=tuple(sorted(places, key=lambda place: -places[place])),
        reports=tuple(each.event_id for each in reports),
        first=min(each.day for each in reports),
        last=max(each.day for each in reports),
        apart=max(days_apart(own) for own in incidents.values()),
        title=row.get(Disagreements.title, ""),
        said=row.get(Disagreements.said, ""),
        figures=tuple(items(row.get(Disagreements.places, ""))),
    )
