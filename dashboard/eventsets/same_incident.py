"""Which imported events tell of the same incident as a report of the record: proposals with a score and reasons.

A proposal lies within 5 km of the report, or within the radius to which either is known; within 2 days, or within the
period that either date stands for; and is of a kind that sources give to the same incident. Nothing is merged, and
dates known only to the year are never proposed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
from rapidfuzz import fuzz, process

from dashboard.analysis.sentences import count_of, join_words
from dashboard.eventsets.actors import ActorIndex
from dashboard.eventsets.store.event_filter import Wanted
from dashboard.eventsets.store.event_store import EventStore
from dashboard.eventsets.store.near_reports import KM, LIMIT, NEAR_DAYS, NEAR_KM, SoughtReport, candidates
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.record.cell_syntax import items
from dashboard.record.dataset import Dataset
from dashboard.record.schema import Events, Forces, Places
from dashboard.record.vocabulary import KINDS
from dashboard.timespan import ONE_DAY

LIKELY: Final = 0.7
"""Score from which an event is counted as a duplicate."""
WEIGHTS: Final = {"place": 0.3, "time": 0.3, "kind": 0.15, "actors": 0.25}
COARSE: Final = 0.6
"""What a place or a date is worth that only agrees within its precision."""
UNKNOWN: Final = 0.5
"""What actors are worth where one of the two names none."""
ALIKE: Final = 88.0

_FIGHTING: Final = frozenset(
    {"battle", "attack", "airstrike", "control_change", "contested", "siege_start", "siege_end", "operation_start"}
)
COMPATIBLE: Final[Mapping[str, frozenset[str]]] = {
    **{kind: frozenset({kind}) for kind in KINDS},
    **dict.fromkeys(_FIGHTING, _FIGHTING),
    "attack": _FIGHTING | {"massacre", "infrastructure"},
    "airstrike": _FIGHTING | {"massacre", "infrastructure"},
    "massacre": frozenset({"massacre", "attack", "airstrike"}),
    "infrastructure": frozenset({"infrastructure", "attack", "airstrike"}),
}
"""Kinds that sources give to one incident: what one calls a battle another calls a change of hands."""
_RADIUS: Final = {"exact": 0.0, "approximate": NEAR_KM}
"""By how exactly a place of the record is known; places not known at all are left out."""

Row = Mapping[Any, Any]

DEATHS: Final = (E.deaths_low, E.deaths_best, E.deaths_high)
COLUMNS: Final = ["report", E.dataset, E.event_id, E.kind, E.date, E.place, *DEATHS, KM, "score", "reason"]


def propose(store: EventStore, wanted: Wanted, dataset: Dataset, reports: pd.DataFrame) -> pd.DataFrame:
    """Imported events that pass the filters and may tell of the same incident as one of these ``reports``.

    Columns: ``report`` (its event_id), ``dataset``, ``event_id``, ``kind``, ``date``, ``place`` and deaths of the
    imported event, ``km``, ``score`` from 0 to 1 and the ``reason`` in words; the best first. At most 20 a report.
    """
    sought = sought_reports(reports, dataset.places)
    if not sought:
        return pd.DataFrame({name: [] for name in COLUMNS})
    pairs = store.ask(candidates(store.question(wanted), sought))
    return scored(pairs, reports, dataset.forces)


def duplicates(proposals: pd.DataFrame, least: float = LIKELY) -> pd.DataFrame:
    """The imported events that the record likely tells of already, each once."""
    return proposals[proposals["score"] >= least].drop_duplicates([E.dataset, E.event_id])


def toll(events: pd.DataFrame) -> dict[str, int]:
    """What a store's sums of deaths hold of these events, and how many of them are ``unstated``."""
    low, best, high = (events[name].astype("float64") for name in DEATHS)
    filled = (low.fillna(best).fillna(0), best.fillna(low).fillna(0), high.fillna(best).fillna(low).fillna(0))
    unstated = int(events[list(DEATHS)].isna().all(axis=1).sum())
    return {name: int(figure.sum()) for name, figure in zip(DEATHS, filled, strict=True)} | {"unstated": unstated}


