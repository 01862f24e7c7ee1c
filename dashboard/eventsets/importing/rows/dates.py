"""Dates as analysts write them: ISO, with month names, as digits, or day and month parted by strokes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal

from dashboard.record.cell_syntax import YEARS

DateOrder = Literal["day first", "month first"]

NAMED: Final = ("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%B-%Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y")
DIGITS: Final = ("%Y%m%d", "%Y/%m/%d", "%Y.%m.%d")
STROKES: Final[dict[DateOrder, tuple[str, ...]]] = {
    "day first": ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"),
    "month first": ("%m/%d/%Y", "%m.%d.%Y", "%m-%d-%Y"),
}
_STROKES: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-][0-9]{4}\b")
_DATE: Final = re.compile(
    r"[0-9]{4}([-/.][0-9]{1,2}([-/.][0-9]{1,2})?)?([T ].*)?|[0-9]{8}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}.*"
    r"|[0-9]{1,2}[ -][^\W\d]{3,9}[ -][0-9]{4}|[^\W\d]{3,9} [0-9]{1,2},? [0-9]{4}"
)


def looks_like_date(text: str) -> bool:
    """Whether the text is written as a date, be there such a day or not."""
    return bool(_DATE.fullmatch(text.strip()))


def date_order(texts: Iterable[str]) -> tuple[DateOrder | None, bool]:
    """Which comes first where day and month are parted by strokes, None where no date is; and if that is certain."""
    pairs = [(int(form[1]), int(form[2])) for text in texts if (form := _STROKES.match(text.strip()))]
    if not pairs:
        return None, True
    if any(first > 12 for first, _ in pairs):
        return "day first", True
    return ("month first", True) if any(second > 12 for _, second in pairs) else ("day first", False)


def iso_sql(text: str) -> str:
    """SQL that is true for a text of the length and look of a day in ISO 8601."""
    return f"(length({text}) = 10 AND {text}[5] = '-')"


def day_sql(text: str, order: DateOrder) -> str:
    """SQL for the day that a text means, the first of a month or year given alone; NULL if it means none."""
    bare = f"CASE WHEN length({text}) > 10 THEN regexp_replace({text}, '[T ][0-9]{{1,2}}:.*$', '') ELSE {text} END"
    forms = ", ".join(f"'{form}'" for form in (*NAMED, *DIGITS, *STROKES[order]))
    return f"""CASE
        WHEN length({text}) = 4 THEN try_strptime({text}, '%Y')::DATE
        WHEN {iso_sql(text)} THEN TRY_CAST({text} AS DATE)
        WHEN length({text}) BETWEEN 6 AND 7 AND regexp_full_match({text}, '[0-9]{{4}}-[0-9]{{1,2}}')
            THEN TRY_CAST({text} || '-01' AS DATE)
        WHEN {text} <> '' THEN coalesce(
            CASE WHEN regexp_matches({text}, '^[0-9]{{4}}-[0-9]') THEN TRY_CAST(({bare}) AS DATE) END,
            try_strptime({bare}, [{forms}])::DATE)
        END"""


def coarseness_sql(text: str) -> str:
    """SQL for the precision a date is written with: year, month or day."""
    return f"CASE WHEN length({text}) = 4 THEN 'year' WHEN length({text}) < 8 THEN 'month' ELSE 'day' END"


def in_reach_sql(day: str) -> str:
    """SQL that is true for a day in the years the record may hold."""
    return f"({day} BETWEEN DATE '{YEARS[0]}-01-01' AND DATE '{YEARS[-1]}-12-31')"
