"""The parameters by which a view of the record is asked for: the same names and values in a page's address and the API.

A ``Parameter`` says what may be given, in words and as JSON Schema, and reads it. Pages leave out what makes no sense
(``session.parameters``); programs are refused (``asked``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Condition
from typing import Any, Final, NamedTuple

from cachetools import LRUCache, cached

from dashboard.analysis.day_patterns import days_pattern
from dashboard.analysis.filter_options import GRADES, LISTS
from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import LONGEST_SEARCH, MOST_WORDS, Selection, search_words
from dashboard.control.rules import RULES
from dashboard.disagreements.contradictions import KINDS
from dashboard.disagreements.settlement import STANDINGS
from dashboard.timespan import FIRST_DAY, Span, read_day

Values = Mapping[str, Sequence[str]]
"""What was given for each parameter, in the order of the address."""
Json = dict[str, Any]

WINDOW_DAYS: Final = 90
"""The window of reports that ends with the day shown, where nothing else is said."""
MOST_DAYS: Final = 36_525
"""The longest such window: a hundred years."""
FILTERS: Final = ("place", *LISTS, "grade", "q", "silent", "rule", "known")
WINDOW: Final = ("on", "days", "from", "to")
_SOME_WORDS: Final = rf"^\s*(\S+(\s+\S+){{0,{MOST_WORDS - 1}}})?\s*$"
_ABOUT_LISTS: Final = {
    "country": "Only places of these countries.",
    "governorate": "Only places of these governorates or provinces.",
    "force": "Only what names one of these forces: reports in any role, states and changes as holder or claimant.",
    "operation": "Only reports of these operations and of all that are part of them, and the places they speak of.",
    "kind": "Only reports of these kinds, and the places they speak of.",
}


class Complaint(NamedTuple):
    """A parameter that cannot be used: what was given, and what may be given instead."""

    parameter: str
    given: str
    allowed: str


class WrongParameters(Exception):  # noqa: N818 - the parameters are wrong, nothing has failed
    """Something asks for what makes no sense; everything that is wrong is named."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        said = (f"{each.parameter}: {each.given!r} was given; allowed is {each.allowed}" for each in complaints)
        super().__init__(". ".join(said) + ".")
        self.complaints = tuple(complaints)


@dataclass(frozen=True)
class Parameter:
    """One parameter. ``read`` turns a value that is not blank into what it stands for, or raises ``ValueError``.

    ``schema`` allows what ``read`` does and, in a parameter of one value, nothing at all. ``many`` may be repeated.
    """

    name: str
    about: str
    allowed: str
    read: Callable[[str], Any]
    schema: Json
    example: Any
    many: bool = False


def _key(record: Record) -> tuple[str, str, tuple[date, date]]:
    return record.dataset.digest, record.rule, record.reach


@cached(LRUCache(4), key=_key, condition=Condition())
def parameters_of(record: Record) -> dict[str, Parameter]:
    """Every parameter that filters a record, by name, with the values that this one knows."""
    lists = [_list(name, about, record.options[name]) for name, about in _ABOUT_LISTS.items()]
    about_days = {
        "on": "The day shown. Of reports, with `days`: the last day of their window.",
        "with": "A second day, to compare with.",
        "from": "Only what touches this day or a later one.",
        "to": "Only what touches this day or an earlier one.",
        "known": "The second clock: only what had been published by that day is used. Blank: all reports.",
    }
    days = [_day(name, about, record.reach) for name, about in about_days.items()]
    every = [*days, *lists, _place(record), *_reports(), *_choices(record), *_disagreements()]
    return {each.name: each for each in every}


def asked(given: Values, names: Collection[str], known: Mapping[str, Parameter]) -> dict[str, Any]:
    """What these parameters stand for; blank ones are left out. ``WrongParameters`` where anything makes no sense.

    ``names`` are those that can be used here.
    """
    unknown = f"no such parameter; there are {', '.join(names)}" if names else "no parameter at all"
    wrong = [Complaint(name, values[0], unknown) for name, values in given.items() if name not in names]
    found = {}
    for name in names:
        parameter, values = known[name], given.get(name, ())
        if len(values) > 1 and not parameter.many:
            wrong.append(Complaint(name, ", ".join(values), "to give it once"))
            continue
        read, refused = _read(parameter, values)
        wrong += refused
        if read:
            found[name] = tuple(sorted({*read})) if parameter.many else read[0]
    if wrong:
        raise WrongParameters(wrong)
    return found


def _read(parameter: Parameter, values: Sequence[str]) -> tuple[list[Any], list[Complaint]]:
    read, wrong = [], []
    for value in values:
        if not value and not parameter.many:
            continue
        try:
            read.append(parameter.read(value))
        except ValueError:
            wrong.append(Complaint(parameter.name, value, parameter.allowed))
    return read, wrong


