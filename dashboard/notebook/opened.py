"""A record opened for a notebook: its tables, what filters leave of it, and who held what under a rule.

Every table is a Pandas frame of its own: change it as you like. Texts are ``str`` ("" where nothing is known), days
``datetime64``, numbers ``Int64`` or ``float64``, lists of ids tuples; ``fields`` says of each column what it holds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.analysis.filter_options import LISTS, filter_options
from dashboard.analysis.selection import LONGEST_SEARCH, MOST_WORDS, Selection
from dashboard.analysis.town import days_held, history_span
from dashboard.control.derive import default_rule
from dashboard.exports.formats.geojson_file import features, metadata
from dashboard.exports.provenance import provenance_of
from dashboard.exports.query import Query
from dashboard.exports.table import ExportTable
from dashboard.exports.tables import definition_of
from dashboard.notebook.arguments import Day, Names, chosen, day_of, grade_named, place_named, rule_named
from dashboard.record.dataset import Dataset
from dashboard.record.holding import Holding
from dashboard.record.load import read_dataset
from dashboard.record.looks import Looks
from dashboard.record.package_files import unpacked
from dashboard.record.schema import Places
from dashboard.timespan import Span

GeoJson = dict[str, Any]


def open_record(location: str | Path | None = None) -> OpenRecord:
    """The record at a folder of tables, in a CSV file of events or in a data package (zip); None for the shipped one.

    ``DataError`` says file, row, column, reason and remedy where it cannot be read. Rows that had to be set aside are
    in ``problems``.
    """
    if location is None:
        return _opened(read_dataset())
    with unpacked(Path(location)) as place:
        return _opened(read_dataset(place))


def _opened(dataset: Dataset) -> OpenRecord:
    last = dataset.last_day
    rule = default_rule(dataset.events).name
    return OpenRecord(dataset, Selection(last, Span.of_days(last, last), rule=rule))


@dataclass(frozen=True, repr=False)
class OpenRecord:
    """A record, or what filters leave of it. Nothing done with it changes it."""

    dataset: Dataset
    selection: Selection
    window: Span | None = None
    """The days of which reports tell; None for all."""

    def __repr__(self) -> str:
        said = f"{len(self._query.reports):,} reports of {len(self._query.places):,} places"
        return f"<{self.dataset.name}, version {self.version}: {said}, to {self.dataset.last_day}>"

    @property
    def version(self) -> str:
        """The version of the whole record: as it was published or, of any other state of it, its digest."""
        return self.dataset.version

    @property
    def first_day(self) -> date:
        """The earliest date of any report of the whole record."""
        return self.dataset.first_day

    @property
    def last_day(self) -> date:
        """The latest date of any report of the whole record."""
        return self.dataset.last_day

    @property
    def rule(self) -> str:
        """The rule by which the record is shown where none is chosen."""
        return self.selection.rule

    @property
    def reports(self) -> pd.DataFrame:
        """A row for each report: what one source said of a place on a date, its grade, and what the rule made of it."""
        return self._table("reports").frame

    @property
    def area_reports(self) -> pd.DataFrame:
        """A row for each report of a whole area."""
        return self._table("area_reports").frame

    @property
    def places(self) -> pd.DataFrame:
        """A row for each place: names, position, kilometre of the river, population."""
        return self._table("places").frame

    @property
    def operations(self) -> pd.DataFrame:
        """A row for each named operation."""
        return self._table("operations").frame

    @property
    def sources(self) -> pd.DataFrame:
        """A row for each article or page in which one of the reports was read."""
        return self._table("sources").frame

    @property
    def disagreements(self) -> pd.DataFrame:
        """A row for each matter in which reports contradict one another, and how the rule settles it."""
        return self._table("disagreements").frame

    @property
    def problems(self) -> pd.DataFrame:
        """A row for each row set aside and each repair, with file, row, column, value, reason and remedy."""
        columns = ["file", "row", "column", "value", "reason", "remedy"]
        return pd.DataFrame([vars(problem) for problem in self.dataset.problems], columns=columns)

    def narrow(  # noqa: PLR0913 - one for each filter of the pages
        self,
        *,
        place: str | None = None,
        country: Names = (),
        governorate: Names = (),
        force: Names = (),
        operation: Names = (),
        kind: Names = (),
        grade: str | None = None,
        words: str | None = None,
        first: Day | None = None,
        last: Day | None = None,
    ) -> OpenRecord:
        """What these filters leave; each means what it means on the pages, and takes the place of a former one.

        ``grade`` is the poorest that reports may have, such as C3; ``first`` and ``last`` bound the days of reports.
        ``ValueError`` names whatever the record does not know.
        """
        lists = dict(zip(LISTS, (country, governorate, force, operation, kind), strict=True))
        options = filter_options(self.dataset, Looks(self.dataset.forces))
        given: dict[str, Any] = {name: chosen(ids, options[name], name) for name, ids in lists.items() if ids}
        given |= {} if place is None else {"place": place_named(self.dataset, place)}
        given |= {} if grade is None else {"grade": grade_named(grade)}
        given |= {} if words is None else {"q": _words(words)}
        return replace(self, selection=replace(self.selection, **given), window=self._window(first, last))

    def control(self, rule: str | None = None, known: Day | None = None) -> RuleControl:
        """Who held what under a rule, from what had been published by ``known`` (None: from all reports)."""
        chosen_rule = self.rule if rule is None else rule_named(rule)
        clock = None if known is None else day_of(known, "known")
        return RuleControl(replace(self, selection=replace(self.selection, rule=chosen_rule, known=clock)))

    def to_geojson(self, table: str = "reports") -> GeoJson:
        """Reports or places as GeoJSON (RFC 7946), with version, filters, licence and fields as ``metadata``."""
        return _geojson(self._table(table), self._query)

    def fields(self, table: str) -> pd.DataFrame:
        """What each column of a table holds: of reports, places, states, intervals, changes, ..."""
        told = [(each.name, each.type, each.unit, each.description) for each in definition_of(table).fields]
        return pd.DataFrame(told, columns=["name", "type", "unit", "description"])

    @property
    def _query(self) -> Query:
        return Query(self.dataset, self.selection, self.window)

    def _table(self, name: str) -> ExportTable:
        return definition_of(name).extract(self._query)

    def _window(self, first: Day | None, last: Day | None) -> Span | None:
        if first is None and last is None:
            return self.window
        begins = self.dataset.first_day if first is None else day_of(first, "first")
        ends = max(self.dataset.last_day, begins) if last is None else day_of(last, "last")
        if ends < begins:
            raise ValueError(f"last: {ends} lies before {begins}, the first day.")
        return Span.of_days(begins, ends)


@dataclass(frozen=True, repr=False)
class RuleControl:
    """Who held what under one rule, at the places that the filters leave."""

    record: OpenRecord

    def __repr__(self) -> str:
        known = f", as known on {self.known}" if self.known else ""
        return f"<control by the rule {self.rule}{known}: {len(self._query().places):,} places>"

    @property
    def rule(self) -> str:
        return self.record.selection.rule

    @property
    def known(self) -> date | None:
        """The day by which what counts had been published; None for all reports."""
        return self.record.selection.known

    def on(self, day: Day) -> pd.DataFrame:
        """A row for each place: its state on that day, since when, why, and which reports decide."""
        return self._states(day).frame

    @property
    def intervals(self) -> pd.DataFrame:
        """A row for each stretch of time in which a place is in one state; those of one place touch, none overlap."""
        return definition_of("intervals").extract(self._query()).frame

    def changes(self, first: Day | None = None, last: Day | None = None) -> pd.DataFrame:
        """A row for each change of hands, from ``first`` to ``last``, both included, in the order of time."""
        begins = None if first is None else day_of(first, "first")
        ends = None if last is None else day_of(last, "last")
        if begins and ends and ends < begins:
            raise ValueError(f"last: {ends} lies before {begins}, the first day.")
        found = definition_of("changes").extract(self._query()).frame
        days = found["date"].dt.date
        keep = pd.Series(True, found.index)
        keep &= (days >= begins) if begins else True
        keep &= (days <= ends) if ends else True
        return found[keep].reset_index(drop=True)

    def days_held(self, place: str, first: Day | None = None, last: Day | None = None) -> pd.DataFrame:
        """Days of a place in each state and with each holder, from its first report, or ``first``, up to ``last``.

        They add up to all days of that time: days of which no holder is known are a row, too.
        """
        place_id, every = place_named(self.record.dataset, place), self._query().basis.intervals
        own = every[every[Places.place_id] == place_id]
        ends = self.record.dataset.last_day if last is None else day_of(last, "last")
        whole = history_span(own, ends)
        begins = whole.start if first is None else day_of(first, "first")
        if ends < begins:
            raise ValueError(f"last: {ends} lies before {begins}, the first day.")
        held = days_held(own, Span.of_days(begins, ends)).rename(columns={"force": "holder"})
        looks = Looks(self.record.dataset.forces)
        names = [looks.name(force) if force else "" for force in held["holder"]]
        holders = [Holding.of(force).forces if force else () for force in held["holder"]]
        wanted = ["state", "holder", "holder_name", "days", "share", "longest", "besieged", "of_area"]
        return held.assign(holder=pd.Series(holders, held.index, dtype=object), holder_name=names)[wanted]

    def to_geojson(self, day: Day) -> GeoJson:
        """The states of a day as GeoJSON (RFC 7946), with version, rule, day, licence and fields as ``metadata``."""
        return _geojson(self._states(day), self._query(day))

    def _states(self, day: Day) -> ExportTable:
        return definition_of("states").extract(self._query(day))

    def _query(self, day: Day | None = None) -> Query:
        selection = self.record.selection
        shown = selection if day is None else replace(selection, on=day_of(day))
        return Query(self.record.dataset, shown, self.record.window)


def _words(given: str) -> str:
    if len(given) > LONGEST_SEARCH or len(given.split()) > MOST_WORDS:
        raise ValueError(f"words: at most {MOST_WORDS} words and {LONGEST_SEARCH} letters can be looked for at once.")
    return given


def _geojson(table: ExportTable, query: Query) -> GeoJson:
    if not table.is_located:
        raise ValueError(f"table: rows of {table.name!r} have no position. There are reports and places.")
    told = provenance_of(query, table.name, version=query.dataset.version, address="", parameters="")
    own = list(features(table.frame, table))
    return {"type": "FeatureCollection", "name": table.name, "metadata": metadata(table, told), "features": own}
