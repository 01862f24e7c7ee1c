"""What stands in the HTML tables of a page, which are read as people read them: cell by cell."""

from __future__ import annotations

import html
import re

from streamlit.testing.v1 import AppTest


def plain(markup: str) -> str:
    """The text of a piece of HTML without its tags, in one line."""
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", markup)).split())


def table_rows(app: AppTest, css: str) -> list[list[str]]:
    """The cells of each row, without the heading, of all tables of the page in a box of this class."""
    said = " ".join(each.proto.body for each in app.get("html"))
    found = re.findall(rf'<div class="wide {css}"><table>.*?<tbody>(.*?)</tbody>', said, re.DOTALL)
    rows = re.findall("<tr[^>]*>(.*?)</tr>", " ".join(found), re.DOTALL)
    return [[plain(cell) for cell in re.findall("<td[^>]*>(.*?)</td>", row, re.DOTALL)] for row in rows]
