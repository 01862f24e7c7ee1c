"""The address is the state: widgets are seeded from it, and it is written from them.

Parameters carry ids, not labels, so that a link outlives a change of wording. The browser writes the address
itself (``browser/page/address_keeper.js``): through Streamlit's own query parameters the whole page would be
worked through again for every day. It also tells when somebody went back or forward.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import parse_qs, urlencode

import streamlit as st

from dashboard.session.components import page_component

Params = dict[str, list[str]]
_WRITTEN: Final = "_written_params"
_MOVED: Final = "_moved_params"
_PAGE: Final = "_page_shown"
_TURNED: Final = "_page_turned"
_HEARD: Final = "_step_heard"
_ADDRESS: Final = page_component("address")
_KEEP: Final = page_component("keep")


def as_query(params: Params) -> str:
    """The parameters as they stand in an address, with the question mark; "" for none."""
    return "?" + urlencode(params, doseq=True) if params else ""


def note_page(path: str) -> None:
    """The page at this path is about to be drawn; its widgets follow the address when another one was shown before.

    Widgets that pages draw themselves, such as the day, are two widgets to Streamlit where they have one key on two
    pages, and the second does not take over the first's value.
    """
    st.session_state[_TURNED] = st.session_state.get(_TURNED, False) or st.session_state.get(_PAGE, path) != path
    st.session_state[_PAGE] = path


def note_written(params: Params) -> None:
    """These parameters are the address that the browser is told to show."""
    st.session_state[_WRITTEN] = params


def keep_address(page: str, query: str) -> None:
    """The browser shows this query in the address of the page; the workbench does so itself."""
    _KEEP(key="keep", data={"page": page, "query": query, "heard": step_heard()})


def step_heard() -> int:
    """The number of the last step back or forward that was heard of: it tells what an answer answers."""
    return int(st.session_state.get(_HEARD, 0))


def follow_moves() -> None:
    """When somebody goes back or forward, the next run of the page follows the address; to be called last."""
    _ADDRESS(key="address", on_moved_change=_note_moved)


def _note_moved() -> None:
    moved = st.session_state["address"]["moved"] or {}
    query, number = moved.get("query"), moved.get("number")
    if isinstance(query, str) and isinstance(number, int):
        st.session_state[_HEARD] = number
        st.session_state[_MOVED] = parse_qs(query.removeprefix("?"), keep_blank_values=True)


def seed_widgets(readers: Mapping[str, Callable[[list[str]], Any]], empty: Mapping[str, Any]) -> list[str]:
    """Widget values are those of the address where it is the newer; returns parameters that made no sense.

    ``readers`` turn a parameter's values into the widget's, or raise ``ValueError``; ``empty`` holds the value
    of a widget whose parameter is absent.
    """
    given = _newer_address(readers)
    if given is None:
        return []
    refused = [f"{name}={' '.join(values)}" for name, values in given.items() if name not in readers]
    for name, reader in readers.items():
        try:
            value = reader(given[name]) if name in given else empty[name]
        except ValueError:
            refused.append(f"{name}={' '.join(given[name])}")
            value = empty[name]
        st.session_state[name] = value
    return refused


def _newer_address(names: Mapping[str, Any]) -> Params | None:
    """The address that widgets have to follow: of a move, of another page left, or of a link just opened."""
    if _MOVED in st.session_state:
        return dict(st.session_state.pop(_MOVED))
    if not st.session_state.pop(_TURNED, False) and all(name in st.session_state for name in names):
        return None
    written: Params | None = st.session_state.get(_WRITTEN)
    return {name: st.query_params.get_all(name) for name in st.query_params} if written is None else written
