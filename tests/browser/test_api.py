"""The HTTP API is served by the same process as the pages."""

from __future__ import annotations

import gzip
import json
from urllib.request import Request, urlopen

from tests.browser.conftest import Dashboard


def fetch(dashboard: Dashboard, path: str) -> tuple[dict[str, str], bytes]:
    """Headers and body, as a client that takes compressed answers gets them."""
    with urlopen(Request(dashboard.url(None) + path, headers={"Accept-Encoding": "gzip"}), timeout=30) as answer:
        return {name.lower(): value for name, value in answer.headers.items()}, answer.read()


def test_the_running_app_answers_with_compressed_geojson(dashboard: Dashboard) -> None:
    headers, body = fetch(dashboard, "/api/v1/control?on=2017-11-10&known=2017-11-10")
    assert headers["content-type"] == "application/geo+json"
    assert headers["content-encoding"] == "gzip"
    features = {each["id"]: each["properties"] for each in json.loads(gzip.decompress(body))["features"]}
    assert features["abu-kamal"]["status"] == "contested"


def test_the_running_app_answers_to_arabic_names_and_describes_itself(dashboard: Dashboard) -> None:
    _, place = fetch(dashboard, "/api/v1/control/%D8%A7%D9%84%D9%82%D8%A7%D8%A6%D9%85")
    _, document = fetch(dashboard, "/api/v1/openapi.json")
    assert json.loads(gzip.decompress(place))["place"]["place_id"] == "al-qaim"
    assert json.loads(gzip.decompress(document))["servers"] == [{"url": "/api/v1"}]
