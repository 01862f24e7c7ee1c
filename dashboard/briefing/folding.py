"""JSON in which whatever stands in more than one place is told once; ``browser/briefing/unfold.js`` gives it back.

The cards of the record repeat a lot: reports, sources and words of areas stand at every place that they speak of. Told
once, they are a fifth as long, and stay JSON that anybody can read.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Final, NamedTuple

Json = Any

LIST: Final = 0
BOXED: Final = -1
"""Stands before a number that is not a whole one from 0 on: those below 0 name what is shared."""
SHORTEST: Final = 8
"""Letters of a text from which it pays to share it."""


class Folded(NamedTuple):
    """The values, each as a node; what nodes share; and the names of the fields of objects, by shape."""

    nodes: list[Json]
    shared: list[Json]
    shapes: list[list[str]]


def folded(values: Sequence[Json]) -> Folded:
    """The values with everything told once that stands in more than one place of them."""
    folding = _Folding()
    roots = [folding.note(value) for value in values]
    folding.number_shared()
    return Folded([folding.node(root) for root in roots], folding.shared(), [list(names) for names in folding.shapes])


class _Folding:
    """Every different value once, as a number; a list or an object as its shape and the numbers of its parts."""

    def __init__(self) -> None:
        self.shapes: dict[tuple[str, ...], int] = {}
        self._numbers: dict[Hashable, int] = {}
        self._values: list[Any] = []
        self._uses: list[int] = []
        self._order: dict[int, int] = {}
        self._noted: dict[int, int] = {}

    def note(self, value: Json) -> int:
        """The number of the value; it is used once more."""
        if isinstance(value, dict):
            return self._object(value)
        if isinstance(value, list | tuple):
            return self._number((LIST, *map(self.note, value)))
        return self._number(value)

    def _object(self, value: dict[str, Json]) -> int:
        """One that was met before, as the same object, is not gone through again."""
        number = self._noted.get(id(value))
        if number is None:
            shape = self.shapes.setdefault(tuple(value), len(self.shapes) + 1)
            number = self._noted[id(value)] = self._number((shape, *map(self.note, value.values())))
        else:
            self._uses[number] += 1
        return number

    def _number(self, value: Any) -> int:
        """Values of two types are two, though Python holds 1 and True to be the same."""
        key = (type(value), value)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._values)
            self._values.append(value)
            self._uses.append(0)
            return number
        self._uses[number] += 1
        return number

    def number_shared(self) -> None:
        """What is used most has the shortest name."""
        worth = (number for number, uses in enumerate(self._uses) if uses and self._is_long(number))
        ordered = sorted(worth, key=lambda number: (-self._uses[number], number))
        self._order = {number: turn for turn, number in enumerate(ordered)}

    def _is_long(self, number: int) -> bool:
        value = self._values[number]
        return len(value) > 2 if isinstance(value, tuple) else isinstance(value, str) and len(value) >= SHORTEST

    def node(self, number: int) -> Json:
        """The value with this number as it is written where it is used."""
        turn = self._order.get(number)
        return self._whole(number) if turn is None else -1 - turn

    def _whole(self, number: int) -> Json:
        value = self._values[number]
        if isinstance(value, tuple):
            return [value[0], *map(self.node, value[1:])]
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return [BOXED, value] if is_number and (value < 0 or isinstance(value, float)) else value

    def shared(self) -> list[Json]:
        """What is shared, in the order of the names."""
        return [self._whole(number) for number in self._order]
