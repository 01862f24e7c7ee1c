"""Components of the pages: each runs an ES module of ``browser/page``, which gets its data as JSON and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from dashboard.browser import PAGE_FOLDER
from dashboard.maps.base import ASSET_PATH
from dashboard.server import base_path

_LOADER: Final = (PAGE_FOLDER / "loader.js").read_text(encoding="utf-8")


def own_base() -> str:
    """The path that the whole application is served under; "" for none."""
    return base_path(st.get_option("server.baseUrlPath"))


def page_component(module: str, html: str = "", css: str = "") -> Callable[..., Any]:
    """What puts the component of this module on the page: give it a key, and data and callbacks where it has any."""
    file = f"{module}.js"
    if not (PAGE_FOLDER / file).is_file():
        raise ValueError(f"there is no module {file} for the pages")
    component = st.components.v2.component(
        f"valley_{module}", html=html or None, css=css or None, js=_LOADER, isolate_styles=False
    )

    def stand(key: str, data: Any = None, **callbacks: Any) -> Any:
        return component(key=key, data={"module": module_address(file), "given": data}, **callbacks)

    return stand


def module_address(file: str) -> str:
    """Where this server has a module of the pages, whatever path it is served under."""
    return f"{own_base()}/{ASSET_PATH}/page/{file}"
