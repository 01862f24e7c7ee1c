"""Where each type of refusal is explained, so that the address in a refusal leads somewhere (RFC 9457)."""

from __future__ import annotations

from typing import Any, Final

from dashboard.api.refusals import KINDS, Refusal, Refused, not_found
from dashboard.api.requests import Call

PROBLEMS: Final = "/problems"


def problems(call: Call) -> dict[str, Any]:
    """Every type of refusal."""
    return {"problems": [_explained(call, each) for each in KINDS.values()]}


def problem(call: Call, kind: str) -> dict[str, Any]:
    """One type of refusal; ``Refused`` where there is none of this name."""
    if kind not in KINDS:
        raise Refused(not_found(f"There is no problem {kind[:120]!r}.", f"All are listed at {PROBLEMS}."))
    return _explained(call, KINDS[kind])


def _explained(call: Call, kind: type[Refusal]) -> dict[str, Any]:
    members = {name: field.description or "" for name, field in kind.model_fields.items()}
    return {"type": call.at(f"{PROBLEMS}/{kind.kind}"), "about": kind.__doc__ or "", "members": members}
