"""Who holds a place: nobody, a force, or several together.

Tables, files and answers write a holding as its force ids joined by ``|``, and data frames keep that text, by which
they group and compare; ``Holding.of`` and ``str`` are the only ways between the text and the value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from dashboard.record.schema import LIST_SEPARATOR


@dataclass(frozen=True, slots=True)
class Holding:
    """The forces in order, the first of them leading; false where there is none."""

    forces: tuple[str, ...] = ()
    ids: frozenset[str] = field(init=False, compare=False, repr=False)
    """The same forces without order."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "ids", frozenset(self.forces))

    @staticmethod
    def of(cell: str) -> Holding:
        """The holding that a cell names."""
        return _read(cell)

    @property
    def first(self) -> str:
        """The leading force; "" where there is none."""
        return self.forces[0] if self.forces else ""

    def __bool__(self) -> bool:
        return bool(self.forces)

    def __str__(self) -> str:
        return LIST_SEPARATOR.join(self.forces)

    def shares(self, other: Holding) -> bool:
        """True where the two have a force in common."""
        return not self.ids.isdisjoint(other.ids)


@lru_cache(maxsize=65_536)
def _read(cell: str) -> Holding:
    return Holding(tuple(force for force in cell.split(LIST_SEPARATOR) if force))


def shares(one: str, other: str) -> bool:
    """True where two cells name a force in common."""
    return one == other != "" or not _read(one).ids.isdisjoint(_read(other).ids)


def forces_in(cells: Iterable[str]) -> dict[str, None]:
    """Every force that a cell names, once, in the order of mention."""
    return dict.fromkeys(force for cell in cells for force in _read(cell).forces)
