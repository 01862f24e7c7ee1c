"""Text that may stand in XML 1.0."""

from __future__ import annotations

import re
from typing import Final

from dashboard.text import clean

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text without signs that cannot be seen, and without those that XML does not allow."""
    return _NOT_XML.sub("", clean(text))
