"""The addresses of what the workbench reads. Each names the filters, the record and the program that made the answer.

So an address never has another answer, and browsers keep it for good.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from typing import Final
from urllib.parse import urlencode

from dashboard.analysis.filter_options import LISTS
from dashboard.analysis.program import program_version
from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection, search_words

PATH: Final = "workbench"
CORE, GEOGRAPHY, PLACES, REPORTS = "valley.json", "geography.json", "places", "reports"
POSTER: Final = "poster.pdf"


def core_address(record: Record, selection: Selection, base: str = "") -> str:
    """Where the payload for the filters of this selection is, under the path that the application is served under."""
    return f"{texts_address(record, base)}/{CORE}{filters_query(selection)}"


def texts_address(record: Record, base: str = "") -> str:
    """What the addresses of texts begin with; ``/reports/<chunk>.json`` or ``/places/<id>.json`` and a query follow."""
    return f"{base}/{PATH}/{version_of(record)}"


def geography_address(record: Record, base: str = "") -> str:
    """Where the land around the record is."""
    return f"{texts_address(record, base)}/{GEOGRAPHY}"


def filters_query(selection: Selection) -> str:
    """The filters as the query of an address: the same for all selections that leave the same."""
    params: dict[str, str | list[str]] = {name: sorted({*getattr(selection, name)}) for name in LISTS}
    params |= {"grade": selection.grade, "q": " ".join(search_words(selection.q))}
    params |= {"silent": "all" if selection.silent else ""}
    return _query({name: value for name, value in params.items() if value} | _basis(selection))


def texts_query(selection: Selection) -> str:
    """The rule and the day of knowledge, of which the text of a place tells, as the query of an address."""
    return _query(_basis(selection))


def _basis(selection: Selection) -> dict[str, str | list[str]]:
    known = {"known": selection.known.isoformat()} if selection.known else {}
    return {"rule": selection.rule, **known}


def _query(params: dict[str, str | list[str]]) -> str:
    return "?" + urlencode(params, doseq=True)


def version_of(record: Record) -> str:
    """A name for all that answers depend on beside their parameters: the record, the land, and the program."""
    return _version(record.dataset.digest, record.dataset.is_own)


@cache
def _version(record: str, is_own: bool) -> str:
    return blake2b(f"{record} {is_own} {program_version()}".encode(), digest_size=8).hexdigest()
