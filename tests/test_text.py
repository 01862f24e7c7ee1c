"""Text from data is inert wherever it is shown."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from dashboard.text import (
    arabic,
    bullets,
    clean,
    escape,
    escape_markdown,
    is_web_address,
    json_block,
    lines,
    link,
    own_link,
    sentence_list,
    swatch,
    tag,
)

HOSTILE = (
    "${alert(1)}",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "</script><script>alert(1)//",
    "`",
    "\\",
    "\\`${1}",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)",
    "&lt;b&gt; &#60;b&#62;",
    "{{ 7 * 7 }} {% raw %}",
    "safe\u202egnp.exe",
    "a\u200bb\ufeffc\u2066d\x00e\x1bf",
)
TEXTS = st.text() | st.sampled_from(HOSTILE)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_has_no_markup_left(text: str) -> None:
    assert not re.search(r"[<>\"'`$\\\x00-\x08\u200b\u202e\u2066\ufeff]", escape(text))


@given(TEXTS)
def test_escaped_text_is_inert_and_reads_the_same(text: str) -> None:
    assert not re.search(r"[<>\"'`$\\]", escape(text))
    assert not re.search(r"&(?!(amp|lt|gt|quot|#x27|#96|#36|#92);)", escape(text))
    assert html.unescape(escape(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("a\u200e\u200fb", "ab"),
        ("zero\u200bwidth", "zerowidth"),
        ("bell\x07null\x00", "bellnull"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("القائم، Al-Qaʼim – “quoted” 1 500 €", "القائم، Al-Qaʼim – “quoted” 1 500 €"),
    ],
)
def test_only_what_cannot_be_seen_is_taken_out(text: str, wanted: str) -> None:
    assert clean(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "**bold**",
        "# head",
        "[a](javascript:x)",
        "$x^2$",
        ":red[x]",
        ":smile:",
        "<b>",
        "~~x~~",
        "- item",
        "1. one",
        "a|b",
    ],
)
def test_markdown_is_shown_and_not_obeyed(text: str) -> None:
    escaped = escape_markdown(text)
    assert not re.search(r"(?<!\\)[*_\[\]()<>#$:~|`!+\-.]", escaped)
    assert re.sub(r"\\(.)", r"\1", escaped) == text


@given(TEXTS)
def test_markdown_stays_on_one_line_and_reads_the_same(text: str) -> None:
    escaped = escape_markdown(text)
    assert "\n" not in escaped
    assert re.sub(r"\\(.)", r"\1", escaped, flags=re.DOTALL) == clean(text).replace("\n", " ")


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.org/a?b=c&d=e#f", True),
        ("http://example.org", True),
        ("HTTPS://example.org", True),
        ("https://ar.example.org/القائم", True),
        ("", False),
        ("example.org", False),
        ("//example.org", False),
        ("/etc/passwd", False),
        ("https://", False),
        ("https:alert(1)", False),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("javascript://example.org/%0aalert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("vbscript:msgbox(1)", False),
        ("file:///etc/passwd", False),
        ("https://example.org/\u202egnp", False),
        ("https://[broken", False),
    ],
)
def test_only_a_plain_web_address_becomes_a_link(url: str, good: bool) -> None:
    assert is_web_address(url) is good
    assert link(url, "title").startswith("<a href=") is good


def test_a_refused_link_leaves_its_text() -> None:
    assert link("javascript:alert(1)", "<b>title</b>") == "&lt;b&gt;title&lt;/b&gt;"


@given(TEXTS, TEXTS)
def test_a_link_cannot_be_broken_out_of(path: str, text: str) -> None:
    made = link(f"https://example.org/{path}", text)
    assert made.count("<") == made.count(">") == (2 if made.startswith("<a ") else 0)
    assert made.count('"') in (0, 6)


def test_elements_wrap_what_is_already_safe() -> None:
    assert tag("p", Markup("a"), Markup("b"), css="note") == '<p class="note">ab</p>'
    assert bullets([Markup("a"), Markup("b")]) == "<ul><li>a</li><li>b</li></ul>"


def test_text_among_safe_parts_is_escaped_and_safe_parts_are_not_escaped_again() -> None:
    assert escape("a & b") + " <i>" == "a &amp; b &lt;i&gt;"
    assert bullets([escape("a & b")]) == "<ul><li>a &amp; b</li></ul>"
    assert lines([escape("<"), Markup(), arabic("ب")]) == '&lt;<br><bdi lang="ar">ب</bdi>'
    assert sentence_list([tag("b", escape(each)) for each in "abc"]) == "<b>a</b>, <b>b</b> and <b>c</b>"
    assert sentence_list([]) == ""


@given(st.recursive(TEXTS, lambda part: st.lists(part) | st.dictionaries(TEXTS, part)))
def test_json_in_html_is_the_value_and_nothing_that_a_parser_of_html_sees(value: object) -> None:
    head, tail = '<script type="application/json" id="core">', "</script>"
    block = str(json_block("core", value))
    told = block.removeprefix(head).removesuffix(tail)
    assert block == head + told + tail
    assert not set(told) & set("<>&\u2028\u2029")
    assert json.loads(told) == value


def test_built_html_reaches_the_page_in_one_place() -> None:
    root = Path(__file__).parent.parent / "dashboard"
    found = {file.name for file in root.rglob("*.py") if re.search(r"\.html\(", file.read_text(encoding="utf-8"))}
    assert found == {"html_parts.py", "styles.py"}


def test_html_has_a_type_of_its_own() -> None:
    for made in (escape, json_block, link, own_link, tag, bullets, lines, sentence_list, swatch, arabic):
        assert get_type_hints(made)["return"] is Markup, made.__name__
    assert get_type_hints(tag)["inner"] is Markup
