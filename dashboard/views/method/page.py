"""The method page: what the record is, how a holder is derived from it, how far to trust it, and whose it is."""

from __future__ import annotations

from typing import Final

import streamlit as st
from markupsafe import Markup

from dashboard.analysis import coverage
from dashboard.analysis.record_cache import Record
from dashboard.analysis.sentences import count_of, join_words
from dashboard.exports.datapackage import LAYERS, codebook_rows
from dashboard.figures.coverage import coverage_figure
from dashboard.record import vocabulary as words
from dashboard.record.dataset import Dataset
from dashboard.record.load import SHIPPED_NAME
from dashboard.record.schema import TABLES
from dashboard.text import bullets, clean, escape, link, tag
from dashboard.timespan import format_day
from dashboard.ui.disagreement_card import named_disagreements
from dashboard.ui.html_parts import show
from dashboard.ui.links import claim_link
from dashboard.ui.page import open_page, show_problems
from dashboard.views.method import prose
from dashboard.views.method.scorecard import show_scorecard

READING_WIDTH: Final = 900
"""Pixels; longer lines of text are hard to read."""
PUBLISHER_COLUMNS: Final = {
    "Publisher": st.column_config.TextColumn(width=190),
    "Speaks for": st.column_config.TextColumn(width=130),
}
ARTICLE_COLUMNS: Final = {
    "Title": st.column_config.TextColumn(width=300),
    "Publisher": st.column_config.TextColumn(width=170),
    "Address": st.column_config.LinkColumn(display_text="open", help="Opens the article at its publisher"),
}


def render() -> None:
    """The sections in the order of ``SECTIONS``, under a table of contents."""
    record = open_page()
    with st.container(width=READING_WIDTH):
        st.title("Method and sources", anchor=False)
        st.markdown(" · ".join(f"[{title}](#{anchor})" for title, anchor, _ in SECTIONS))
        for title, anchor, draw in SECTIONS:
            st.header(title, anchor=anchor, divider="gray")
            draw(record)
        show_problems(record.dataset)


def _what_this_is(record: Record) -> None:
    data = record.dataset
    tables = {"report": data.events, "place": data.places, "force": data.forces}
    tables |= {"operation": data.operations, "source": data.sources}
    span = f"from {format_day(data.first_day)} to {format_day(data.last_day)}"
    counts = join_words([count_of(len(table), noun) for noun, table in tables.items()])
    show(
        tag("p", Markup("A record of who held which town along the Euphrates, what happened there, and who says so."))
        + tag("p", tag("b", escape(f"{counts}, {span}.")))
        + tag(
            "p",
            Markup("A report is what one source said of one place on one date. Where sources contradict, both stand."),
        )
    )


def _holder(record: Record) -> None:
    st.markdown(prose.HOLDER)
    ended = coverage.endings(record.dataset.forces, record.looks)
    if len(ended):
        with st.expander("Forces that ceased to exist, and who is shown after them"):
            st.dataframe(ended, hide_index=True)
    if _is_shipped(record.dataset):
        st.subheader("The rules measured against history", anchor="scorecard")
        st.markdown(prose.SCORECARD)
        show_scorecard(record)
        st.subheader("Where sources disagree", anchor="disagreements")
        st.markdown(prose.DISAGREEMENTS)
        show(bullets(claim_link(*name) for name in named_disagreements()))


def _grades(record: Record) -> None:
    st.markdown(prose.GRADES)
    left, right = st.columns(2)
    show(_two_columns("The source", words.RELIABILITIES), left)
    show(_two_columns("The information", words.CREDIBILITIES), right)
    if _is_shipped(record.dataset):
        st.markdown(prose.CONFIDENCE)
    st.caption("Number of reports by grade: source down (A to F), information across (1 to 6)")
    st.dataframe(coverage.grade_table(record.dataset.events), hide_index=True)


