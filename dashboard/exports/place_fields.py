"""The fields by which a row of any table says where it is."""

from __future__ import annotations

from typing import Final

import pandas as pd

from dashboard.exports.fields import LATITUDE, LONGITUDE, Field, field_of
from dashboard.record.dataset import Dataset
from dashboard.record.river import RIVER_KM
from dashboard.record.schema import Places

PLACE: Final = "place"
_COLUMNS: Final = Places.columns()
_SHARED: Final = (
    Places.country, Places.governorate, RIVER_KM, Places.latitude, Places.longitude, Places.coordinate_precision
)  # fmt: skip

PLACE_ID: Final = Field(Places.place_id, "Place id", "Stable id of the place.")
WHERE: Final = (
    field_of(_COLUMNS[Places.country], "Country"),
    field_of(_COLUMNS[Places.governorate], "Governorate"),
    Field(
        RIVER_KM, "River km",
        "Distance along the Euphrates, downstream from the Turkish border, a unit of this project; blank farther than "
        "25 km from the main stem and on the Khabur.", "number", "km",
    ),
    Field(LATITUDE, "Latitude", "Degrees north, WGS 84; blank where the position is not known.", "number", "degrees"),
    Field(LONGITUDE, "Longitude", "Degrees east, WGS 84; blank where the position is not known.", "number", "degrees"),
    field_of(_COLUMNS[Places.coordinate_precision], "Position known"),
)  # fmt: skip
PLACE_FIELDS: Final = (PLACE_ID, Field(PLACE, "Place", "Usual English name of the place."), *WHERE)


def with_places(rows: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """The rows with name and position of the place that each names as ``place_id``, in their order and under their
    index."""
    known = dataset.places.set_index(Places.place_id)
    ids = rows[Places.place_id]
    found = {name: known[name].reindex(ids).set_axis(rows.index) for name in _SHARED}
    return rows.assign(**{PLACE: known[Places.name].reindex(ids).set_axis(rows.index)}, **found)
