"""Links from one view of the dashboard to another; each carries the whole selection."""

from __future__ import annotations

from datetime import date
from typing import Final
from urllib.parse import parse_qs

from markupsafe import Markup

from dashboard.analysis.record_cache import Record
from dashboard.record.schema import Events
from dashboard.session.address import as_query
from dashboard.session.components import page_component
from dashboard.session.here import root_address
from dashboard.session.parameters import view_query
from dashboard.text import escape, own_link
from dashboard.timespan import format_day

HOME, TOWN, OPERATIONS, CLAIMS, CHANGES = "./", "town", "operations", "claims", "changes"
ONCE: Final = ("event", "open", "since", "until")
"""Parameters that a link to another view leaves behind, unless it names them."""
ORDER: Final = (
    "on", "from", "to", "known", "with", "rule", "country", "governorate", "force", "operation", "kind", "place",
    "event", "grade", "q",
)  # fmt: skip
"""Parameters in the order in which the address names them, so that a link is the address it leads to."""
_COMPONENT: Final = page_component("links")


class Links:
    """Safe HTML links out of the view that the widgets make up now."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._params = parse_qs(view_query(record).removeprefix("?"))

    def town(self, place_id: str, text: str = "", day: date | None = None) -> Markup:
        """The page of a place, on ``day`` where one is given; its name, where no other text is."""
        return own_link(self.query(TOWN, place=place_id, day=day), text or self._record.named.get(place_id, place_id))

    def day(self, place_id: str, day: date, text: str = "") -> Markup:
        """The home page with this place on this day."""
        name = self._record.named.get(place_id, place_id)
        said = text or format_day(day)
        return own_link(self.query(HOME, place=place_id, day=day), said, f"{name} on {format_day(day)}, on the map")

    def operation(self, operation_id: str, text: str = "") -> Markup:
        """The page of an operation; its name, where no other text is given."""
        name = self._record.options["operation"].get(operation_id, operation_id)
        return own_link(self.query(OPERATIONS, operation=operation_id), text or name)

    def event(self, page: str, event_id: str, text: str) -> Markup:
        """The same page with the card of this report open."""
        return own_link(self.query(page, event=event_id), text)

    def claim(self, claim_id: str, text: str) -> Markup:
        """The claims page with this disagreement open."""
        return own_link(self.query(CLAIMS, claim=claim_id), text)

    def changes(self, since: str, text: str) -> Markup:
        """The page of what changed since a version."""
        return own_link(self.query(CHANGES, since=since), text)

    def report(self, event_id: str, text: str = "") -> Markup:
        """The card of this report on the page of its place; only the text where there is no such report."""
        event = self._record.event(event_id)
        said = text or event_id
        return own_link(self.query(TOWN, place=event[Events.town], event=event_id), said) if event else escape(said)

    def lasting(self, page: str, day: date | None = None, **changed_to: str) -> str:
        """The whole address of a view with the version of the record in it, by which others see whether it moved on."""
        data = self._record.dataset
        named = self.query(page, day, version=data.version, **changed_to)
        return root_address() + named.removeprefix("./")

    def query(self, page: str, day: date | None = None, **changed_to: str) -> str:
        """The address of a page with day and parameters changed where they are given, and no other card open."""
        changed = {name: [value] for name, value in changed_to.items() if value}
        changed |= {"on": [day.isoformat()]} if day else {}
        merged = {**self._params, **{name: [] for name in ONCE}, **changed}
        params = {name: values for name, values in merged.items() if values}
        if params.get("on") == [self._record.dataset.last_day.isoformat()]:
            del params["on"]
        names = [*(name for name in ORDER if name in params), *(name for name in params if name not in ORDER)]
        return page + as_query({name: params[name] for name in names})


def claim_link(claim_id: str, title: str) -> Markup:
    """A link to a disagreement on the claims page, as HTML."""
    return own_link(CLAIMS + as_query({"claim": [claim_id]}), title)


def follow_links() -> None:
    """Links to the page that is open change its view without loading it anew; to be called once a page."""
    _COMPONENT(key="links")
