"""Searches through things in order that go on where they left off, so that none looks at a thing twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Searches(Generic[Thing]):
    """For one question after another, the nearest things that pass a test.

    Whoever asks by one key asks with the same test, and within bounds that never go back. However many ask, the things
    are then gone through once a key.
    """

    def __init__(self, things: Sequence[Thing]) -> None:
        self._things = things
        self._first = dict[Hashable, int]()
        self._last = dict[Hashable, tuple[int, int]]()

    def first(self, key: Hashable, start: int, stop: int, passes: Callable[[Thing], bool]) -> int:
        """The first from ``start`` up to, not including, ``stop`` that passes; ``stop`` where none does."""
        at = max(start, self._first.get(key, 0))
        while at < stop and not passes(self._things[at]):
            at += 1
        self._first[key] = at
        return min(at, stop)

    def last(self, key: Hashable, start: int, stop: int, passes: Callable[[Thing], bool]) -> int:
        """The last from ``start`` up to, not including, ``stop`` that passes; -1 where none does."""
        seen, found = self._last.get(key, (0, -1))
        at = stop - 1
        while at >= max(start, seen) and not passes(self._things[at]):
            at -= 1
        if at < max(start, seen):
            at = found
        self._last[key] = stop, at
        return at if at >= start else -1
