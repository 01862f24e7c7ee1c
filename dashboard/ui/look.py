"""The little CSS that Streamlit's theme has no word for."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

ICON: Final = Path(__file__).parent / "static" / "icon.svg"
"""A file of our own: Streamlit fetches named icons for the browser tab from an outside host."""

CSS: Final = """
<style>
.stMainBlockContainer { padding: 4rem 1.2rem 2rem; }
.stMainBlockContainer .stVerticalBlock { gap: 0.6rem; }
/* Head and foot are one fragment, and the map stands between them: the boxes round the fragment step aside. */
[data-testid="stLayoutWrapper"]:has(> .stVerticalBlock > [data-testid="stLayoutWrapper"] > .st-key-foot),
.stVerticalBlock:has(> [data-testid="stLayoutWrapper"] > .st-key-foot) { display: contents; }
.stVerticalBlock:has(> [data-testid="stLayoutWrapper"] > .st-key-foot) > .stElementContainer { display: none; }
[data-testid="stLayoutWrapper"]:has(> .st-key-foot) { order: 1; }
[data-testid="stLayoutWrapper"]:has(> .st-key-problems) { order: 2; }
.room { display: grid; place-items: center; opacity: 0.5; font-size: 0.875rem; }
.sentence { margin: 0; line-height: 1.3; font-size: 0.95rem; }
.key { display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 0; font-size: 0.875rem; opacity: 0.85; }
.key i { display: inline-block; width: 11px; height: 11px; border-radius: 2px; margin-right: 5px; }
.card { border: 1px solid color-mix(in srgb, currentColor 18%, transparent); border-radius: 8px; padding: 0.7rem 0.9rem; overflow-wrap: anywhere; }
.card + .card { margin-top: 0.6rem; }
.card h3 { font-size: 1.15rem; padding: 0; margin: 0 0 0.2rem; }
.card h4 { font-size: 0.95rem; padding: 0; margin: 0.7rem 0 0.2rem; }
.card p { margin: 0 0 0.35rem; }
.card ul { margin: 0 0 0.3rem; padding-left: 1.1rem; }
.card li { margin: 0 0 0.25rem; font-size: 0.92rem; }
.card .aside { opacity: 0.78; font-size: 0.85rem; }
.card table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
.card td { padding: 2px 8px 2px 4px; border-top: 1px solid color-mix(in srgb, currentColor 12%, transparent); vertical-align: top; }
.card td:first-child { white-space: nowrap; }
.card tr.now td { font-weight: 700; background: color-mix(in srgb, currentColor 8%, transparent); }
.card .swatch { display: inline-block; width: 10px; height: 10px; margin-right: 6px; border-radius: 2px; border: 1px solid color-mix(in srgb, currentColor 45%, transparent); }
</style>
"""


def apply_look() -> None:
    """The page wears the styles; the text is constant and holds nothing from data."""
    st.html(CSS)