def selection_of(found: Mapping[str, Any], record: Record) -> Selection:
    """The view that these parameters make up, whose window of reports is that of a page."""
    on = found.get("on", record.dataset.last_day)
    return Selection(
        on,
        window_of(on, found.get("days"), found.get("from"), found.get("to")),
        found.get("place", ""),
        **{name: found.get(name, ()) for name in LISTS},
        grade=found.get("grade", ""),
        q=" ".join(search_words(found.get("q", ""))),
        rule=found.get("rule", record.rule),
        known=found.get("known"),
        silent=found.get("silent", False),
    )


def window_of(on: date, days: int | None, start: date | None, end: date | None) -> Span:
    """The days whose reports are shown: those from start to end where either is given, else those up to the day."""
    if start or end:
        return Span.of_days(start or FIRST_DAY, end or max(on, start or on))
    return Span.of_days(max(on - timedelta(days=(days or WINDOW_DAYS) - 1), date.min), on)


def one_of(options: Collection[str]) -> Callable[[str], str]:
    """Reads a value that has to be one of these."""

    def read(given: str) -> str:
        if given not in options:
            raise ValueError(given)
        return given

    return read


def or_blank(schema: Json) -> Json:
    """The schema of a parameter that may also stand there with nothing after it."""
    if "enum" in schema:
        return {**schema, "enum": ["", *schema["enum"]]}
    return {"anyOf": [schema, {"type": "string", "const": ""}]}


def choice(name: str, about: str, options: Mapping[str, str]) -> Parameter:
    """A parameter with one of a few values, each with what it means."""
    words = "; ".join(f"`{key}`: {meaning}" for key, meaning in options.items())
    schema = or_blank({"type": "string", "enum": [*options]})
    allowed = f"one of {', '.join(options)}, or nothing"
    return Parameter(name, f"{about} {words}.", allowed, one_of(options), schema, next(iter(options)))


def _day(name: str, about: str, reach: tuple[date, date]) -> Parameter:
    first, last = reach

    def read(given: str) -> date:
        day = read_day(given)
        if not first <= day <= last:
            raise ValueError(given)
        return day

    schema = or_blank({"type": "string", "format": "date", "pattern": days_pattern(first, last)})
    allowed = f"a day such as 2017-11-10, from {first} to {last}, or nothing"
    return Parameter(name, about, allowed, read, schema, "2017-11-10")


def _list(name: str, about: str, options: Mapping[str, str]) -> Parameter:
    item: Json = {"type": "string", "enum": [*options]}
    schema = {"type": "array", "items": item} if options else {"type": "array", "items": {}, "maxItems": 0}
    allowed = f"an id of {name}: {', '.join([*options][:60])}" if options else "nothing: this record has none"
    return Parameter(name, f"{about} May be repeated.", allowed, one_of(options), schema, [*options][:1], many=True)


def _place(record: Record) -> Parameter:
    def read(given: str) -> str:
        found = record.place_names.find(given)
        if found is None:
            raise ValueError(given)
        return found

    about = "Only this place: its id, or any name or alias, Latin or Arabic."
    example = next(iter(record.named), "")
    return Parameter("place", about, "a place of the record, or nothing", read, {"type": "string"}, example)


def _reports() -> list[Parameter]:
    grades = [grade for grade in GRADES if grade]
    grade = choice("grade", "The poorest grade let through (Admiralty code).", {key: GRADES[key] for key in grades})
    length: Json = {"type": "integer", "minimum": 1, "maximum": MOST_DAYS}
    days = "How many days of reports are shown, the last of them `on`."
    return [
        grade,
        Parameter("days", days, f"a whole number from 1 to {MOST_DAYS}, or nothing", _length, or_blank(length), 90),
        Parameter(
            "q",
            "Only reports in whose texts, names or sources all of these words stand.",
            f"at most {MOST_WORDS} words and {LONGEST_SEARCH} letters",
            _words,
            {
                "type": "string",
                "maxLength": LONGEST_SEARCH,
                "pattern": _SOME_WORDS,
            },
            "bridge",
        ),
    ]


def _choices(record: Record) -> list[Parameter]:
    rules = {name: rule.words for name, rule in RULES.items()}
    silent = choice("silent", "Which places a record of one's own shows.", {"all": "also those without a report"})
    return [
        choice("rule", f"The rule by which reports are accepted; blank: {record.rule}.", rules),
        Parameter("silent", silent.about, silent.allowed, lambda given: bool(silent.read(given)), silent.schema, "all"),
    ]


def _disagreements() -> list[Parameter]:
    return [
        _list("about", "Only disagreements about one of these.", KINDS),
        choice("standing", "Only disagreements that are settled, or that are not.", STANDINGS),
    ]


def _length(given: str) -> int:
    if not (
        given.isascii() and given.isdecimal() and len(given) <= len(str(MOST_DAYS)) and 0 < int(given) <= MOST_DAYS
    ):
        raise ValueError(given)
    return int(given)


def _words(given: str) -> str:
    if len(given) > LONGEST_SEARCH or len(given.split()) > MOST_WORDS:
        raise ValueError(given)
    return given
