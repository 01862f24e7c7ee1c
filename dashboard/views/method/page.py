"""The method page: what the record is, how a holder is derived from it, how far to trust it, and whose it is."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.analysis import coverage
from dashboard.analysis import method_prose as prose
from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection
from dashboard.analysis.sentences import count_of, describe_version, join_words
from dashboard.citations.subjects import cite_record
from dashboard.exports.datapackage import LAYERS, codebook_rows
from dashboard.figures.coverage import coverage_figure
from dashboard.record import vocabulary as words
from dashboard.record.dataset import Dataset
from dashboard.record.load import SHIPPED_NAME
from dashboard.record.schema import TABLES
from dashboard.session.here import root_address
from dashboard.text import bullets, escape, link, own_link, tag
from dashboard.timespan import Span
from dashboard.ui.chart_picture import ChartPicture, offer_picture
from dashboard.ui.charts import show_chart
from dashboard.ui.citing import show_citation
from dashboard.ui.disagreement_card import named_disagreements
from dashboard.ui.html_parts import show
from dashboard.ui.links import CHANGES, claim_link
from dashboard.ui.page import open_page, show_problems
from dashboard.ui.tables import frame_table, table
from dashboard.views.method.essentials import essentials
from dashboard.views.method.scorecard import show_scorecard

READING_WIDTH: Final = 760
"""Pixels; longer lines of text are hard to read."""
LISTED: Final = 10
"""Rows of a list of sources; the others are found by the search, or in the whole table."""
ARTICLE_COLUMNS: Final = {
    "Title": st.column_config.TextColumn(width=420),
    "Address": st.column_config.LinkColumn(display_text="open", help="Opens the article at its publisher"),
}


def render() -> None:
    """The sections in the order of ``SECTIONS``, under a table of contents."""
    record = open_page()
    st.title("Method and sources", anchor=False)
    st.markdown(" · ".join(f"[{title}](#{anchor})" for title, anchor, _ in SECTIONS))
    for title, anchor, draw in SECTIONS:
        st.header(title, anchor=anchor)
        draw(record)
    show_problems(record.dataset)


def _read(text: str) -> None:
    """Running text in lines that can be read."""
    with st.container(width=READING_WIDTH):
        st.markdown(text)


def _what_this_is(record: Record) -> None:
    show(essentials(record, _is_shipped(record.dataset)))


def _holder(record: Record) -> None:
    _read(prose.HOLDER)
    for title, text in HOLDER_PARTS.items():
        with st.expander(title):
            _read(text)
    ended = coverage.endings(record.dataset.forces, record.looks)
    if len(ended):
        with st.expander("Forces that ceased to exist, and who is shown after them"):
            show(frame_table(ended, css="ended"))
    if _is_shipped(record.dataset):
        st.subheader("The rules measured against history", anchor="scorecard")
        _read(prose.SCORECARD)
        show_scorecard(record)
        st.subheader("Where sources disagree", anchor="disagreements")
        _read(prose.DISAGREEMENTS)
        named = named_disagreements()
        with st.expander(f"{len(named)} disagreements that have a name"):
            show(tag("div", bullets(claim_link(*each) for each in named), css="columns"))


def _grades(record: Record) -> None:
    _read(prose.GRADES)
    left, right = st.columns(2, gap="medium")
    show(_two_columns("The source", words.RELIABILITIES), left)
    show(_two_columns("The information", words.CREDIBILITIES), right)
    with st.expander("Reports by grade, and how the grades came about"):
        if _is_shipped(record.dataset):
            _read(prose.CONFIDENCE)
        st.caption("Number of reports by grade: source down (A to F), information across (1 to 6)")
        show(frame_table(coverage.grade_table(record.dataset.events), css="grades"))


def _coverage(record: Record) -> None:
    data = record.dataset
    rows = coverage.coverage_rows(data.events, data.places)
    said = "Reports of each year, stacked by country of the place"
    _read(prose.QUIET)
    show_chart(coverage_figure(rows), "coverage", f"{said}.")
    whole = Selection(data.last_day, Span.of_days(data.first_day, data.last_day), rule=record.rule)
    offer_picture(record, whole, "coverage", ChartPicture("coverage", "How much is reported", f"{said}."))
    st.caption(f"{said}. The table below holds the same numbers.")
    with st.expander("The same numbers as a table"):
        show(frame_table(coverage.coverage_table(rows).astype({"Year": str}), css="years"))
    thin = coverage.thin_years(rows)
    lines = [f"{country}, fewer than {coverage.FEW_REPORTS} reports: {join_words(y)}." for country, y in thin.items()]
    with st.expander("Thin spots: years and places of which little is known"):
        show(bullets(map(escape, [*lines, *(coverage.THIN_SPOTS if _is_shipped(data) else ())])))
    with st.expander("Reports of each place, the fewest first", key="by_place", on_change="rerun") as places:
        if places.open:
            st.dataframe(coverage.place_table(data), hide_index=True)


def _sources(record: Record) -> None:
    _read(prose.SOURCES)
    asked = st.text_input(
        "Search publishers and articles", key="sources_q", placeholder="SOHR, Reuters, Raqqa, army", width=READING_WIDTH
    )
    publishers = coverage.matching(coverage.publisher_table(record.dataset, record.looks), asked)
    articles = coverage.matching(coverage.source_table(record.dataset), asked)
    first = f", the {LISTED} with most reports first" if len(publishers) > LISTED else ""
    st.caption(f"**{count_of(len(publishers), 'publisher')}**{first}")
    show(frame_table(publishers.head(LISTED), css="publishers"))
    if asked:
        some = f", the first {LISTED} of them here" if len(articles) > LISTED else ""
        st.caption(f"**{count_of(len(articles), 'article')}** that match{some}")
        show(_articles(articles.head(LISTED)))
    for said, found, key, columns in (
        (f"All {len(publishers):,} publishers as a table", publishers, "all_publishers", {}),
        (f"All {len(articles):,} articles as a table", articles, "all_articles", ARTICLE_COLUMNS),
    ):
        with st.expander(said, key=key, on_change="rerun") as whole:
            if whole.open:
                st.dataframe(found, hide_index=True, column_config=columns)


def _articles(articles: pd.DataFrame) -> Markup:
    """Each with its title as a link to it, where it has an address."""
    about = ("Publisher", "Published", "Reliability")
    named = articles.to_dict("records")
    rows = [(link(row["Address"], row["Title"]), *(escape(row[name]) for name in about)) for row in named]
    return table(("Title", *about), rows, css="articles")


def _codebook(_: Record) -> None:
    st.markdown("Six tables, joined by ids. Everything but the columns marked *required* may be left out.")
    for each in TABLES:
        with st.expander(f"`{each.file}`: {each.about.partition(': ')[2]}"):
            rows = [
                (
                    tag("b", escape(name)) + tag("div", escape(kind), css="aside"),
                    escape(meaning) + tag("div", escape(f"Allowed: {allowed}" if allowed else ""), css="aside"),
                )
                for name, kind, meaning, allowed in codebook_rows(each).itertuples(index=False)
            ]
            show(table(("Column", "Meaning"), rows, css="codebook"))


def _licences(_: Record) -> None:
    layers: dict[Markup, list[str]] = {}
    for layer in LAYERS:
        source = link(layer.source.get("path", ""), layer.source["title"])
        terms = link(layer.licence["path"], layer.licence["title"])
        layers.setdefault(source + ". " + terms + ".", []).append(layer.about)
    st.markdown(prose.TERMS)
    with st.expander("Layers of the map, with source and licence, and notices"):
        show(bullets(tag("b", escape("; ".join(abouts))) + ": " + terms for terms, abouts in layers.items()))
        _read(prose.NOTICES)


def _cite(record: Record) -> None:
    data = record.dataset
    _read(prose.CITE)
    show_citation(cite_record(record, f"{root_address()}?version={quote(data.version)}"))
    said = describe_version(data.version, data.digest)
    changes = own_link(CHANGES, "What changed in it")
    show(tag("p", escape(f"{said[:1].upper()}{said[1:]}. "), changes, Markup(".")))


def _is_shipped(data: Dataset) -> bool:
    return data.name == SHIPPED_NAME


def _two_columns(title: str, meanings: dict[str, str]) -> Markup:
    """A small table under a title, as HTML: each word with its meaning."""
    rows = [(tag("b", escape(word)), escape(said)) for word, said in meanings.items()]
    return tag("div", tag("h4", escape(title)), table(("", "Meaning"), rows, css="small"), css="card")


HOLDER_PARTS: Final = {
    "Which reports are accepted: three rules": prose.ACCEPTED,
    "Who is shown: ten cases": prose.SHOWN,
    "Reports of whole areas, changes of hands, what is only last known, and two clocks": prose.BESIDES,
}
SECTIONS: Final = (
    ("What this is", "what", _what_this_is),
    ("How a town gets its holder", "holder", _holder),
    ("Grades", "grades", _grades),
    ("Coverage", "coverage", _coverage),
    ("Sources", "sources", _sources),
    ("Codebook", "codebook", _codebook),
    ("River kilometre", "river-kilometre", lambda _: _read(prose.RIVER)),
    ("Limits and responsible use", "limits", lambda _: _read(prose.LIMITS)),
    ("Licences", "licences", _licences),
    ("How to cite", "cite", _cite),
)
