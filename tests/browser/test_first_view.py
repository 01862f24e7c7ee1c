"""The map shows the river from end to end before anybody touches it, however large it is."""

from __future__ import annotations

import json

import pytest

from dashboard.maps.base import VALLEY
from tests.browser.conftest import OpenView, in_map

SIZES = [(390, 844), (1440, 900), (1710, 1000)]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_whole_valley_is_seen_first(open_view: OpenView, width: int, height: int) -> None:
    page = open_view("?on=2014-07-01", viewport={"width": width, "height": height})
    assert in_map(page, f"map.getBounds().contains({json.dumps(VALLEY)})")


def test_the_map_keeps_to_its_zooms(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01")
    assert in_map(page, "[map.getMinZoom(), map.getMaxZoom()]") == [5, 14]
