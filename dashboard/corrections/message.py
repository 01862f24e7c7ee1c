"""The link by which an error report reaches whoever keeps the record: a mail, or a new issue of a tracker."""

from __future__ import annotations

import os
import re
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from dashboard.corrections.error_report import ErrorReport, as_words, title_of
from dashboard.text import is_web_address

SETTING: Final = "DASHBOARD_ERRORS_TO"
"""Environment variable: mailto:corrections@example.org, or the address under which a tracker opens a new issue."""
LONGEST_MAIL: Final = 1_900
"""Characters of a mailto link that mail programs on all systems take."""
LONGEST_ISSUE: Final = 6_000
"""Characters of an address that trackers and proxies take."""
CUT: Final = "\n[shortened: please paste the whole text]"
_MAIL: Final = re.compile(r"mailto:[A-Za-z0-9.!#$&'*+/=^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


def receiver() -> str:
    """Where error reports go, "" for nowhere; ``ValueError`` where the setting is neither a mail nor a web address."""
    setting = os.environ.get(SETTING, "").strip()
    if not setting or _MAIL.fullmatch(setting):
        return setting
    if is_web_address(setting) and not urlsplit(setting).fragment:
        return setting
    raise ValueError(
        f"{SETTING}: {setting} is neither mailto: with an address nor the web address of a tracker's new issue, "
        "such as https://tracker.example/project/issues/new"
    )


def message_link(error: ErrorReport, to: str) -> str:
    """The link with the report in it, percent-encoded and no longer than its readers take."""
    is_mail = to.startswith("mailto:")
    longest = LONGEST_MAIL if is_mail else LONGEST_ISSUE
    names = ("subject", "body") if is_mail else ("title", "body")
    title, text = title_of(error), as_words(error)
    link = _link(to, names, title, text)
    if len(link) <= longest:
        return link
    kept = len(text)
    while kept and len(link) > longest:  # a character takes from one to twelve in the address
        kept -= max((len(link) - longest) // 12, 1)
        link = _link(to, names, title, text[: max(kept, 0)] + CUT)
    return link


def _link(to: str, names: tuple[str, str], title: str, text: str) -> str:
    body = text.replace("\n", "\r\n") if to.startswith("mailto:") else text  # RFC 6068 asks for both
    query = urlencode(dict(zip(names, (title, body), strict=True)), quote_via=quote, errors="replace")
    return f"{to}{'&' if urlsplit(to).query else '?'}{query}"
