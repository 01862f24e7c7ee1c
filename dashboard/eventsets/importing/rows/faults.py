"""What can be wrong with a row of an event file, as SQL over the drafted table, and what is done about it."""

from __future__ import annotations

from typing import Final

from dashboard.eventsets.importing.formats.format import quoted
from dashboard.eventsets.importing.rows.column_plan import FATAL, NUMBERS, Plan
from dashboard.eventsets.importing.rows.dates import in_reach_sql
from dashboard.record.validation import ASIDE, BLANKED

MOST_DEATHS: Final = 10_000_000
UNKNOWN_KIND: Final = "attack"

UNRULY: Final = (
    "coalesce(deaths_low_number > deaths_best_number OR deaths_best_number > deaths_high_number"
    " OR deaths_low_number > deaths_high_number, false)"
)
UNRULY_VALUE: Final = "concat_ws(', ', deaths_low, deaths_best, deaths_high)"
POINT: Final = "concat_ws(', ', latitude, longitude)"
GIVE_BOTH: Final = "Give both, or neither."
WHOLE: Final = "Write a whole number in digits, such as 12."

Rule = tuple[str, str, str, str]
"""SQL condition, field, reason and remedy of a fault that leaves its row accepted."""


def valid_sql(name: str) -> str:
    """SQL that is true for a number of deaths that can be kept."""
    number = f"{name}_number"
    return f"coalesce({number} BETWEEN 0 AND {MOST_DEATHS} AND {number} = floor({number}), false)"


def rules(plan: Plan) -> list[Rule]:
    """Every fault that leaves a row accepted."""
    doubts = enumerate(plan.format.doubtful.values(), 1)
    return [
        *_of_dates(),
        *_of_places(),
        *(
            (f"{name} <> '' AND NOT {valid_sql(name)}", name, _blanked("it is no number of deaths"), WHOLE)
            for name in NUMBERS
        ),
        (UNRULY, "deaths_low", "low and high left blank: they do not lie around best", "Give low <= best <= high."),
        (
            "credibility <> '' AND NOT regexp_full_match(credibility, '[1-6](\\.0+)?')",
            "credibility",
            _blanked("it is no grade"),
            "Give 1 (confirmed) to 6 (cannot be judged).",
        ),
        (
            "kind = ''" if plan.heading("source_kind") else "kind = '' AND source_kind <> ''",
            "source_kind",
            f"the type is not known: read as {UNKNOWN_KIND}",
            "Word it as in the codebook; its own words are kept as source_kind.",
        ),
        *(
            (f"doubt = {number}", "controlling_force", reason, "Check it against the source.")
            for number, reason in doubts
        ),
    ]


def _of_dates() -> list[Rule]:
    finer = "(written = 'year' AND date_precision IN ('day', 'week', 'month')) OR "
    finer += "(written = 'month' AND date_precision IN ('day', 'week'))"
    unread = f"date_end <> '' AND NOT coalesce({in_reach_sql('last')}, false)"
    return [
        (unread, "date_end", _blanked("it is not a date within reach"), "Write it as 2014-06-21, or leave it blank."),
        ("last < day", "date_end", _blanked("it is before the first day"), "Give the last day, or nothing."),
        (
            "date_code <> '' AND date_precision = ''",
            "date_precision",
            "the code is not known: read as the date is written",
            "Use a code that the codebook of this format gives.",
        ),
        (f"({finer})", "date", "the date gives the month or year only: read as that", "Give the precision so."),
    ]


def _of_places() -> list[Rule]:
    return [
        (
            "place_code <> '' AND place_precision = ''",
            "place_precision",
            "the code is not known: read as not known",
            "Use a code that the codebook of this format gives.",
        ),
        ("(latitude = '') <> (longitude = '')", "latitude", _blanked("the other coordinate is blank"), GIVE_BOTH),
        (
            "lat = 0 AND lon = 0",
            "latitude",
            _blanked("0, 0 lies in the sea off Africa and stands for not known"),
            "Give the coordinates, or leave both blank.",
        ),
        (
            "swapped",
            "latitude",
            "latitude and longitude stood in each other's place and were put right",
            "Swap the two columns.",
        ),
        (
            "y IS NULL AND place <> '' AND place_precision NOT IN ('province', 'country') AND coalesce(alone, '') = ''",
            "place",
            "no coordinates are given and no place of the record is called so: it has no point on the map",
            "Give latitude and longitude, or a name the record knows.",
        ),
    ]


def _blanked(reason: str) -> str:
    return f"{BLANKED}{reason}"


def every_fault(plan: Plan) -> list[Rule]:
    """Every fault there can be, its condition being true for the rows that have it."""
    fatal = [(f"fatal = {number}", field, ASIDE + reason, remedy) for number, (field, reason, remedy) in FATAL.items()]
    lax = [(f"fatal = 0 AND ({when})", field, reason, remedy) for when, field, reason, remedy in rules(plan)]
    return [*fatal, *lax]


def faulty_sql(faults: list[Rule]) -> str:
    """SQL that is true for a row with any of the faults."""
    return f"coalesce({' OR '.join(f'({when})' for when, *_ in faults)}, false)"


def any_sql(faults: list[Rule]) -> str:
    """SELECT of one row that says of each fault whether any row of ``faulty`` has it: most files have few."""
    return f"SELECT {', '.join(f'coalesce(bool_or({when}), false)' for when, *_ in faults)} FROM faulty"


def problems_sql(plan: Plan, faults: list[Rule]) -> str:
    """SELECT of row, column, value, reason and remedy of the faults of the rows of ``faulty``."""
    return " UNION ALL ".join(_select(plan, *rule) for rule in faults)


def _select(plan: Plan, when: str, field: str, reason: str, remedy: str) -> str:
    value = UNRULY_VALUE if when.endswith(f"({UNRULY})") else POINT if field == "latitude" else field
    shown = f"CASE WHEN length({value}) > 80 THEN left({value}, 79) || '…' ELSE {value} END"
    words = ", ".join(map(quoted, (reason, remedy)))
    return f"SELECT row, {quoted(plan.heading(field))} AS col, {shown} AS value, {words} FROM faulty WHERE {when}"
