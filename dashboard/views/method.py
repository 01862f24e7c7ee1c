"""The method page: what the record is, how a holder is derived from it, how far to trust it, and whose it is."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import coverage
from dashboard import vocabulary as words
from dashboard.dataset import Dataset
from dashboard.exports.datapackage import LAYERS, codebook_rows
from dashboard.figures.coverage import coverage_figure
from dashboard.rules import LATEST
from dashboard.schema import TABLES
from dashboard.store import SHIPPED_NAME
from dashboard.summary import count_of, join_words
from dashboard.text import bullets, clean, escape, link, tag
from dashboard.timespan import format_day
from dashboard.ui.cache import Record
from dashboard.ui.page import open_page, show_problems

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

HOLDER: Final = """
Nobody typed in who held a town. It is worked out from the reports, town by town, in the order of their dates:

1. **The latest word counts.** Each report that names a holder counts from the day it gives, and the most recent one
   decides. Of two reports of one day, the one published later has the last word.
2. **Contested.** A fight or a claim does not change the holder: the challenger is named, the holder stays, until a
   report says who holds the town.
3. **Besieged.** The holder is inside and surrounded. It still counts as the holder.
4. **Passed on an unknown day.** The last report gave the town to A; the next says it was taken from B. So it went from
   A to B in between, on a day that no report names. That gap is shown as it is and never filled by a guess.
5. **Before the first report.** If that report says whom the town was taken from, that force is shown before it, with
   an open beginning that reaches back no further than the force itself. Otherwise the holder is unknown.
6. **A force that ceases to exist** hands its towns to the force that grew out of it; where there is none, no holder is
   known until the next report.
7. **Coarse dates.** A report known by month or year counts from the first day of that period, and the date is never
   written more exactly than it is known: "June 2014", not "1 June 2014".

A holder stands until the next report, **however long ago the last one was**. The card of a town gives the day of its
last evidence, the reports that decided and those that say otherwise: look at it before you rely on a quiet town.
"""
GRADES: Final = """
Every report has a grade of two signs, the Admiralty code: a letter for **how reliable the source is** in general, a
number for **how credible this piece of information is**. C3 is a fairly reliable source and possibly true information.
The two are judged apart: a poor source can be right, a good one wrong. The grade does not change the map, where every
report counts; the filter *Grade of reports* leaves only the better ones in tables and charts.
"""
CONFIDENCE: Final = """
When the record was compiled, each report was marked high, medium or low. **High** (two independent sources agree)
became **2**, **medium** (one good source) **3**, **low** (a weak source, or a date only inferred) **4**. The letter
belongs to the source. A report with no graded source counts as F; one without a credibility as 6.
"""
QUIET: Final = """
**A quiet year is not a peaceful year.** The bars show how many reports this record holds, not how much happened.
"""
SOURCES: Final = """
**Speaks for** names the forces whose voice a publisher is, such as an army's spokesman or a party's television.
**Origin** groups publishers that repeat one another: two copies of one encyclopedia are one voice, not two.
"""
RIVER: Final = """
A town's **river kilometre** is the distance along the Euphrates from the Turkish border at Jarabulus (kilometre 0),
downstream, to the point of the river nearest to the town. The line ends at 46° east, about kilometre 1,500, and lies
within about one kilometre of the real river, now and then three. It is this project's own unit: published lengths
differ, so do not compare them with it. Towns farther than 25 km from the river, and those on the Khabur, have none.
"""
LIMITS: Final = """
- **Public sources only.** Every report was read in something published. Nothing was checked on the ground.
- **Not for operational use.** Do not plan movements, targeting, aid, returns or asylum decisions on it.
- **No live data.** The record ends on the day named at the top; later days show the last known holder.
- **Towns, not territory.** A mark says who held a named place. Roads, villages and desert between marks are not
  covered, and there are no front lines because the sources give none.
- **Holding is not full control.** Night rule, underground cells, local deals and mixed garrisons do not show.
- **Not a count of the dead.** Deaths are what single reports give; reports overlap, so adding them up counts twice.
- **Names and borders take no side.** Boundaries are Natural Earth's, mostly by who administers the ground.
- **Care for people.** When you publish, think of those who still live in these towns.
"""
NOTICES: Final = """
Program: MIT. Reports, places, forces, operations and sources: CC BY 4.0, with coordinates and populations in part from
GeoNames (CC BY 4.0). Map software: Leaflet, BSD 2-clause. Titles and addresses of articles name the source; the
articles belong to their publishers. What was changed in each layer of the map is written in `data/geo/NOTICE.md`.

