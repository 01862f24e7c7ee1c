"""The address is the state: widgets are seeded from it, and it is written from them.

Parameters carry ids, not labels, so that a link outlives a change of wording. When the address differs from
what was last written, somebody opened a link or went back or forward, and the address wins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

import streamlit as st

Params = dict[str, list[str]]
_WRITTEN: Final = "_written_params"


def as_day(text: str) -> date:
    return date.fromisoformat(text)


def seed_widgets(readers: Mapping[str, Callable[[list[str]], Any]], empty: Mapping[str, Any]) -> list[str]:
    """Widget values are those of the address where it is newer; returns parameters that made no sense.

    ``readers`` turn a parameter's values into the widget's, or raise ``ValueError``; ``empty`` holds the value
    of a widget whose parameter is absent.
    """
    given = _given()
    written: Params | None = st.session_state.get(_WRITTEN)
    restored = {key for key in readers if key not in st.session_state}
    if written is not None and given == written and not restored:
        return []
    if written and not given and restored:  # back from another page, whose address has no parameters
        given = written
    refused = [f"{name}={' '.join(values)}" for name, values in given.items() if name not in readers]
    for name, reader in readers.items():
        try:
            value = reader(given[name]) if name in given else empty[name]
        except ValueError:
            refused.append(f"{name}={' '.join(given[name])}")
            value = empty[name]
        st.session_state[name] = value
    return refused


def write(params: Params) -> None:
    """The address holds exactly these parameters; untouched where it does already, so that history stays clean."""
    if _given() != params:
        st.query_params.from_dict(params)
    st.session_state[_WRITTEN] = params


def _given() -> Params:
    return {name: st.query_params.get_all(name) for name in st.query_params}
