"""A citation, and the three forms in which it is written: plain text, BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any, Final

from dashboard.analysis.sentences import with_digest
from dashboard.text import clean
from dashboard.timespan import format_day

LONGEST_KEY: Final = 60
_NOT_IN_KEYS: Final = re.compile(r"[^A-Za-z0-9]+")
_SPACES: Final = re.compile(r"\s+")
_LATEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&",
        "#": r"\#", "%": r"\%", "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
    }
)  # fmt: skip
"""A brace is written as a command: BibTeX counts braces even behind a backslash."""


@dataclass(frozen=True)
class Citation:
    """What is cited and where it stands. Its texts are on one line and hold nothing that cannot be seen."""

    key: str
    """By which a reference manager knows it: letters, digits and dashes."""
    title: str
    container: str
    """The record in which it stands."""
    author: str
    """"" where nobody is known to have made the record."""
    version: str
    digest: str
    issued: date | None
    url: str
    accessed: date
    details: tuple[str, ...]
    """Source, day shown, rule and clock, as whole phrases."""

    def __post_init__(self) -> None:
        for name in ("title", "container", "author", "version"):
            object.__setattr__(self, name, one_line(getattr(self, name)))
        object.__setattr__(self, "details", tuple(each for each in map(one_line, self.details) if each))
        object.__setattr__(self, "key", safe_key(self.key))

    @property
    def edition(self) -> str:
        """The version with the digest of the very tables."""
        return with_digest(self.version, self.digest)


def one_line(text: str) -> str:
    """The text on one line, without what cannot be seen."""
    return _SPACES.sub(" ", clean(text)).strip()


def safe_key(text: str) -> str:
    """The text as a key of BibTeX; what had to be changed in it is told apart by a digest."""
    key = _NOT_IN_KEYS.sub("-", text).strip("-")
    if key and key == text and len(key) <= LONGEST_KEY:
        return key
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=3).hexdigest()
    return f"{key[: LONGEST_KEY - 7] or 'item'}-{digest}"


def plain_text(cited: Citation) -> str:
    """The citation as a sentence."""
    who = f"{cited.author} " if cited.author else ""
    year = f"({cited.issued.year}): " if cited.issued else "(no date): "
    details = "; ".join(cited.details)
    where = f"In: {cited.container}, version {cited.edition}"
    said = [f"{who}{year}{cited.title}.", f"{where}; {details}." if details else f"{where}."]
    return " ".join([*said, f"{cited.url} (accessed {format_day(cited.accessed)})."])


def bibtex(cited: Citation) -> str:
    """The citation as an entry of BibTeX, which BibLaTeX reads, too."""
    fields = {
        "author": f"{{{_latex(cited.author)}}}" if cited.author else "",
        "title": f"{{{_latex(cited.title)}}}",
        "howpublished": _latex(cited.container),
        "year": str(cited.issued.year) if cited.issued else "",
        "month": str(cited.issued.month) if cited.issued else "",
        "version": _latex(cited.edition),
        "url": _address(cited.url),
        "urldate": cited.accessed.isoformat(),
        "note": _latex("; ".join((f"Version {cited.edition}", *cited.details))),
    }
    lines = [f"  {name:<12} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{cited.key},\n" + ",\n".join(lines) + "\n}"


def _latex(text: str) -> str:
    return text.translate(_LATEX)


def _address(url: str) -> str:
    """An address as it is; characters that end a field or a line of BibTeX in their percent form."""
    return re.sub(r"[\s{}\\\"]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)


def csl_json(cited: Citation) -> str:
    """The citation as a list of one item of CSL-JSON, the form of Zotero, pandoc and citeproc."""
    item: dict[str, Any] = {
        "id": cited.key,
        "type": "dataset",
        "title": cited.title,
        "container-title": cited.container,
        "version": cited.edition,
        "URL": cited.url,
        "accessed": _csl_day(cited.accessed),
        "note": "; ".join(cited.details),
    }
    if cited.author:
        item["author"] = [{"literal": cited.author}]
    if cited.issued:
        item["issued"] = _csl_day(cited.issued)
    return json.dumps([item], ensure_ascii=False, indent=2)


def _csl_day(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


FORMS: Final = {"Plain text": plain_text, "BibTeX": bibtex, "CSL-JSON": csl_json}
"""The forms, by their names."""
