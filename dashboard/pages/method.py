"""Method."""

import streamlit as st


def render() -> None:
    """Method."""
    st.write("method")
