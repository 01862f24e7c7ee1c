"""The parameters of a request: what they mean, what is allowed, and which request is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Any, Final

from fastapi import Query
from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError
from starlette.requests import Request

from dashboard.api.refusals import complaint, wrong_parameters
from dashboard.control.rules import RULES
from dashboard.timespan import EARLIEST, read_day

A_DAY: Final = "a day such as 2017-11-10, or nothing"
A_RULE: Final = f"one of {', '.join(RULES)}, or nothing"
WORDS: Final = "; ".join(f"`{name}`: {rule.words}" for name, rule in RULES.items())


def _day(given: Any) -> date | None:
    """The day of an ISO 8601 date written in full, as in ``date`` of JSON Schema; None where nothing is given."""
    if given in (None, ""):
        return None
    try:
        return read_day(str(given))
    except ValueError:
        raise PydanticCustomError("day", A_DAY) from None


def _rule(given: Any) -> str:
    if given and given not in RULES:
        raise PydanticCustomError("rule", A_RULE)
    return str(given or "")


_DAY_SCHEMA: Final = {
    "anyOf": [{"type": "string", "format": "date"}, {"type": "string", "const": ""}],
    "examples": ["2017-11-10"],
}

On = Annotated[
    date | None,
    Query(
        description=f"The day shown, from {EARLIEST}, or the first report if that is earlier, to today. Blank: "
        "the last day of the record.",
    ),
    PlainValidator(_day),
    WithJsonSchema(_DAY_SCHEMA),
]
Known = Annotated[
    date | None,
    Query(
        description="The second clock: only what had been published by that day is used. Blank: all reports.",
    ),
    PlainValidator(_day),
    WithJsonSchema(_DAY_SCHEMA),
]
RuleName = Annotated[
    str,
    Query(
        description=f"The rule by which reports are accepted. {WORDS}. Blank: the one the pages begin with.",
    ),
    PlainValidator(_rule),
    WithJsonSchema({"type": "string", "enum": ["", *RULES], "examples": ["strict"]}),
]


def only(*names: str) -> Callable[[Request], Awaitable[None]]:
    """Refuses a request that names any other parameter, or one of these twice."""
    allowed = f"no such parameter; there are {', '.join(names)}"

    async def check(request: Request) -> None:
        given = request.query_params
        wrong = [complaint(name, given[name], allowed) for name in given if name not in names]
        times = Counter(name for name, _ in given.multi_items() if name in names)
        wrong += [
            complaint(name, ", ".join(given.getlist(name)), "to give it once")
            for name, count in times.items()
            if count > 1
        ]
        if wrong:
            raise wrong_parameters(wrong)

    return check


def check_reach(first: date, last: date, **days: date | None) -> None:
    """Refuses days before the first or after the last."""
    wrong = [
        complaint(name, day, f"a day from {first} to {last}")
        for name, day in days.items()
        if day is not None and not first <= day <= last
    ]
    if wrong:
        raise wrong_parameters(wrong)
