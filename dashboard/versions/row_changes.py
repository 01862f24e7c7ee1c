"""Rows of two versions of a table held against each other: added, corrected cell by cell, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from dashboard.record.cell_syntax import in_order, items
from dashboard.record.editions import Withdrawals
from dashboard.record.schema import Column, Events, Table


class CellChange(NamedTuple):
    """One cell that says something else than before."""

    column: str
    before: str
    after: str


class Corrected(NamedTuple):
    """A row that is in both versions and no longer says the same, or has another id."""

    key: str
    former: str
    """The id it had before; the same where it kept it."""
    cells: tuple[CellChange, ...]


class Withdrawn(NamedTuple):
    """A row that the later version no longer has."""

    key: str
    reason: str
    """"" where the later version gives none."""
    replaced_by: tuple[str, ...] = ()


class TableChanges(NamedTuple):
    """What happened to the rows of one table. ``renamed`` are rows that only got another id."""

    table: type[Table]
    added: tuple[str, ...]
    corrected: tuple[Corrected, ...]
    renamed: tuple[Corrected, ...]
    withdrawn: tuple[Withdrawn, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.corrected or self.renamed or self.withdrawn)

    @property
    def touched(self) -> frozenset[str]:
        """Ids, in either version, of every row that was added, corrected or withdrawn."""
        corrected = (each.key for each in self.corrected)
        return frozenset((*self.added, *corrected, *(each.key for each in self.withdrawn)))


def row_changes(
    table: type[Table], before: pd.DataFrame, after: pd.DataFrame, withdrawn: pd.DataFrame | None = None
) -> TableChanges:
    """What differs between two frames of one table, as ``Dataset`` has them.

    A row is the same one where it has the same id, or names the other's among its former ids. Cells are compared as
    the record reads them: another spelling of the same force is no change. ``withdrawn`` gives the reasons.
    """
    old, new = (as_text(frame, table) for frame in (before, after))
    earlier = _earlier_ids(old.index, new, table)
    # An id that a row names as its former one is that row, even where several rows were joined in it.
    known = {former for key in new.index for former in _ids(new, table, key)}
    gone = [key for key in old.index if key not in known]
    changed = [*_corrected(old, new, earlier)]
    return TableChanges(
        table,
        tuple(key for key in new.index if key not in earlier),
        tuple(each for each in changed if each.cells),
        tuple(each for each in changed if not each.cells),
        tuple(_withdrawn(gone, withdrawn)),
    )


def as_text(frame: pd.DataFrame, table: type[Table]) -> pd.DataFrame:
    """The columns of the table as text, under the ids of the rows: days in ISO 8601, numbers as short as they are."""
    texts = {name: _as_text(frame[name], column) for name, column in table.columns().items()}
    return pd.DataFrame(texts, dtype=object).set_axis(frame[table.key].tolist())


def _as_text(cells: pd.Series, column: Column) -> list[str]:
    if column.type == "date":
        return ["" if pd.isna(cell) else f"{cell:%Y-%m-%d}" for cell in cells]
    if column.type in ("integer", "number"):
        return ["" if pd.isna(cell) else f"{cell:.10g}" for cell in cells]
    if column.type == "list" and column.refers_to:  # in the order of another table, which may be another one now
        return [in_order(cell) for cell in cells]
    return [str(cell) for cell in cells]


_NOT_SAID: Final = (Events.former_ids,)
"""Columns that tell of the row's ids, not of what it says."""


def _ids(frame: pd.DataFrame, table: type[Table], key: str) -> Iterable[str]:
    """The id of a row, and those it had before."""
    former = items(str(frame.at[key, Events.former_ids])) if Events.former_ids in table.names() else []
    return (key, *former)


def _earlier_ids(old: pd.Index, new: pd.DataFrame, table: type[Table]) -> dict[str, str]:
    """For each row of the later frame that was in the earlier one, the id under which it stood there."""
    there, taken, found = set(old), set[str](), dict[str, str]()
    for own_first in (True, False):
        for key in new.index:
            if key in found:
                continue
            ids = (key,) if own_first else _ids(new, table, key)
            earlier = next((each for each in ids if each in there and each not in taken), None)
            if earlier is not None:
                found[key] = earlier
                taken.add(earlier)
    return found


def _corrected(old: pd.DataFrame, new: pd.DataFrame, earlier: Mapping[str, str]) -> Iterator[Corrected]:
    """The rows of both frames in which a cell differs, or the id."""
    columns = [name for name in old.columns[1:] if name not in _NOT_SAID]
    keys = [key for key in new.index if key in earlier]
    one, other = old.loc[[earlier[key] for key in keys], columns].to_numpy(), new.loc[keys, columns].to_numpy()
    differs = one != other
    for row, key in enumerate(keys):
        cells = tuple(
            CellChange(columns[at], str(one[row, at]), str(other[row, at])) for at in np.flatnonzero(differs[row])
        )
        if cells or earlier[key] != key:
            yield Corrected(key, earlier[key], cells)


def _withdrawn(gone: Iterable[str], reasons: pd.DataFrame | None) -> Iterator[Withdrawn]:
    known = {} if reasons is None else reasons.set_index(Withdrawals.report_id).to_dict("index")
    for key in gone:
        told = known.get(key, {})
        instead = items(str(told.get(Withdrawals.replaced_by, ""))) if told else []
        yield Withdrawn(key, str(told.get(Withdrawals.reason, "")), tuple(instead))
