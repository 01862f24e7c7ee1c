"""What the record holds and where it is thin: counts and tables for the method page."""

from __future__ import annotations

from typing import Final

import pandas as pd

from dashboard.control.intervals import Lifetimes, unknown
from dashboard.record import vocabulary as words
from dashboard.record.dataset import Dataset
from dashboard.record.holding import Holding
from dashboard.record.looks import Looks
from dashboard.record.schema import Events, Forces, Places, Sources
from dashboard.text import clean_cell, is_web_address
from dashboard.timespan import format_day

NO_COUNTRY: Final = "Country not given"
FEW_REPORTS: Final = 5
"""A country and year with fewer reports than this is called thin."""

THIN_SPOTS: Final = (
    "Syria has a single report before March 2011, and stays thin until July 2012.",
    "Iraq in 2024 is mostly air strikes and attacks on bases.",
    "Iraq's smaller towns are thin from 2006 to 2008; more than a third of those reports are about Ramadi.",
    "1991 is known by year only, from looks back at the Gulf War.",
    "Deir Hafer and Maskanah have almost nothing from 2013 to 2016; Halabiya, Al-Tabni and Al-Busayrah little at any "
    "time.",
    "January 2026: lists name many villages at once, and one date often stands for a whole list.",
)
"""Thin spots of the shipped record, known to those who compiled it."""


