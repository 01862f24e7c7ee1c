"""``python -m benchmarks.control``: how long deriving control takes for 100,000 made-up reports over 5,000 places."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd

from dashboard.control.derive import derive_control
from dashboard.control.rules import RULES
from dashboard.record.load import read_dataset
from dashboard.record.schema import Events

REPORTS, PLACES = 100_000, 5_000


def made_up_reports(number: int = REPORTS, places: int = PLACES, seed: int = 1) -> pd.DataFrame:
    """Reports like those of the record, drawn from it, at made-up places on days that come in bursts."""
    dataset, draw = read_dataset(), np.random.default_rng(seed)
    said = dataset.events[dataset.events[Events.controlling_force] != ""]
    drawn = said.iloc[draw.integers(0, len(said), number)].reset_index(drop=True)
    bursts = draw.integers(0, 12_000, 200)
    days = pd.Timestamp(1991, 1, 1) + pd.to_timedelta(draw.choice(bursts, number) + draw.integers(0, 60, number), "D")
    days = pd.Series(days).astype("datetime64[s]")
    return drawn.assign(
        **{Events.event_id: [f"made-up-{n}" for n in range(number)], Events.date: days, "known_from": days},
        **{Events.town: [f"place-{n}" for n in draw.integers(0, places, number)]},
    )


def seconds_to_derive() -> float:
    """Seconds for the slowest of the rules."""
    events, forces = made_up_reports(), read_dataset().forces
    times = []
    for rule in RULES.values():
        begun = time.perf_counter()
        control = derive_control(events, forces, rule)
        times.append(time.perf_counter() - begun)
        print(f"control by {rule.name:14} {times[-1]:6.2f} s  {len(control):,} intervals")
    return max(times)


if __name__ == "__main__":
    seconds_to_derive()
