"""``python -m benchmarks.sweep``: how the answers change with the constants of the rules; writes ``data/sweep.csv``.

One constant at a time takes other values, all else as it is, and control is derived anew under the default rule. The
facts of the scorecard stand before the sweep and do not change for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from types import ModuleType
from typing import Any, Final, NamedTuple
from unittest.mock import patch

import pandas as pd

from dashboard.control import area_lapse, area_steps, fading, rules, walk
from dashboard.control.derive import Evidence, default_rule, derive
from dashboard.control.evaluation import RIGHT, UNKNOWN, WRONG, score
from dashboard.control.intervals import CONTESTED
from dashboard.control.on_day import LAST_KNOWN, intervals_on
from dashboard.record.dataset import Dataset
from dashboard.record.load import read_dataset, shipped_data
from dashboard.record.side_tables import Scorecard, Sweep, read_companion
from dashboard.record.spelling import slug


class Constant(NamedTuple):
    """A constant of the rules: what it is called, where it is read, and the values tried; the unit is for words."""

    words: str
    name: str
    modules: tuple[ModuleType, ...]
    values: tuple[float, ...]
    unit: str

    def value(self, number: float) -> Any:
        return timedelta(days=number) if self.unit == "days" else number

    def in_words(self, number: float) -> str:
        return f"{number:.0%}" if self.unit == "share" else f"{number:g} {self.unit}".strip()


SWEPT: Final = (
    Constant("a second report confirms the day", "CONFIRMED_WITHIN", (rules,), (7, 14, 21, 30), "days"),
    Constant("a report goes unopposed", "UNOPPOSED_FOR", (rules,), (14, 30, 60, 90), "days"),
    Constant("a fight or a claim lapses", "LAPSES_AFTER", (walk, area_steps), (30, 60, 90, 180, 365), "days"),
    Constant("what is said of an area lapses", "IN_OTHER_HANDS", (area_lapse,), (0.05, 0.1, 0.15, 0.25, 1.0), "share"),
    Constant("a holder is only last known", "REPORTS_A_PLACE", (fading,), (1, 3, 5, 10), "reports a place"),
    Constant("and not before", "AT_SOONEST", (fading,), (365, 731, 1461), "days"),
)


def sweep(dataset: Dataset) -> pd.DataFrame:
    """The columns of ``Sweep``: a row for each value of each constant."""
    facts, rows = read_companion(Scorecard), []
    for constant in SWEPT:
        chosen = getattr(constant.modules[0], constant.name)
        for number in constant.values:
            with _set(constant, number):
                row = measured(dataset, facts)
            is_chosen = "yes" if constant.value(number) == chosen else "no"
            value = constant.in_words(number)
            said = {"setting": slug(f"{constant.name} {value}"), "constant": constant.words, "value": value}
            rows.append({**said, "is_chosen": is_chosen, **row})
    return pd.DataFrame(rows, columns=Sweep.names())


def measured(dataset: Dataset, facts: pd.DataFrame) -> dict[str, float]:
    """What comes out with the constants as they are now."""
    evidence = Evidence(dataset.events, dataset.forces, dataset.places, dataset.area_reports)
    control = derive(evidence, default_rule(dataset.events)).intervals
    outcomes = score(facts, control)["outcome"].value_counts()
    fought = control[control["status"] == CONTESTED]
    ends = fought["end"].fillna(pd.Timestamp(dataset.last_day))
    last = intervals_on(control, dataset.last_day)
    return {
        **{outcome: int(outcomes.get(outcome, 0)) for outcome in (RIGHT, WRONG, UNKNOWN)},
        "contested_years": round(float((ends - fought["start"]).dt.days.sum()) / 365.25, 1),
        "last_known": int((last["basis"] == LAST_KNOWN).sum()),
    }


@contextmanager
def _set(constant: Constant, number: float) -> Iterator[None]:
    with ExitStack() as stack:
        for module in constant.modules:
            stack.enter_context(patch.object(module, constant.name, constant.value(number)))
        yield


def main() -> None:
    table = sweep(read_dataset())
    print(table.to_string(index=False))
    table.to_csv(shipped_data() / Sweep.file, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