def _coverage(record: Record) -> None:
    data = record.dataset
    rows = coverage.coverage_rows(data.events, data.places)
    said = "Reports of each year, stacked by country of the place"
    st.markdown(prose.QUIET)
    st.plotly_chart(coverage_figure(rows), key="coverage", config={"displayModeBar": False}, alt=f"{said}.")
    st.caption(f"{said}. The table below holds the same numbers.")
    with st.expander("The same numbers as a table"):
        st.dataframe(coverage.coverage_table(rows), hide_index=True)
    st.subheader("Thin spots", anchor="thin-spots")
    thin = coverage.thin_years(rows)
    lines = [f"{country}, fewer than {coverage.FEW_REPORTS} reports: {join_words(y)}." for country, y in thin.items()]
    show(bullets(map(escape, [*lines, *(coverage.THIN_SPOTS if _is_shipped(data) else ())])))
    with st.expander("Reports of each place, the fewest first"):
        st.dataframe(coverage.place_table(data), hide_index=True)


def _sources(record: Record) -> None:
    st.markdown(prose.SOURCES)
    asked = st.text_input("Search publishers and articles", key="sources_q", placeholder="SOHR, Reuters, Raqqa, army")
    publishers = coverage.matching(coverage.publisher_table(record.dataset, record.looks), asked)
    st.caption(f"**{count_of(len(publishers), 'publisher')}**, those with most reports first")
    st.dataframe(publishers, hide_index=True, column_config=PUBLISHER_COLUMNS)
    articles = coverage.matching(coverage.source_table(record.dataset), asked)
    st.caption(f"**{count_of(len(articles), 'article')}**, by publisher")
    st.dataframe(articles, hide_index=True, column_config=ARTICLE_COLUMNS)


def _codebook(_: Record) -> None:
    st.markdown("Five tables, joined by ids. Everything but the columns marked *required* may be left out.")
    for table in TABLES:
        with st.expander(f"`{table.file}`: {table.about.partition(': ')[2]}"):
            rows = [
                tag("td", tag("b", escape(name)), Markup("<br>"), tag("span", escape(kind), css="aside"))
                + tag("td", escape(meaning), tag("p", escape(f"Allowed: {allowed}" if allowed else ""), css="aside"))
                for name, kind, meaning, allowed in codebook_rows(table).itertuples(index=False)
            ]
            show(tag("div", tag("table", *(tag("tr", row) for row in rows)), css="card"))


def _licences(_: Record) -> None:
    layers: dict[Markup, list[str]] = {}
    for layer in LAYERS:
        source = link(layer.source.get("path", ""), layer.source["title"])
        terms = link(layer.licence["path"], layer.licence["title"])
        layers.setdefault(source + ". " + terms + ".", []).append(layer.about)
    show(bullets(tag("b", escape("; ".join(abouts))) + ": " + terms for terms, abouts in layers.items()))
    st.markdown(prose.NOTICES)


def _cite(record: Record) -> None:
    data = record.dataset
    st.markdown("Name the version: it changes with every change of the data, so others can see what you saw.")
    cited = f"{clean(data.name)}, data version {data.digest}, to {data.last_day}."
    if _is_shipped(data):
        cited = f"Euphrates Valley timeline contributors: Euphrates Valley conflict timeline. {cited} CC BY 4.0."
    st.code(cited, None, wrap_lines=True)
    st.markdown("For reference managers there is `CITATION.cff` beside the program. Cite the articles themselves too.")


def _is_shipped(data: Dataset) -> bool:
    return data.name == SHIPPED_NAME


def _two_columns(title: str, meanings: dict[str, str]) -> Markup:
    """A small table under a title, as HTML: each word with its meaning."""
    rows = [tag("tr", tag("td", tag("b", escape(word))), tag("td", escape(said))) for word, said in meanings.items()]
    return tag("div", tag("h4", escape(title)), tag("table", *rows), css="card")


SECTIONS: Final = (
    ("What this is", "what", _what_this_is),
    ("How a town gets its holder", "holder", _holder),
    ("Grades", "grades", _grades),
    ("Coverage", "coverage", _coverage),
    ("Sources", "sources", _sources),
    ("Codebook", "codebook", _codebook),
    ("River kilometre", "river-kilometre", lambda _: st.markdown(prose.RIVER)),
    ("Limits and responsible use", "limits", lambda _: st.markdown(prose.LIMITS)),
    ("Licences", "licences", _licences),
    ("How to cite", "cite", _cite),
)
