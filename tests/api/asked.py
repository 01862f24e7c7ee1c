"""What tests of the API share: imported events, and every row of a table, page after page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd
from starlette.testclient import TestClient

from tests.builders import imported_event, imported_frame

API = "/api/v1"
Json = dict[str, Any]


def imported(number: int) -> pd.DataFrame:
    """So many imported events, several of which share a day."""
    first = date(2017, 11, 1)
    return imported_frame(*(imported_event(n, date=first + timedelta(days=n // 3)) for n in range(number)))


def pages(client: TestClient, path: str, **params: Any) -> Iterator[Json]:
    """The answers page after page, by the links that each gives to the next."""
    answer = client.get(f"{API}{path}", params=params or None)
    while True:
        assert answer.status_code == 200, answer.text
        yield answer.json()
        following = [link["href"] for link in answer.json()["links"] if link["rel"] == "next"]
        assert [following] == [[answer.links["next"]["url"]] if "next" in answer.links else []]
        if not following:
            return
        answer = client.get(following[0])


def every_row(client: TestClient, path: str, **params: Any) -> list[Json]:
    """All rows, whatever the size of a page."""
    return [row for page in pages(client, path, **params) for row in page["rows"]]
