"""What is answered about the tables of the record: a page, one row as a feature, and what each answer links to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Condition
from typing import Final, NamedTuple

from cachetools import LRUCache, cached

from dashboard.analysis.grammar import Parameter, asked, parameters_of
from dashboard.analysis.record_cache import Record
from dashboard.api.bodies import FILES, GEOJSON_TYPE, JSON_TYPE, Link, body_of_page, links_json, media_type, now
from dashboard.api.pages import Found, Page, digest, fingerprint, limited, page_of, query_of, whole_table, without
from dashboard.api.parameters import PAGING, F, format_of
from dashboard.api.refusals import Refused, not_found
from dashboard.api.requests import Call
from dashboard.api.resources import Resource, located_resources
from dashboard.exports.formats.geojson_file import feature_ids, features
from dashboard.exports.json_cells import json_bytes
from dashboard.exports.provenance import Provenance, provenance_of
from dashboard.exports.table import ExportTable

BASIS: Final = ("rule", "known", "on")
"""Filters on which it depends what one row is."""
COLLECTIONS: Final = "/collections"
SAID_KEPT: Final = 256


class Answer(NamedTuple):
    """An answer that need not have been made yet: its name tells it from every other one."""

    name: str
    media_type: str
    make: Callable[[], bytes]
    links: tuple[Link, ...] = ()
    file: str = ""
    """The name under which a browser saves it; "" where it is no file."""

    @property
    def is_text(self) -> bool:
        """True of what becomes shorter when it is compressed."""
        return "json" in self.media_type or self.media_type.startswith("text/")


def table_names(resource: Resource) -> tuple[str, ...]:
    """The parameters of a table at its plain address."""
    return (*resource.filters, *PAGING, "format")


def items_names(resource: Resource) -> tuple[str, ...]:
    """The parameters of a table as a collection of features."""
    return (*resource.filters, *PAGING, "f")


def item_names(resource: Resource) -> tuple[str, ...]:
    """The parameters of a single feature."""
    return (*(name for name in BASIS if name in resource.filters), "f")


def parameters_beside(forms: tuple[str, ...]) -> dict[str, Parameter]:
    """The parameters that are no filters, where an answer can have these forms."""
    return {**PAGING, "format": format_of(forms), "f": F}


def table_answer(record: Record, resource: Resource, call: Call) -> Answer:
    """A page of the table, or the whole of it as a file, in the form that is asked for."""
    found = _found(record, resource, call, table_names(resource))
    form = found.get("format", "json")
    question = _Question(record, resource, call, found if form in FILES else limited(found), form)
    others = [each for each in resource.forms if each != form]
    links = [
        Link(call.having(format=each, cursor="").address, "alternate", media_type(each, resource.definition))
        for each in others
    ]
    return question.answer(links)


def items_answer(record: Record, resource: Resource, call: Call) -> Answer:
    """A page of the table as a collection of features (OGC API Features)."""
    found = limited(_found(record, resource, call, items_names(resource)))
    return _Question(record, resource, call, found, "geojson").answer([_collection(resource, call)])


def item_answer(record: Record, resource: Resource, call: Call, item: str) -> Answer:
    """One row as a feature; ``Refused`` where no row has this id."""
    found = _found(record, resource, call, item_names(resource))
    table = whole_table(record, resource, without(found, ("f",)))
    row, links = _row_with(table, item), (Link(call.address, "self", GEOJSON_TYPE), _collection(resource, call))

    def make() -> bytes:
        own = next(features(table.frame.iloc[[row]], table))
        return json_bytes({**own, "links": links_json(links)})

    return Answer(digest(call.address, fingerprint(record, resource, found)), GEOJSON_TYPE, make, links)


def resource_named(name: str) -> Resource:
    """The table of this name that is a collection of features; ``Refused`` where there is none."""
    located = located_resources()
    if name not in located:
        remedy = f"There are {', '.join(located)}."
        raise Refused(not_found(f"There is no collection {name[:120]!r}.", remedy))
    return located[name]


def turning(call: Call, page: Page, form: str) -> Iterator[Link]:
    """The link to the answer itself and, where there is one, to the page that follows."""
    kind = media_type(form, page.table.definition)
    yield Link(call.address, "self", kind)
    if page.following:
        yield Link(call.having(cursor=page.following).address, "next", kind)


@dataclass(frozen=True)
class _Question:
    """What is asked of a table, and in which form."""

    record: Record
    resource: Resource
    call: Call
    found: Found
    form: str

    @cached_property
    def page(self) -> Page:
        return page_of(self.record, self.resource, self.found)

    def answer(self, others: Sequence[Link]) -> Answer:
        links = (*turning(self.call, self.page, self.form), *others)
        name = digest(self.call.address, self.form, fingerprint(self.record, self.resource, self.found))
        file = f"{self.resource.name}.{self.form}" if self.form in FILES else ""
        kind = media_type(self.form, self.resource.definition)
        return Answer(name, kind, lambda: body_of_page(self.form, self.page, self.provenance, links), links, file)

    @property
    def provenance(self) -> Provenance:
        said = _said(self.record, self.resource, self.found)
        query = self.call.only((*self.resource.filters, "bbox", "datetime")).query
        return replace(said, address=self.call.address, query=query, made=now())


@cached(LRUCache[str, Provenance](SAID_KEPT), key=fingerprint, condition=Condition())
def _said(record: Record, resource: Resource, found: Found) -> Provenance:
    """Where the rows come from, whatever page and form of them is answered: the words of filters take a while."""
    query = query_of(record, resource, found)
    version = record.dataset.version
    return provenance_of(query, resource.definition.title, version=version, address="", parameters="")


def _found(record: Record, resource: Resource, call: Call, names: Sequence[str]) -> Found:
    return asked(call.given, names, parameters_of(record) | parameters_beside(resource.forms))


def _collection(resource: Resource, call: Call) -> Link:
    return Link(call.at(f"{COLLECTIONS}/{resource.name}"), "collection", JSON_TYPE, resource.definition.title)


def _row_with(table: ExportTable, item: str) -> int:
    ids = feature_ids(table)
    try:
        return ids.index(item)
    except ValueError:
        said = f"There is no {item[:120]!r} in {table.name}."
        raise Refused(not_found(said, f"The ids of all are in {COLLECTIONS}/{table.name}/items.")) from None
