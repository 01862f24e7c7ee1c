"""An Atom feed (RFC 4287) of the versions of the record: what is new in each, and which holdings changed by it."""

from __future__ import annotations

from datetime import UTC, datetime, time
from itertools import pairwise
from typing import Final
from urllib.parse import quote, urlencode
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.analysis.record_cache import Record, read_once
from dashboard.api import refusals
from dashboard.api.kept import is_known, tag_of
from dashboard.api.refusals import refusal
from dashboard.api.routes import PREFIX, THREADS
from dashboard.errors import DataError
from dashboard.exports.formats.xml_text import xml_text
from dashboard.record.editions import Versions
from dashboard.record.load import LICENCE_NAME
from dashboard.versions.difference import difference
from dashboard.versions.published import home_of, kept_versions, read_version

ATOM: Final = "http://www.w3.org/2005/Atom"
MEDIA_TYPE: Final = "application/atom+xml"
MOST_ENTRIES: Final = 20
_OURS: Final = UUID("5c1b1b0e-6a3b-5f5e-9a52-0d6a7a2f7b60")
"""The name space of the ids of entries: made up once, so that an entry has the same id on every server."""


def feed_routes(base: str = "") -> list[Route]:
    """Where the feed is served, under the path that the whole application is served under."""

    async def feed(request: Request) -> Response:
        root = f"{request.url.scheme}://{request.url.netloc}{base}/"
        try:
            body = await to_thread.run_sync(lambda: feed_of(read_once(), root), limiter=THREADS)
        except DataError as error:
            return refusal(refusals.unreadable_data(error))
        headers = {"ETag": tag_of(body), "Cache-Control": "no-cache"}
        if is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type=MEDIA_TYPE)

    return [Route(f"{base}{PREFIX}/versions.atom", feed)]


def feed_of(record: Record, root: str) -> bytes:
    """The feed of a record whose pages begin at this address, the latest version first."""
    data = record.dataset
    feed = ET.Element(_name("feed"), {"xml:lang": "en"})
    _add(feed, "title", f"{data.name}: versions")
    _add(feed, "id", _id(data.name, "feed"))
    entries = data.published.iloc[::-1].head(MOST_ENTRIES)
    _add(feed, "updated", _moment(entries[Versions.published_on].max() if len(entries) else None))
    _add(feed, "link", rel="self", type=MEDIA_TYPE, href=f"{root}{PREFIX.removeprefix('/')}/versions.atom")
    _add(feed, "link", rel="alternate", type="text/html", href=f"{root}changes")
    _add(_add(feed, "author"), "name", f"{data.name}: contributors")
    if record.is_shipped:
        _add(feed, "rights", LICENCE_NAME)
    before = dict(pairwise(reversed(kept_versions(data, home_of(record.location)))))
    earlier = {later: earlier for earlier, later in before.items()}
    for version, day, _, summary in entries[Versions.names()].itertuples(index=False):
        entry = _add(feed, "entry")
        _add(entry, "title", f"Version {version}")
        _add(entry, "id", _id(data.name, version))
        _add(entry, "updated", _moment(day))
        query = urlencode({"since": earlier[version], "until": version}, quote_via=quote) if version in earlier else ""
        _add(entry, "link", rel="alternate", type="text/html", href=f"{root}changes" + (f"?{query}" if query else ""))
        _add(entry, "summary", f"{summary} {_said(record, earlier.get(version, ''), version)}".strip(), type="text")
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


def _said(record: Record, before: str, version: str) -> str:
    """What differs from the version before, by the rule that the record is shown by; "" where that one is not kept."""
    if not before:
        return ""
    home = home_of(record.location)
    return difference(read_version(home, before), read_version(home, version), record.rule).summary()


def _name(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """A new element at the end of the parent; the library escapes its text, of which only what XML allows is left."""
    element = ET.SubElement(parent, _name(tag), attributes)
    element.text = xml_text(text) or None
    return element


def _id(*parts: str) -> str:
    return uuid5(_OURS, "\n".join(parts)).urn


def _moment(day: datetime | None) -> str:
    """The beginning of the day in UTC, as RFC 3339 writes it; where no version was published yet, of the first day."""
    at = datetime(1970, 1, 1) if day is None else day
    return datetime.combine(at.date(), time(), UTC).isoformat().replace("+00:00", "Z")


ET.register_namespace("", ATOM)
