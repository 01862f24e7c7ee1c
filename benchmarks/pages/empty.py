"""The floor: a Streamlit page with one slider and its value."""

import streamlit as st

st.write(f"Value: {st.slider('Day', 0, 1000, 500)}")
