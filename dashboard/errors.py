"""What can be wrong with data, said so that the reader can mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with the data: where it stands, why it is wrong, and what to do about it.

    ``row`` is the line a spreadsheet shows (the header is row 1); 0 means the whole file.
    ``value`` is the cell as it was given, shortened.
    """

    file: str
    row: int
    column: str
    value: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        where = self.file + (f", row {self.row}" if self.row else "")
        where += f", column {self.column}" if self.column else ""
        given = f" ({self.value!r})" if self.value else ""
        return f"{where}: {self.reason}{given}. {self.remedy}"


class DataError(Exception):
    """The data as a whole cannot be used; ``problem`` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem
