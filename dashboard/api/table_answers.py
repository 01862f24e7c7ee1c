"""What is answered about the tables of the record: a page, one row as a feature, and what each answer links to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from dashboard.analysis.grammar import Parameter, asked, parameters_of
from dashboard.analysis.record_cache import Record
from dashboard.api.bodies import FILES, GEOJSON_TYPE, JSON_TYPE, Link, body_of_page, media_type, now, written
from dashboard.api.pages import Page, digest, fingerprint, limited, page_of, query_of, whole_table, without
from dashboard.api.parameters import F, PAGING, format_of
from dashboard.api.refusals import Refused, not_found
from dashboard.api.requests import Call
from dashboard.api.resources import Resource, located_resources
from dashboard.exports.formats.geojson_file import feature, json_value
from dashboard.exports.provenance import Provenance, provenance_of
from dashboard.exports.table import ExportTable

BASIS: Final = ("rule", "known", "on")
"""Filters on which it depends what one row is."""
COLLECTIONS: Final = "/collections"
Found = dict[str, Any]


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
    found = _asked(record, call, table_names(resource), resource)
    form = found.get("format", "json")
    found = found if form in FILES else limited(found)
    page = page_of(record, resource, found)
    links = [Link(call.address, "self", media_type(form, resource.definition)), *_turning(call, page, form)]
    others = [each for each in resource.forms if each != form]
    links += [Link(call.having(format=each, cursor="").address, "alternate", media_type(each, resource.definition))
              for each in others]  # fmt: skip
    return _answer(record, resource, call, found, form, page, tuple(links))


def items_answer(record: Record, resource: Resource, call: Call) -> Answer:
    """A page of the table as a collection of features (OGC API Features)."""
    found = limited(_asked(record, call, items_names(resource), resource))
    page = page_of(record, resource, found)
    collection = call.at(f"{COLLECTIONS}/{resource.name}")
    links = [Link(call.address, "self", GEOJSON_TYPE), *_turning(call, page, "geojson")]
    links += [Link(collection, "collection", JSON_TYPE, resource.definition.title)]
    return _answer(record, resource, call, found, "geojson", page, tuple(links))


def item_answer(record: Record, resource: Resource, call: Call, item: str) -> Answer:
    """One row as a feature; ``Refused`` where no row has this id."""
    found = _asked(record, call, item_names(resource), resource)
    table = whole_table(record, resource, without(found, ("f",)))
    row = _row_with(table, item)
    collection = call.at(f"{COLLECTIONS}/{resource.name}")
    links = (
        Link(call.address, "self", GEOJSON_TYPE),
        Link(collection, "collection", JSON_TYPE, resource.definition.title),
    )

    def make() -> bytes:
        own = feature(table.frame.iloc[row].to_dict(), table)
        return written({**own, "links": [link.as_json for link in links]})

    return Answer(digest(call.address, fingerprint(record, resource, found)), GEOJSON_TYPE, make, links)


def _row_with(table: ExportTable, item: str) -> int:
    fields = {field.name: field for field in table.fields}
    columns = ([str(json_value(cell, fields[name])) for cell in table.frame[name]] for name in table.key)
    ids = ["/".join(cells) for cells in zip(*columns, strict=True)]
    try:
        return ids.index(item)
    except ValueError:
        said = f"There is no {item[:120]!r} in {table.name}."
        raise Refused(not_found(said, f"The ids of all are in {COLLECTIONS}/{table.name}/items.")) from None


def _asked(record: Record, call: Call, names: Sequence[str], resource: Resource) -> Found:
    return asked(call.given, names, parameters_of(record) | parameters_beside(resource.forms))


def _turning(call: Call, page: Page, form: str) -> Iterable[Link]:
    """The link to the page that follows, where there is one."""
    if page.following:
        kind = media_type(form, page.table.definition)
        yield Link(call.having(cursor=page.following).address, "next", kind)


def _answer(  # noqa: PLR0913 - all that an answer depends on
    record: Record, resource: Resource, call: Call, found: Found, form: str, page: Page, links: tuple[Link, ...]
) -> Answer:
    def make() -> bytes:
        said = _provenance(record, resource, call, found)
        return body_of_page(form, page, said, links)

    name = digest(call.address, form, fingerprint(record, resource, found))
    file = f"{resource.name}.{form}" if form in FILES else ""
    return Answer(name, media_type(form, resource.definition), make, links, file)


def _provenance(record: Record, resource: Resource, call: Call, found: Mapping[str, Any]) -> Provenance:
    filters = Call(call.root, call.path, {name: call.given[name] for name in call.given if name in resource.filters})
    return provenance_of(
        query_of(record, resource, found), resource.definition.title, version=record.dataset.digest,
        address=call.address, parameters=filters.query, made=now(),
    )  # fmt: skip


def resource_named(name: str) -> Resource:
    """The table of this name that is a collection of features; ``Refused`` where there is none."""
    located = located_resources()
    if name not in located:
        remedy = f"There are {', '.join(located)}."
        raise Refused(not_found(f"There is no collection {name[:120]!r}.", remedy))
    return located[name]