GSHHG, from which the rivers come, is free software: you can redistribute it and/or modify it under the terms of the GNU
Lesser General Public License, version 3 or (at your option) any later version. It comes **without any warranty**, not
even for merchantability or fitness for a particular purpose. Whatever is derived from the reservoirs, © OpenStreetMap
contributors, stays under the Open Database License.
"""


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
    st.html(
        tag("p", "A record of who held which town along the Euphrates, what happened there, and who says so.")
        + tag("p", tag("b", escape(f"{counts}, {span}.")))
        + tag("p", "A report is what one source said of one place on one date. Where sources contradict, both stand.")
    )


def _holder(record: Record) -> None:
    st.markdown(f"The rule is called *{LATEST.name}*: {LATEST.words}. " + HOLDER)
    ended = coverage.endings(record.dataset.forces, record.looks)
    if len(ended):
        with st.expander("Forces that ceased to exist, and who is shown after them"):
            st.dataframe(ended, hide_index=True)
    st.subheader("Where sources disagree", anchor="disagreements")
    st.markdown("The record keeps contradicting reports side by side instead of smoothing them.")
    if _is_shipped(record.dataset):
        items = [tag("b", escape(about)) + ": " + escape(said) for about, said in coverage.KNOWN_DISAGREEMENTS]
        st.html(bullets(items))
    table = coverage.disagreement_table(record.dataset, record.looks)
    with st.expander(f"{count_of(len(table), 'incident')} whose reports differ in date or holder"):
        st.dataframe(table, hide_index=True)


def _grades(record: Record) -> None:
    st.markdown(GRADES)
    left, right = st.columns(2)
    left.html(_two_columns("The source", words.RELIABILITIES))
    right.html(_two_columns("The information", words.CREDIBILITIES))
    if _is_shipped(record.dataset):
        st.markdown(CONFIDENCE)
    st.caption("Number of reports by grade: source down (A to F), information across (1 to 6)")
    st.dataframe(coverage.grade_table(record.dataset.events), hide_index=True)


def _coverage(record: Record) -> None:
    data = record.dataset
    rows = coverage.coverage_rows(data.events, data.places)
    said = "Reports of each year, stacked by country of the place"
    st.markdown(QUIET)
    st.plotly_chart(coverage_figure(rows), key="coverage", config={"displayModeBar": False}, alt=f"{said}.")
    st.caption(f"{said}. The table below holds the same numbers.")
    with st.expander("The same numbers as a table"):
        st.dataframe(coverage.coverage_table(rows), hide_index=True)
    st.subheader("Thin spots", anchor="thin-spots")
    thin = coverage.thin_years(rows)
    lines = [f"{country}, fewer than {coverage.FEW_REPORTS} reports: {join_words(y)}." for country, y in thin.items()]
    st.html(bullets(map(escape, [*lines, *(coverage.THIN_SPOTS if _is_shipped(data) else ())])))
    with st.expander("Reports of each place, the fewest first"):
        st.dataframe(coverage.place_table(data), hide_index=True)


def _sources(record: Record) -> None:
    st.markdown(SOURCES)
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
                tag("td", tag("b", escape(name)), "<br>", tag("span", escape(kind), css="aside"))
                + tag("td", escape(meaning), tag("p", escape(f"Allowed: {allowed}" if allowed else ""), css="aside"))
                for name, kind, meaning, allowed in codebook_rows(table).itertuples(index=False)
            ]
            st.html(tag("div", tag("table", *(tag("tr", row) for row in rows)), css="card"))


def _licences(_: Record) -> None:
    layers: dict[str, list[str]] = {}
    for layer in LAYERS:
        source = link(layer.source.get("path", ""), layer.source["title"])
        terms = link(layer.licence["path"], layer.licence["title"])
        layers.setdefault(f"{source}. {terms}.", []).append(layer.about)
    st.html(bullets(tag("b", escape("; ".join(abouts))) + ": " + terms for terms, abouts in layers.items()))
    st.markdown(NOTICES)


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


def _two_columns(title: str, meanings: dict[str, str]) -> str:
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
    ("River kilometre", "river-kilometre", lambda _: st.markdown(RIVER)),
    ("Limits and responsible use", "limits", lambda _: st.markdown(LIMITS)),
    ("Licences", "licences", _licences),
    ("How to cite", "cite", _cite),
)
