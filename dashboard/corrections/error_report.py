"""What a reader says is wrong in the record, with everything that is needed to find it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NoReturn

from dashboard.analysis.sentences import with_digest
from dashboard.errors import DataError, Problem
from dashboard.text import clean
from dashboard.timespan import format_day

LONGEST: Final[Mapping[str, int]] = {"wrong": 2000, "source": 1000, "name": 100}
"""Characters of each text: what fits a mail, and a folder of entries that anybody may write to."""
LONGEST_TITLE: Final = 200
MOST_REPORTS: Final = 10
_NAMES: Final = {"wrong": "what is wrong", "source": "the source for it", "name": "your name"}


@dataclass(frozen=True)
class Subject:
    """What an error report is about: a place on a day, as a version shows it by a rule and from what was known."""

    title: str
    """In words, on one line."""
    place_id: str
    day: date
    rule: str
    known: date | None
    version: str
    digest: str
    reports: tuple[str, ...]
    """The first ten ids of those that decide it."""
    address: str = ""
    """Where the reader saw it."""

    def __post_init__(self) -> None:
        title = " ".join(clean(self.title).split())
        object.__setattr__(self, "title", title[:LONGEST_TITLE])
        object.__setattr__(self, "reports", self.reports[:MOST_REPORTS])


@dataclass(frozen=True)
class ErrorReport:
    """One error that a reader reports. Its texts are bounded and hold nothing that cannot be seen.

    ``DataError`` where nothing is said of what is wrong, or a text is too long.
    """

    about: Subject
    wrong: str
    source: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        for name, longest in LONGEST.items():
            text = clean(str(getattr(self, name))).strip()
            if len(text) > longest:
                _refuse(name, text, f"{_NAMES[name]} has {len(text):,} characters", f"Keep it to {longest:,}.")
            object.__setattr__(self, name, text)
        if not self.wrong:
            _refuse("wrong", "", "nothing is said of what is wrong", "Say it in a sentence or two.")


def _refuse(column: str, value: str, reason: str, remedy: str) -> NoReturn:
    raise DataError(Problem("error report", 0, column, value[:40], reason, remedy))


def as_words(error: ErrorReport) -> str:
    """The report as a text that can be sent anywhere."""
    about = error.about
    clock = f"known on {format_day(about.known)}" if about.known else "all reports"
    lines = [
        title_of(error),
        "",
        f"Place: {about.place_id}",
        f"Day: {about.day.isoformat()}, rule {about.rule}, {clock}",
        f"Reports: {', '.join(about.reports) or 'none named'}",
        f"Version: {with_digest(about.version, about.digest)}",
        *([f"Seen at: {about.address}"] if about.address else []),
        "",
        "What is wrong:",
        error.wrong,
        "",
        "Source for it:",
        error.source or "none given",
        *(["", f"Reported by: {error.name}"] if error.name else []),
    ]
    return clean("\n".join(lines))


def title_of(error: ErrorReport) -> str:
    """The report in one line, as the subject of a mail or the title of an issue."""
    return f"Error in the record: {error.about.title}"
