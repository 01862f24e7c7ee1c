"""Examples for the OpenAPI document: what this server really answers, one row at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from dashboard.analysis.grammar import WrongParameters, asked, parameters_of
from dashboard.analysis.record_cache import Record
from dashboard.api import events, features
from dashboard.api.history import control_of_place, resolve_place
from dashboard.api.problems import PROBLEMS
from dashboard.api.refusals import (
    Refusal,
    Refused,
    body_of,
    failure,
    no_events,
    not_found,
    stale_cursor,
    unreadable_data,
)  # fmt: skip
from dashboard.api.requests import Call
from dashboard.api.resources import RESOURCES, Resource
from dashboard.api.states import control_on
from dashboard.api.table_answers import COLLECTIONS, Answer, item_answer, items_answer, table_answer
from dashboard.errors import DataError, Problem
from dashboard.exports.table import TableDefinition

ONE: Final = {"limit": ["1"]}
NO_PLACE: Final = "Nowhere on the river"
_UNREADABLE: Final = Problem("events.csv", 0, "", "", "there is no such file", "Check the path and who may read it.")


@dataclass(frozen=True)
class Examples:
    """What is answered about this record at this address; None where there is nothing of the kind."""

    record: Record
    root: str

    def call(self, path: str, **given: list[str]) -> Call:
        """A request for this path."""
        return Call(self.root, path, given)

    @cached_property
    def place_id(self) -> str:
        """A place of the record."""
        return next(iter(self.record.named), "")

    def control_on(self) -> Any:
        """All places on the last day, of which only the first is shown."""
        found = json.loads(control_on(self.record, self.record.dataset.last_day, self.record.rule, None))
        return {**found, "features": found["features"][:1]}

    def control_of_place(self) -> Any:
        """The first place over time, of each list only the first."""
        if not self.place_id:
            return None
        found = json.loads(control_of_place(self.record, self.place_id, self.record.rule, None))
        lists = ("intervals", "reports", "area_reports")
        return {**found, **{name: found[name][:1] for name in lists}}

    def table(self, resource: Resource, form: str) -> Any:
        """A page of one row."""
        return _shown(table_answer(self.record, resource, self.call(f"/{resource.name}", format=[form], **ONE)))

    def cursor(self, resource: Resource) -> str:
        """The cursor of the second page of the table, in pages of one row; "" where there is none."""
        return _cursor_of(table_answer(self.record, resource, self.call(f"/{resource.name}", **ONE)))

    def events(self, form: str) -> Any:
        """A page of one event."""
        try:
            return _shown(events.events_answer(self.record, self.call("/events", format=[form], **ONE)))
        except (Refused, DataError):
            return None

    def collections(self) -> Any:
        """Every collection."""
        try:
            return features.collections(self.record, self.call(COLLECTIONS))
        except DataError:
            return None

    def collection(self, definition: TableDefinition) -> Any:
        """What one collection is."""
        call = self.call(f"{COLLECTIONS}/{definition.name}")
        if definition.name in RESOURCES:
            return features.collection(self.record, RESOURCES[definition.name], call)
        try:
            return features.event_collection(call)
        except (Refused, DataError):
            return None

    def items(self, definition: TableDefinition) -> Any:
        """A page of one feature."""
        call = self.call(f"{COLLECTIONS}/{definition.name}/items", **ONE)
        try:
            if definition.name in RESOURCES:
                return _shown(items_answer(self.record, RESOURCES[definition.name], call))
            return _shown(events.event_items_answer(self.record, call))
        except (Refused, DataError):
            return None

    def id(self, definition: TableDefinition) -> str:
        """The id of the first feature."""
        found = (self.items(definition) or {}).get("features") or [{"id": "none"}]
        return str(found[0]["id"])

    def item(self, definition: TableDefinition) -> Any:
        """The first feature."""
        item = self.id(definition)
        call = self.call(f"{COLLECTIONS}/{definition.name}/items/{item}")
        try:
            if definition.name in RESOURCES:
                return _shown(item_answer(self.record, RESOURCES[definition.name], call, item))
            return events.event_item(self.record, call, item)
        except (Refused, DataError):
            return None

    def refusal(self, kind: str) -> dict[str, Any]:
        """A refusal of this type."""
        return self._refusals[kind]

    @cached_property
    def _refusals(self) -> dict[str, dict[str, Any]]:
        bodies = (
            self._wrong_parameter(), self._unknown_place(), stale_cursor(), no_events(), failure(),
            not_found("There is no 'x' in reports.", f"The ids of all are in {COLLECTIONS}/reports/items."),
            unreadable_data(DataError(_UNREADABLE)),
        )  # fmt: skip
        return {each.kind: each.model_dump() | {"type": f"{self.root}{PROBLEMS}/{each.kind}"} for each in bodies}

    def _wrong_parameter(self) -> Refusal:
        try:
            asked({"rule": ["newest"]}, ("rule",), parameters_of(self.record))
        except WrongParameters as wrong:
            return body_of(wrong)
        raise AssertionError("no rule is called so")

    def _unknown_place(self) -> Refusal:
        try:
            resolve_place(self.record, NO_PLACE)
        except Refused as refused:
            return refused.body
        raise AssertionError(f"a place is called {NO_PLACE}")


def _shown(answer: Answer) -> Any:
    """The answer as it stands in a document: its fields are described there, so of those in it only one is left."""
    body = answer.make()
    if not answer.is_text:
        return None
    if "json" not in answer.media_type:
        return body.decode("utf-8-sig")
    found = json.loads(body)
    if "metadata" in found:
        found["metadata"]["fields"] = found["metadata"]["fields"][:1]
    return found


def _cursor_of(answer: Answer) -> str:
    following = [link.href for link in answer.links if link.rel == "next"]
    return following[0].partition("cursor=")[2].partition("&")[0] if following else ""
