"""The parameters of a request, which have the names of those of the pages' address; what makes no sense is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from dashboard.analysis.filter_options import GRADES, LISTS
from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import LONGEST_SEARCH, MOST_WORDS, Selection, search_words
from dashboard.api.parameters import A_RULE
from dashboard.api.refusals import Complaint, complaint, wrong_parameters
from dashboard.control.rules import RULES
from dashboard.timespan import Span, read_day

BASIS: Final = ("rule", "known")
SINGLES: Final = (*BASIS, "grade", "q", "silent")

Params = Mapping[str, Sequence[str]]


def selection_of(params: Params, record: Record) -> Selection:
    """The filters that these parameters name; ``Refused`` where one of them makes no sense."""
    _check(params, record, (*LISTS, *SINGLES))
    rule, known = _basis(params, record)
    lists: dict[str, Any] = {name: tuple(sorted({*params.get(name, ())})) for name in LISTS}
    return Selection(
        date.min, Span.of_days(date.min, date.min), **lists,
        grade=_one(params, "grade"), q=" ".join(search_words(_one(params, "q"))), rule=rule, known=known,
        silent=bool(_one(params, "silent")),
    )  # fmt: skip


def day_of_request(params: Params, record: Record) -> tuple[date, Params]:
    """The day that ``on`` names, the last of the record where it names none, and the other parameters; ``Refused``."""
    first, last = record.reach
    on = _one(params, "on")
    if len(params.get("on", ("",))) > 1 or (on and not _is_day(on, first, last)):
        raise wrong_parameters(
            [complaint("on", ", ".join(params["on"]), f"one day from {first} to {last}, or nothing")]
        )
    return read_day(on) if on else record.dataset.last_day, {name: params[name] for name in params if name != "on"}


def basis_of_request(params: Params, record: Record) -> tuple[str, date | None]:
    """The rule and the day of knowledge that these parameters name; ``Refused`` where they name anything else."""
    _check(params, record, BASIS)
    return _basis(params, record)


def nothing_asked(params: Params, record: Record) -> None:
    """``Refused`` where there is any parameter at all."""
    _check(params, record, ())


def _basis(params: Params, record: Record) -> tuple[str, date | None]:
    known = _one(params, "known")
    return _one(params, "rule") or record.rule, read_day(known) if known else None


def _one(params: Params, name: str) -> str:
    return params.get(name, ("",))[0]


def _check(params: Params, record: Record, names: Sequence[str]) -> None:
    unknown = f"no such parameter; there are {', '.join(names)}" if names else "no parameter at all"
    wrong = [complaint(name, values[0], unknown) for name, values in params.items() if name not in names]
    for name in names:
        wrong += _wrong_in_list(name, params, record) if name in LISTS else _wrong_single(name, params, record)
    if wrong:
        raise wrong_parameters(wrong)


def _wrong_in_list(name: str, params: Params, record: Record) -> list[Complaint]:
    options = record.options[name]
    return [complaint(name, value, f"an id of {name}") for value in params.get(name, ()) if value not in options]


def _wrong_single(name: str, params: Params, record: Record) -> list[Complaint]:
    values, test = params.get(name, ("",)), _tests(record)[name]
    if len(values) > 1:
        return [complaint(name, ", ".join(values), "to give it once")]
    return [] if not values[0] or test.passes(values[0]) else [complaint(name, values[0], test.allowed)]


class _Test(NamedTuple):
    """What a parameter that is not blank may be, and in words."""

    passes: Callable[[str], bool]
    allowed: str


def _tests(record: Record) -> dict[str, _Test]:
    first, last = record.reach
    grades = ", ".join(grade for grade in GRADES if grade)
    return {
        "rule": _Test(lambda given: given in RULES, A_RULE),
        "known": _Test(lambda given: _is_day(given, first, last), f"a day from {first} to {last}, or nothing"),
        "grade": _Test(lambda given: given in GRADES, f"one of {grades}, or nothing"),
        "q": _Test(_is_search, f"at most {MOST_WORDS} words and {LONGEST_SEARCH} letters"),
        "silent": _Test(lambda given: given == "all", "all, or nothing"),
    }


def _is_day(given: str, first: date, last: date) -> bool:
    try:
        return first <= read_day(given) <= last
    except ValueError:
        return False


def _is_search(given: str) -> bool:
    return len(given) <= LONGEST_SEARCH and len(given.split()) <= MOST_WORDS
