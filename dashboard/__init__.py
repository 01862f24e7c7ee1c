"""Who held which town along the Euphrates, on any day from 1991 to today, and who says so.

For notebooks and programs: ``from dashboard import open_record``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dashboard.notebook.opened import OpenRecord, RuleControl, open_record

__all__ = ["OpenRecord", "RuleControl", "open_record"]


def __getattr__(name: str) -> Any:
    """What notebooks use, read when it is first asked for: the server and the command line need none of it."""
    if name in __all__:
        return getattr(import_module("dashboard.notebook.opened"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
