"""The first screen of the method page: what the record is, how a holder comes about, how far to trust it."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from dashboard.analysis.record_cache import Record
from dashboard.analysis.sentences import count_of, join_words
from dashboard.control.evaluation import RIGHT, UNKNOWN, WRONG
from dashboard.text import escape, tag
from dashboard.timespan import format_day
from dashboard.views.method.scorecard import scored_by

SAID: Final = "A record of who held which town along the Euphrates, what happened there, and who says so."
REPORT: Final = (
    "A report is what one source said of one place on one date. Where sources contradict, both stand: the page Claims "
    "lists every disagreement and how the rule in force settles it."
)
HOLDER: Final = (
    "Nobody typed in who held a town. A rule says which reports are accepted, and from which day; the latest accepted "
    "one decides. A fight or a claim alone never changes the holder. What no report near the day supports is pale."
)
TRUST: Final = (
    "Each report has a grade of two signs: how reliable its source is (A to F), and how credible what it says is (1 to "
    "6). Another rule can be chosen at the side of every page; Why this colour? names the reports that decide."
)
LIMITS: Final = (
    "Public sources only, and not for operational use. Towns, not territory: nothing is known between the marks. Not a "
    "count of the dead. A quiet year is not a peaceful year."
)


def essentials(record: Record, is_shipped: bool) -> Markup:
    """Counts in a sentence and four short answers, as safe HTML."""
    data = record.dataset
    tables = {"report": data.events, "place": data.places, "force": data.forces}
    tables |= {"operation": data.operations, "source": data.sources}
    span = f"from {format_day(data.first_day)} to {format_day(data.last_day)}"
    counts = join_words([count_of(len(table), noun) for noun, table in tables.items()])
    answers = (
        ("What a report is", REPORT),
        ("How a town gets its holder", HOLDER),
        ("How far to trust it", TRUST + (f" {_measured(record)}" if is_shipped else "")),
        ("What it is not", f"{LIMITS} It ends on {format_day(data.last_day)}; later days show the last known holder."),
    )
    told = [tag("li", tag("b", escape(title)), tag("div", escape(said))) for title, said in answers]
    lead = tag("p", escape(SAID), css="lead") + tag("p", tag("b", escape(f"{counts}, {span}.")), css="sentence")
    return lead + tag("ul", *told, css="essentials")


def _measured(record: Record) -> str:
    """How many facts of history the rule shown first gets right."""
    outcomes = scored_by(record, record.rule)["outcome"].value_counts()
    right, wrong, unknown = (int(outcomes.get(name, 0)) for name in (RIGHT, WRONG, UNKNOWN))
    said = f"Measured against {outcomes.sum():,} facts of history, the rule shown first has {right:,} right, "
    return f"{said}{wrong:,} wrong and {unknown:,} unknown."
