"""Which reports conflict: the same as if every report were held against every other of its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hypothesis import given, settings

from dashboard.control.derive import refined
from dashboard.control.rules import Report
from dashboard.disagreements.conflicts import NEAR, conflicts
from dashboard.record.holding import shares
from tests.control.test_brute_force import REPORTS


def is_conflict(own: Sequence[Report], one: int, other: int) -> bool:
    """True for two places in the order of the reports that name different holders, neither taking it from the other."""
    first, second = own[one], own[other]
    if one >= other or second.day > first.day + NEAR or shares(first.holders, second.holders):
        return False
    told = [each for each in own[one + 1 :] if each.day <= second.day and shares(each.holders, second.holders)]
    taken = any(shares(each.previous, first.holders) for each in told)
    return shares(first.previous, second.holders) or not taken


def all_conflicts(reports: Sequence[Report]) -> set[tuple[str, str]]:
    """Every pair that conflicts, by comparing each with each."""
    own = [report for report in refined([*reports]) if report.status != "contested"]
    pairs = ((one, other) for one in range(len(own)) for other in range(len(own)))
    return {(own[one].event_id, own[other].event_id) for one, other in pairs if is_conflict(own, one, other)}


def groups(pairs: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    """The reports that pairs hold together."""
    of = dict[str, set[str]]()
    for one, other in pairs:
        together = of.setdefault(one, {one}) | of.setdefault(other, {other})
        of |= dict.fromkeys(together, together)
    return {frozenset(group) for group in of.values()}


@settings(max_examples=600)
@given(REPORTS, REPORTS)
def test_reports_hang_together_as_if_each_were_held_against_each(here: list[Report], there: list[Report]) -> None:
    there = [report._replace(place_id="tabqa", event_id=f"t{report.event_id}") for report in there]
    pairs = [(one.event_id, other.event_id) for one, other in conflicts([*here, *there])]
    every = all_conflicts(here) | all_conflicts(there)
    assert set(pairs) <= every
    assert groups(pairs) == groups(every)
    assert len(pairs) == sum(len(group) - 1 for group in groups(every))