def sought_reports(reports: pd.DataFrame, places: pd.DataFrame) -> list[SoughtReport]:
    """The reports with a place and a date that are known well enough to look for others."""
    located = places[places[Places.coordinate_precision].isin(_RADIUS)].dropna(subset=[Places.latitude])
    points = located.set_index(Places.place_id).to_dict("index")
    return [
        _sought(report, points[report[Events.town]])
        for report in reports.to_dict("records")
        if report[Events.town] in points and report[Events.date_precision] != "year"
    ]


def _sought(report: Row, place: Row) -> SoughtReport:
    return SoughtReport(
        report=report[Events.event_id],
        latitude=place[Places.latitude],
        longitude=place[Places.longitude],
        radius_km=_RADIUS[place[Places.coordinate_precision]],
        first=report[Events.date].date(),
        last=(report["until"] - ONE_DAY).date(),
        kinds=tuple(sorted(COMPATIBLE[report[Events.kind]])),
    )


def scored(pairs: pd.DataFrame, reports: pd.DataFrame, forces: pd.DataFrame) -> pd.DataFrame:
    """The pairs with score and reason, the best first; each event once, with the report it is likest to."""
    likeness, own = Likeness(forces), reports.set_index(Events.event_id).to_dict("index")
    judged = [likeness.judge(own[pair["report"]], pair) for pair in pairs.to_dict("records")]
    found = pairs.assign(score=[score for score, _ in judged], reason=[reason for _, reason in judged])
    best = found.sort_values(["score", KM, E.dataset, E.event_id], ascending=[False, True, True, True])
    return best.drop_duplicates([E.dataset, E.event_id])[COLUMNS].reset_index(drop=True)


class Likeness:
    """How much an imported event is like a report, and why."""

    def __init__(self, forces: pd.DataFrame) -> None:
        self._index = ActorIndex.of(forces)
        names = forces[Forces.short_name].mask(forces[Forces.short_name] == "", forces[Forces.name])
        self._names = dict(zip(forces[Forces.force_id], names, strict=True))

    def judge(self, report: Row, event: Row) -> tuple[float, str]:
        """Score from 0 to 1, and the reason in words."""
        parts = {
            "place": _judge_place(event),
            "time": _judge_time(report, event),
            "kind": _judge_kind(report[Events.kind], event[E.kind]),
            "actors": self._judge_actors(report, event),
        }
        score = sum(WEIGHTS[name] * worth for name, (worth, _) in parts.items())
        return round(score, 3), "; ".join(words for _, words in parts.values())

    def _judge_actors(self, report: Row, event: Row) -> tuple[float, str]:
        """Forces in common; else names that are nearly alike."""
        given = items(event[E.actors])
        named = set(items(report["forces"]))
        meant = {force for actor in given for force in self._index.forces(actor)}
        if common := sorted(named & meant):
            return 1.0, f"both name {join_words([self._names[force] for force in common])}"
        for name in items(report[Events.actors]):
            if found := process.extractOne(name, given, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE):
                return found[1] / 100, f"“{name}” and “{found[0]}” are alike"
        if not named or not meant:
            return UNKNOWN, "no force to compare"
        return 0.0, "other forces"


def _judge_place(event: Row) -> tuple[float, str]:
    worth = 1 - 0.5 * event[KM] / event[LIMIT]
    if event[LIMIT] > NEAR_KM:
        return COARSE * worth, f"{event[KM]:.1f} km apart, places known to {event[LIMIT]:.0f} km"
    return worth, f"{event[KM]:.1f} km apart"


def _judge_time(report: Row, event: Row) -> tuple[float, str]:
    """Days between the two, counted from the nearer ends; a coarse date agrees only within its period."""
    coarse = next((row[E.date_precision] for row in (event, report) if row[E.date_precision] != "day"), "")
    if coarse:
        return COARSE, f"in the same {coarse}"
    first, last = report[Events.date], report["until"] - pd.Timedelta(ONE_DAY)
    gap = max((event[E.date] - last).days, (first - event[E.date_end]).days, 0)
    return 1 - gap / (NEAR_DAYS + 1), f"{count_of(gap, 'day')} apart" if gap else "the same day"


def _judge_kind(of_report: str, of_event: str) -> tuple[float, str]:
    if of_report == of_event:
        return 1.0, f"both: {KINDS[of_report].lower()}"
    return COARSE, f"{KINDS[of_report].lower()} and {KINDS[of_event].lower()}"
