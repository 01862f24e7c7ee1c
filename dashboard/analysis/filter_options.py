"""Every choice that the filters offer of a record, as the reader sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from dashboard.record import vocabulary as words
from dashboard.record.dataset import Dataset
from dashboard.record.holding import forces_in
from dashboard.record.looks import Looks
from dashboard.record.schema import Events, Forces, Operations, Places
from dashboard.text import clean

LIST_TITLES: Final = {
    "country": "Country",
    "governorate": "Governorate",
    "force": "Force",
    "operation": "Operation",
    "kind": "Kind",
}
LISTS: Final = tuple(LIST_TITLES)
"""Filters of which several values can be chosen; any of them lets a report or a place through."""
Options = Mapping[str, Mapping[str, str]]
"""Ids and labels by the name of the filter."""
GRADES: Final = {
    "": "any grade",
    "D4": "D4 or better",
    "C3": "C3 or better",
    "B3": "B3 or better",
    "B2": "B2 or better",
}


def chosen_labels(selection: object, options: Options) -> Iterator[tuple[str, list[str]]]:
    """The lists of a selection of which anything is chosen, each with the labels of what is."""
    for name in LISTS:
        if values := getattr(selection, name):
            yield name, [options[name].get(value, value) for value in values]


def filter_options(data: Dataset, looks: Looks) -> dict[str, dict[str, str]]:
    """Ids and labels by the name of the filter, in the order in which they are offered."""
    places = data.places.sort_values(Places.name)
    labels = places[Places.name] + places[Places.name_ar].map(lambda text: f" · {text}" if text else "")
    named = forces_in(data.events["forces"])
    operations = data.operations.sort_values(Operations.start)
    kinds = set(data.events[Events.kind])
    options = {
        "place": dict(zip(places[Places.place_id], labels, strict=True)),
        "country": {key: words.COUNTRIES.get(key, key) for key in sorted(set(places[Places.country]) - {""})},
        "governorate": {key: key for key in sorted(set(places[Places.governorate]) - {""})},
        "force": {key: looks.name(key) for key in data.forces[Forces.force_id] if key in named},
        "operation": dict(zip(operations[Operations.operation_id], operations[Operations.name], strict=True)),
        "kind": {key: label for key, label in words.KINDS.items() if key in kinds},
    }
    return {name: {key: clean(label) for key, label in labels.items()} for name, labels in options.items()}
