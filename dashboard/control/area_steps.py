"""What a report of a whole area does to one place in it: the weakest evidence, which fills silence and ends holdings.

It speaks of no town by name. So it never stands against a report of the place itself of the same day or later, nor
against a holder it does not speak of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import pandas as pd

from dashboard.control.intervals import CONTESTED, LAPSES_AFTER
from dashboard.control.rules import NEVER, Report, Rule, Verdict
from dashboard.record.areas import BETWEEN, COUNTRY, MEMBERS, PART
from dashboard.record.cell_syntax import items
from dashboard.record.derived_columns import GRADE, KNOWN_FROM, ORIGIN, SPEAKER, VOICE
from dashboard.record.holding import Holding
from dashboard.record.schema import AreaReports
from dashboard.timespan import ONE_DAY, period_end

BASELINE: Final = "baseline"
FILLS_SILENCE: Final = frozenset({BASELINE, "taken", "handover"})
"""Kinds that say who holds all of the area. That a force lost what it had, or left, says nothing of other places."""

NAMED_BY_SOURCE: Final = "3"
SHARE_ONLY: Final = "5"
"""Credibility from which a statement is no word on all of the area: only a share is meant, or it is contradicted."""


class AreaReport(NamedTuple):
    """One report of an area as control sees it: ``report`` is what it would be as a report of one place."""

    kind: str
    area: str
    members: tuple[str, ...]
    lost_by: frozenset[str]
    report: Report

    @property
    def names_places(self) -> bool:
        """True where the source names the places, and does not only speak of what lies around them.

        A list of places on which a statement about a province was pinned is graded as doubtful of each of them.
        """
        is_list = not any(mark in self.area for mark in (COUNTRY, BETWEEN, PART))
        return is_list and self.report.grade[1:] <= NAMED_BY_SOURCE

    @property
    def day(self) -> date:
        """From when it speaks: of a change within a month or a year only the end of that is sure."""
        return self.report.day if self.kind == BASELINE else self.report.last


def area_reports_of(frame: pd.DataFrame, sides: Mapping[str, str]) -> list[AreaReport]:
    """The area reports that speak of all of their area, by date; ``sides`` gives the sides of a voice."""
    return [_area_report(row, sides) for row in frame.to_dict("records") if row[AreaReports.credibility] < SHARE_ONLY]


def _area_report(row: Mapping[Any, Any], sides: Mapping[str, str]) -> AreaReport:
    text = {str(name): str(cell) for name, cell in row.items()}
    day, known = pd.Timestamp(row[AreaReports.date]).date(), pd.Timestamp(row[KNOWN_FROM]).date()
    precision = text[AreaReports.date_precision]
    report = Report(
        text[AreaReports.report_id], "", day, known, precision, text[AreaReports.controlling_force],
        text[AreaReports.lost_by], "held", text[GRADE], text[VOICE], text[SPEAKER], text[ORIGIN],
        sides[text[VOICE]], period_end(day, precision) - ONE_DAY,
    )  # fmt: skip
    lost = Holding.of(text[AreaReports.lost_by]).ids
    return AreaReport(text[AreaReports.kind], text[AreaReports.area], tuple(items(text[MEMBERS])), lost, report)


def by_place(reports: Iterable[AreaReport]) -> dict[str, list[AreaReport]]:
    """The reports of areas for each place that lies in them, in the order given."""
    found: dict[str, list[AreaReport]] = {}
    for report in reports:
        for place in report.members:
            found.setdefault(place, []).append(report)
    return found


def accepted_here(
    reports: Sequence[AreaReport], own: Sequence[Report], verdicts: Sequence[Verdict], rule: Rule
) -> list[tuple[AreaReport, Verdict]]:
    """The area reports that the rule accepts at one place and that no report of the place contradicts, with verdicts.

    They are judged beside the place's own reports, which can confirm them; the verdicts on those do not change.
    """
    judged = sorted([*own, *(each.report for each in reports)], key=lambda report: report.day)
    found = dict(zip((report.event_id for report in judged), rule.verdicts(judged), strict=True))
    still_held = [
        (report.day, Holding.of(report.holders).ids)
        for report, (day, _) in zip(own, verdicts, strict=True)
        if report.status != CONTESTED and day != NEVER and not _is_taking(report)
    ]
    return [
        (each, verdict)
        for each in reports
        if (verdict := found[each.report.event_id]).day != NEVER and not _is_overruled(each, still_held)
    ]


def _is_taking(report: Report) -> bool:
    """True where the report says that its holder took the place, and not that it was there all along."""
    return bool(Holding.of(report.previous).ids - Holding.of(report.holders).ids)


def _is_overruled(each: AreaReport, still_held: Sequence[tuple[date, frozenset[str]]]) -> bool:
    """True where the place's own reports of the weeks that follow still name a force that is said to have lost it."""
    return any(
        each.day <= day <= each.day + LAPSES_AFTER and not holders.isdisjoint(each.lost_by)
        for day, holders in still_held
    )
