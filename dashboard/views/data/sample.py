"""A small file of made-up events, to see what a file may look like and to try the page with."""

from __future__ import annotations

import csv
import io
from typing import Final

NAME: Final = "sample-events.csv"
HEADER: Final = (
    "event_id", "date", "date_precision", "place", "latitude", "longitude", "kind", "actors", "deaths_low",
    "deaths_best", "deaths_high", "controlling_force", "source", "note",
)  # fmt: skip
_ROWS: Final = (
    (
        "s-1",
        "2025-12-20",
        "day",
        "Al-Qaim",
        "",
        "",
        "battle",
        "Iraqi army|ISIS",
        "1",
        "2",
        "4",
        "",
        "found by name",
    ),
    ("s-2", "2026-01-03", "day", "Example farm", "34.62", "40.98", "airstrike", "", "", "3", "", "", "one figure only"),
    ("s-3", "2026-01-11", "week", "Example bridge", "35.34", "40.13", "infrastructure", "", "", "", "", "", "by week"),
    ("s-4", "2026-01-18", "day", "Raqqa", "", "", "political", "SDF", "", "", "", "", "no figure of deaths"),
    ("s-5", "2026-01-26", "day", "Mayadin", "", "", "attack", "tribal fighters|SDF", "0", "1", "2", "", "two actors"),
    ("s-6", "2026-02-02", "day", "الفلوجة", "", "", "attack", "", "", "1", "", "", "Arabic spelling"),
    ("s-7", "2026-02-14", "day", "Example village", "33.42", "43.31", "battle", "", "2", "5", "9", "", "low to high"),
    ("s-8", "2026-02-21", "day", "Haditha", "", "", "control_change", "", "", "", "", "iraqi-government", "a holder"),
    ("s-9", "2026-02", "month", "Hit", "", "", "displacement", "", "", "", "", "", "known by month"),
    (
        "s-10",
        "2026-03-05",
        "day",
        "Example base",
        "34.87",
        "40.55",
        "airstrike",
        "",
        "0",
        "0",
        "3",
        "",
        "high figure only",
    ),
)


def sample_csv() -> bytes:
    """The file as it would be uploaded; its notes say that nothing in it is true."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows((*row[:-1], "Made-up paper", f"Made up, to try this page: {row[-1]}.") for row in _ROWS)
    return text.getvalue().encode()
