"""Which engine a path or an address names."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Final

from dashboard.eventsets.store.duckdb_files import local_engine
from dashboard.eventsets.store.engine import Engine, refusal

BY_SCHEME: Final = {"postgres": "postgres", "postgresql": "postgres", "spark": "spark"}
"""The modules are imported when asked for: their drivers are extras."""


def engine_for(spec: str | Path) -> Engine:
    """The engine for a path or address; raises DataError if there is nothing of the kind."""
    scheme, separator, _ = str(spec).partition("://")
    if not separator:
        return local_engine(Path(spec))
    if scheme not in BY_SCHEME:
        remedy = "Give a path, or an address of postgres:// or spark://."
        raise refusal(f"{scheme[:40]}://", "no such engine is known", remedy)
    extra = BY_SCHEME[scheme]
    try:
        module = import_module(f"dashboard.eventsets.store.{extra}")
    except ImportError as why:
        raise refusal(f"{scheme}://", f"a package is missing: {why}", f"Install it with the extra “{extra}”.") from why
    try:
        engine: Engine = module.open_engine(str(spec))
    except ValueError:
        raise refusal(f"{scheme}://", "the address cannot be read", "Write it as scheme://host:port/name.") from None
    return engine
