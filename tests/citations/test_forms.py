"""Citations are read by tools that are not ours, whatever the names in them are."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import bibtexparser
import pytest
from citeproc import Citation as Cited
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as some

from dashboard.citations.forms import Citation, bibtex, csl_json, plain_text, safe_key

HOSTILE = (
    r"}} @comment{x", "{unbalanced", "\\", "%", "a\\b{c}d", "50% & $x_1^2~ #", '"quoted", = {', "القائم (مدينة)",
    "line\nbreak\t end",    "\u202eabc\u200b", "@misc{other, title = {x}}", "</script><img src=x onerror=alert(1)>",
)  # fmt: skip


def cited(**more: Any) -> Citation:
    given = {
        "key": "rawa", "title": "Rawa", "container": "Timeline", "author": "Contributors", "version": "2026.11.3",
        "digest": "69a07664470e", "issued": date(2026, 11, 28), "url": "http://localhost/town?place=rawa&on=2017-11-17",
        "accessed": date(2026, 12, 1), "details": ("rule “strict”",),
    }  # fmt: skip
    return Citation(**(given | more))


def read_bibtex(text: str) -> dict[str, str]:
    """The fields of the one entry, as bibtexparser reads them; fails where it complains of anything."""
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    (entry,) = library.entries
    assert len(library.blocks) == 1
    return {"ENTRYTYPE": entry.entry_type, "ID": entry.key} | {field.key: str(field.value) for field in entry.fields}


def as_seen(latex: str) -> str:
    """What a reader of the typeset text sees."""
    text = latex
    for command in ("textbackslash", "textbraceleft", "textbraceright", "textasciicircum", "textasciitilde"):
        text = text.replace(f"\\{command}{{}}", f"\0{command}\0")
    for sign in "$&#%_":
        text = text.replace(f"\\{sign}", sign)
    assert not set(text) & set("\\{}")
    names = {
        "textbackslash": "\\",
        "textbraceleft": "{",
        "textbraceright": "}",
        "textasciicircum": "^",
        "textasciitilde": "~",
    }
    for command, sign in names.items():
        text = text.replace(f"\0{command}\0", sign)
    return text


def bibliography(text: str) -> str:
    """The one item as citeproc sets it in the style Harvard."""
    source = CiteProcJSON(json.loads(text))
    (key,) = source
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    made = CitationStylesBibliography(style, source, formatter.plain)
    made.register(Cited([CitationItem(key)]))
    return str(made.bibliography()[0])


def test_bibtex_has_what_was_cited() -> None:
    entry = read_bibtex(bibtex(cited()))
    assert (entry["ENTRYTYPE"], entry["ID"], entry["year"], entry["month"]) == ("misc", "rawa", "2026", "11")
    assert entry["title"] == "{Rawa}"
    assert entry["author"] == "{Contributors}"
    assert entry["url"] == "http://localhost/town?place=rawa&on=2017-11-17"
    assert entry["version"] == "2026.11.3 (digest 69a07664470e)"
    assert "rule “strict”" in entry["note"]


@pytest.mark.parametrize("name", HOSTILE)
def test_bibtex_holds_hostile_names_as_text(name: str) -> None:
    entry = read_bibtex(bibtex(cited(title=name, container=name, details=(name,), key=name)))
    assert as_seen(entry["title"][1:-1]) == cited(title=name).title
    assert entry["url"] == cited().url


@given(some.text(max_size=40), some.text(max_size=40))
def test_bibtex_of_any_text_is_one_entry(title: str, author: str) -> None:
    entry = read_bibtex(bibtex(cited(title=title, author=author, key=title)))
    if cited(title=title).title:
        assert as_seen(entry["title"][1:-1]) == cited(title=title).title


def test_an_address_with_braces_keeps_its_meaning() -> None:
    url = read_bibtex(bibtex(cited(url="http://localhost/town?q={a}\\b")))["url"]
    assert url == "http://localhost/town?q=%7Ba%7D%5Cb"


def test_csl_json_is_set_by_citeproc() -> None:
    told = bibliography(csl_json(cited()))
    assert told.startswith("Contributors")
    assert "2026" in told
    assert "Rawa" in told


@pytest.mark.parametrize("name", HOSTILE)
def test_csl_json_holds_hostile_names_as_text(name: str) -> None:
    (item,) = json.loads(csl_json(cited(title=name, author=name, details=(name,))))
    assert item["title"] == cited(title=name).title
    assert item["type"] == "dataset"
    assert "Timeline" in bibliography(csl_json(cited(title=name)))


def test_without_author_and_day_nothing_is_made_up() -> None:
    bare = cited(author="", issued=None)
    (item,) = json.loads(csl_json(bare))
    assert not {"author", "issued"} & set(item)
    assert not {"author", "year"} & set(read_bibtex(bibtex(bare)))
    assert plain_text(bare).startswith("(no date): Rawa.")


def test_plain_text_says_all_of_it() -> None:
    assert plain_text(cited()) == (
        "Contributors (2026): Rawa. In: Timeline, version 2026.11.3 (digest 69a07664470e); rule “strict”. "
        "http://localhost/town?place=rawa&on=2017-11-17 (accessed 1 December 2026)."
    )


@given(some.text(max_size=80))
def test_keys_are_plain_short_and_apart(text: str) -> None:
    key = safe_key(text)
    assert key.isascii()
    assert 0 < len(key) <= 60
    assert key.replace("-", "").isalnum()
    assert safe_key(text + "!") != key
