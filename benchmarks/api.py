"""``python -m benchmarks.api``: how long the running server takes to answer over HTTP, warm."""

from __future__ import annotations

import http.client
import os
import statistics
import time
from datetime import date, timedelta
from urllib.parse import urlsplit

from benchmarks.browser import serve

ROUNDS = int(os.environ.get("ROUNDS", "200"))
WARM_UP = 20
BUDGET_MS = 50
FIRST = date(2012, 1, 1)


def days(number: int) -> list[str]:
    """Days a week and a bit apart, so that no two answers are the same."""
    return [(FIRST + timedelta(days=9 * each)).isoformat() for each in range(number)]


def timed(client: http.client.HTTPConnection, path: str, **headers: str) -> tuple[float, int]:
    """Milliseconds from the request to the last byte of the answer, and its size."""
    begun = time.perf_counter()
    client.request("GET", path, headers=headers)
    answer = client.getresponse()
    body = answer.read()
    assert answer.status in (200, 304), body
    return (time.perf_counter() - begun) * 1000, len(body)


def tag_of(client: http.client.HTTPConnection, path: str) -> str:
    client.request("GET", path)
    answer = client.getresponse()
    answer.read()
    return answer.headers["etag"]


def measure(client: http.client.HTTPConnection, name: str, paths: list[str], **headers: str) -> float:
    """Prints and returns the median; the first answers of all are not counted."""
    for path in paths[:WARM_UP]:
        timed(client, path, **headers)
    measured = [timed(client, path, **headers) for path in paths]
    times, sizes = zip(*measured, strict=True)
    median, slow = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(f"{name:44} median {median:6.1f} ms   95 % {slow:6.1f} ms   {statistics.median(sizes) / 1000:6.1f} kB")
    return median


def report_pages(client: http.client.HTTPConnection) -> None:
    """Tables: the same page again and again, and pages and files that nobody has kept."""
    reports, gzip = "/api/v1/reports?limit=1000", {"Accept-Encoding": "gzip"}
    measure(client, "1,000 reports", [reports] * ROUNDS)
    measure(client, "1,000 reports, compressed", [reports] * ROUNDS, **gzip)
    measure(client, "900 to 999 reports, another number each time", [f"{reports[:-4]}{900 + n}" for n in range(100)])
    measure(client, "states, another day each time", [f"/api/v1/states?limit=1000&on={on}" for on in days(ROUNDS)[:60]])
    measure(client, "all reports as CSV", ["/api/v1/reports?format=csv"] * 20)
    measure(client, "all reports as GeoParquet", ["/api/v1/reports?format=parquet"] * 20)


def main() -> int:
    with serve("app.py") as served:
        address = urlsplit(served.url)
        client = http.client.HTTPConnection(str(address.hostname), address.port)
        day, place = "/api/v1/control?on=2017-11-10", "/api/v1/control/al-qaim"
        first, _ = timed(client, day)
        print(f"{'first request, which reads the record':44}        {first:6.1f} ms")
        gzip = {"Accept-Encoding": "gzip"}
        median = measure(client, "control on 2017-11-10", [day] * ROUNDS)
        measure(client, "control on 2017-11-10, compressed", [day] * ROUNDS, **gzip)
        measure(client, "control, another day each time", [f"/api/v1/control?on={on}" for on in days(ROUNDS)])
        measure(client, "control, not modified", [day] * ROUNDS, **{"If-None-Match": tag_of(client, day)})
        measure(client, "control, never asked as known on that day", [f"{day}&known={on}" for on in days(ROUNDS)[:60]])
        measure(client, "one place", [place] * ROUNDS)
        measure(client, "one place, compressed", [place] * ROUNDS, **gzip)
        report_pages(client)
        print(f"{'kept' if median <= BUDGET_MS else 'MISSED'}: {median:.1f} ms warm (budget {BUDGET_MS} ms)")
    return 0 if median <= BUDGET_MS else 1


if __name__ == "__main__":
    raise SystemExit(main())
