"""Links from one page to another that keep the whole selection."""

from __future__ import annotations

import html
from datetime import date

from dashboard.text import escape
from dashboard.timespan import format_day
from dashboard.ui.cache import Record
from dashboard.ui.filters import parameters
from dashboard.ui.url import as_query


def home_link(record: Record, place: str, day: date, text: str = "") -> str:
    """A link to this place on this day on the home page, as HTML; the text is the day where none is given."""
    params = {name: values for name, values in parameters(record).items() if name != "event"}
    return _anchor("./", as_query(params | {"place": [place], "on": [day.isoformat()]}), text or format_day(day))


def claim_link(claim_id: str, title: str) -> str:
    """A link to a disagreement on the claims page, as HTML."""
    return _anchor("./claims", as_query({"claim": [claim_id]}), title)


def _anchor(path: str, query: str, text: str) -> str:
    return f'<a href="{html.escape(path + query)}" target="_self">{escape(text)}</a>'
