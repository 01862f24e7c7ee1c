"""The event plane: imported events of any number, asked through Ibis; only aggregates and single pages come out."""

from dashboard.eventstore.answers import Answers, Density
from dashboard.eventstore.facets import Facets
from dashboard.eventstore.grid import View
from dashboard.eventstore.store import EventStore, connect
from dashboard.eventstore.wanted import Wanted

__all__ = ["Answers", "Density", "EventStore", "Facets", "View", "Wanted", "connect"]
