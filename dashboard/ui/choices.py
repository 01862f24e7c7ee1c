"""Parameters of the address with one of a few values, by their labels; only some pages have the widget."""

from __future__ import annotations

from typing import Final

from dashboard.reaches import PARTS

COUNTS: Final = {"": "Places", "people": "People"}
CHOICES: Final = {"part": PARTS, "count": COUNTS}
