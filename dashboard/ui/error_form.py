"""The form by which a reader reports an error: what is known is filled in, and a text comes out that can be sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import streamlit as st

from dashboard.corrections import message, queue
from dashboard.corrections.error_report import LONGEST, ErrorReport, Subject, as_words
from dashboard.errors import DataError
from dashboard.text import escape, link_out, tag
from dashboard.ui.html_parts import show
from dashboard.ui.problem_list import refusal

MADE: Final = "_error_made"
"""What was reported last in this session, and whether it was stored."""
HINT: Final = (
    "Say what is wrong and where one can read it. Nothing is sent by itself: you get a text that names place, day, "
    "reports and version."
)
STORED_HINT: Final = "It is also stored on this server for review, with no more about you than you write."


def error_form(about: Subject) -> None:
    """The form about this place and day; once it is filled in, the text and where to send it."""
    show(tag("p", escape(_about_words(about))))
    with st.form("error", border=False):
        st.caption(HINT if queue.queue_folder() is None else f"{HINT} {STORED_HINT}")
        wrong = st.text_area("What is wrong", max_chars=LONGEST["wrong"], key="error_wrong")
        source = st.text_area("Source for it", max_chars=LONGEST["source"], key="error_source", height=68)
        name = st.text_input("Your name (may stay blank)", max_chars=LONGEST["name"], key="error_name")
        is_sent = st.form_submit_button("Make the report")
    if is_sent:
        st.session_state[MADE] = None
        try:
            made = ErrorReport(about, wrong, source, name)
        except DataError as error:
            refusal(error, "The report cannot be made.")
            return
        st.session_state[MADE] = (made, _stored(made))
    _show_made(about)


def _about_words(about: Subject) -> str:
    reports = f"; reports {', '.join(about.reports)}" if about.reports else ""
    return f"About {about.title}, rule “{about.rule}”{reports}."


def _stored(made: ErrorReport) -> str:
    """The name of the entry in the queue; "" where there is no queue, or it took none, which the page then says."""
    folder = queue.queue_folder()
    if folder is None:
        return ""
    try:
        return queue.store(made, folder, datetime.now(UTC))
    except DataError as error:
        refusal(error, "The report is not stored; the text below can be sent.")
        return ""


def _show_made(about: Subject) -> None:
    """The report that was made of this place and day, if one was."""
    made, stored = st.session_state.get(MADE) or (None, "")
    if made is None or made.about != about:
        return
    if stored:
        st.success(f"Stored for review as {stored}.")
    st.code(as_words(made), None, wrap_lines=True)
    if to := message.receiver():
        said = "Send it by mail" if to.startswith("mailto:") else "Open an issue with it"
        show(tag("p", link_out(message.message_link(made, to), said)))
    elif not stored:
        st.caption("Copy the text and send it to whoever runs this server.")