def coverage_rows(events: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Number of ``reports`` of every ``year`` and ``country``, years without any included; a report counts once."""
    country = places.set_index(Places.place_id)[Places.country].map(lambda code: words.COUNTRIES.get(code, code))
    named = events[Events.town].map(country).fillna("").replace("", NO_COUNTRY)
    years = events[Events.date].dt.year
    counts = pd.crosstab(years, named)
    counts = counts.reindex(range(years.min(), years.max() + 1), fill_value=0) if len(events) else counts
    counts = counts.rename_axis(index="year", columns="country")
    return counts.reset_index().melt("year", value_name="reports").sort_values(["year", "country"], ignore_index=True)


def coverage_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The same numbers with a row for each year and a column for each country, latest year first."""
    wide = rows.pivot_table(index="year", columns="country", values="reports", aggfunc="sum", fill_value=0)
    wide["All"] = wide.sum(axis=1)
    return wide.sort_index(ascending=False).rename_axis(index="Year", columns=None).reset_index()


def thin_years(rows: pd.DataFrame, since: int = 1991) -> dict[str, list[str]]:
    """Years with fewer than five reports of each country, as spans in words: "1991 to 2010", "2022"."""
    few = rows[(rows["reports"] < FEW_REPORTS) & (rows["year"] >= since)]
    return {str(country): year_spans(part["year"].tolist()) for country, part in few.groupby("country")}


def year_spans(years: list[int]) -> list[str]:
    """Years in rising order as spans: a run of following years becomes one."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]


def place_table(dataset: Dataset) -> pd.DataFrame:
    """Every place with the number of its reports and their first and last day, the thinnest first."""
    dates = dataset.events.groupby(Events.town)[Events.date].agg(["size", "min", "max"])
    found = dates.reindex(dataset.places[Places.place_id])
    table = {
        "Place": dataset.places[Places.name].tolist(),
        "Country": dataset.places[Places.country].map(lambda code: words.COUNTRIES.get(code, code)).tolist(),
        "Governorate": dataset.places[Places.governorate].tolist(),
        "Reports": found["size"].fillna(0).astype(int).tolist(),
        "First": found["min"].dt.strftime("%Y-%m-%d").fillna("").tolist(),
        "Last": found["max"].dt.strftime("%Y-%m-%d").fillna("").tolist(),
    }
    return pd.DataFrame(table).sort_values(["Reports", "Place"], ignore_index=True).map(clean_cell)


def grade_table(events: pd.DataFrame) -> pd.DataFrame:
    """Number of reports by reliability of the source (rows) and credibility of the information (columns)."""
    counts = pd.crosstab(events["grade"].str[0], events["grade"].str[1:])
    counts = counts.reindex(index=list(words.RELIABILITIES), columns=list(words.CREDIBILITIES), fill_value=0)
    return counts.rename_axis(index="Source", columns=None).reset_index()


def publisher_table(dataset: Dataset, looks: Looks) -> pd.DataFrame:
    """Every publisher with what the record knows of it, those with most reports first."""
    sources = dataset.sources.assign(
        kind=dataset.sources[Sources.kind].map(lambda kind: words.SOURCE_KINDS.get(kind, kind)),
        reliability=dataset.sources[Sources.reliability].map(in_words),
        speaks_for=dataset.sources[Sources.speaks_for].map(lambda cell: _names(cell, looks)),
        reports=_reports_of(dataset),
    )
    by_publisher = sources.groupby(Sources.publisher)
    columns = (Sources.kind, Sources.reliability, Sources.speaks_for, Sources.origin)
    table = by_publisher.agg({"reports": "sum", Sources.source_id: "size", **dict.fromkeys(columns, _distinct)})
    table = table.reset_index().sort_values(["reports", Sources.publisher], ascending=[False, True], ignore_index=True)
    headings = ["Publisher", "Reports", "Articles", "Kind", "Reliability", "Speaks for", "Origin"]
    return table.set_axis(headings, axis=1).map(clean_cell)


def source_table(dataset: Dataset) -> pd.DataFrame:
    """Every article or page, with ``Address`` where that is a plain web address and ``Other address`` where not."""
    sources = dataset.sources
    web = sources[Sources.url].map(is_web_address).astype(bool)
    table = {
        "Title": sources[Sources.title].where(sources[Sources.title] != "", sources[Sources.source_id]),
        "Publisher": sources[Sources.publisher],
        "Published": sources[Sources.published_on].dt.strftime("%Y-%m-%d").fillna(""),
        "Address": sources[Sources.url].where(web, ""),
        "Reports": _reports_of(dataset),
        "Reliability": sources[Sources.reliability].map(in_words),
        "Other address": sources[Sources.url].where(~web, ""),
    }
    return pd.DataFrame(table).sort_values(["Publisher", "Title"], ignore_index=True).map(clean_cell)


def endings(forces: pd.DataFrame, looks: Looks) -> pd.DataFrame:
    """Forces that ended, their last day, and who is shown in the places they held to the end."""
    lifetimes = Lifetimes(forces)
    rows = []
    for force, last in forces[[Forces.force_id, Forces.active_to]].dropna().sort_values(Forces.active_to).to_numpy():
        holding = unknown("", None, "")._replace(start=last.date(), force=force)
        heir = [*lifetimes.bound([holding])][-1].force
        rows.append((looks.name(force), format_day(last.date()), looks.name(heir)))
    return pd.DataFrame(rows, columns=["Force", "Last day", "Shown in its places from the next day"]).map(clean_cell)


def in_words(letter: str) -> str:
    """A reliability letter with its meaning: "B, usually reliable"; "not graded" where there is none."""
    return f"{letter}, {words.RELIABILITIES[letter]}" if letter in words.RELIABILITIES else "not graded"


def matching(table: pd.DataFrame, asked: str) -> pd.DataFrame:
    """The rows in which every word asked for stands in some cell, in any case."""
    text = table.astype(str).agg(" ".join, axis=1).str.casefold() if len(table) else pd.Series(dtype=str)
    keep = pd.Series(True, table.index)
    for word in asked.casefold().split():
        keep &= text.str.contains(word, regex=False)
    return table[keep]


def _reports_of(dataset: Dataset) -> pd.Series:
    counts = dataset.events[Events.source_id].value_counts()
    return dataset.sources[Sources.source_id].map(counts).fillna(0).astype(int)


def _names(cell: str, looks: Looks) -> str:
    return ", ".join(looks.name(force) for force in Holding.of(cell).forces)


def _distinct(cells: pd.Series) -> str:
    """The different values of a group, joined; blanks left out."""
    return "; ".join(dict.fromkeys(cell for cell in cells if cell))
