"""The parameters of a request for the data of the workbench, by the grammar of all addresses."""

from __future__ import annotations

from datetime import date
from typing import Final

from dashboard.analysis import grammar
from dashboard.analysis.filter_options import LISTS
from dashboard.analysis.grammar import Values, asked, parameters_of
from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection

BASIS: Final = ("rule", "known")
FILTERS: Final = (*LISTS, *BASIS, "grade", "q", "silent")


def selection_of(params: Values, record: Record) -> Selection:
    """The filters that these parameters name; ``WrongParameters`` where one of them makes no sense."""
    return grammar.selection_of(asked(params, FILTERS, parameters_of(record)), record).filters


def view_of_poster(params: Values, record: Record) -> Selection:
    """The day and the filters that these parameters name; ``WrongParameters`` where one of them makes no sense."""
    return grammar.selection_of(asked(params, ("on", *FILTERS), parameters_of(record)), record)


def basis_of_request(params: Values, record: Record) -> tuple[str, date | None]:
    """The rule and the day of knowledge that these parameters name; ``WrongParameters`` for anything else."""
    found = asked(params, BASIS, parameters_of(record))
    return found.get("rule", record.rule), found.get("known")


def nothing_asked(params: Values, record: Record) -> None:
    """``WrongParameters`` where there is any parameter at all."""
    asked(params, (), parameters_of(record))
