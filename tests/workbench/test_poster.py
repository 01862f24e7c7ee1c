"""The poster opens in a renderer that is not ours, is A3, names every place in text, and says who says so."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from dashboard.analysis.record_cache import Record, record_of
from dashboard.timespan import day_number
from dashboard.workbench.addresses import POSTER, texts_address
from dashboard.workbench.poster.bars import Pattern, bars_of, fills_of
from dashboard.workbench.poster.layout import HEADING, LEAST, MOST_COLUMNS, PAGE, TALLEST, lay_out
from dashboard.workbench.poster.make import poster
from tests.builders import rows
from tests.workbench.decoded import DAY, SMALL, own_record, payload_of
from tests.workbench.test_routes import client_of

A3 = (841.89, 1190.55)
HOSTILE = "<b>x</b> (Tj) {{7*7}} \\) endstream"


def opened(content: bytes) -> Iterator[tuple[tuple[float, float], str]]:
    """Size and text of each page."""
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            yield page.get_size(), page.get_textpage().get_text_bounded().replace("\r\n", "\n")


def made(record: Record, **filters: Any) -> bytes:
    return poster(payload_of(record, **filters), DAY, date(2026, 1, 1))


def test_the_shipped_record_is_one_page_of_a3_with_every_town_in_text() -> None:
    payload = payload_of(record_of(None))
    ((size, text),) = opened(poster(payload, DAY, date(2026, 1, 1)))
    assert size == pytest.approx(A3, abs=0.01)
    cut = [name for name in payload["places"]["name"] if name not in text]
    assert cut == []
    for said in (
        "10 November 2017",
        payload["about"]["version"].removeprefix("v"),
        "CC BY 4.0",
        "Rule “corroborated”",
        "contested",
    ):
        assert said in text
    assert all(name in text for name in payload["about"]["publishers"])


def test_bars_are_drawn_in_the_colours_of_their_holders() -> None:
    payload = payload_of(record_of(SMALL))
    with pypdfium2.PdfDocument(poster(payload, DAY, date(2026, 1, 1))) as document:
        colours = {colour for _, colour in document[0].render(scale=1).to_pil().getcolors(1_000_000)}
    fills, span = fills_of(payload), (day_number(date(2003, 1, 1)), day_number(date(2026, 1, 1)))
    bars = [bar for place in range(len(payload["spans"])) for bar in bars_of(payload, fills, place, span)]
    wide = [bar for bar in bars if bar.stop - bar.start > 200 + bar.uncertain and bar.fill.pattern is Pattern.PLAIN]
    assert len({bar.fill.first for bar in wide}) > 5
    assert [bar for bar in wide if tuple(bytes.fromhex(bar.fill.first[1:])) not in colours] == []


def test_hostile_names_stay_text_and_foreign_letters_give_way_to_the_id(tmp_path: Any) -> None:
    places = rows(
        "place_id,name,country,governorate,kind,waterway,bank,latitude,longitude",
        f'hostile,"{HOSTILE}",IQ,Al Anbar,town,Euphrates,left,34,42',
        "arabic,القائم,IQ,Al Anbar,town,Euphrates,right,34.1,42.1",
    )
    events = rows("town,date,controlling_force", "hostile,2014-06-21,isis", "arabic,2014-06-21,iraq")
    ((_, text),) = opened(made(own_record(tmp_path, places=places, events=events)))
    assert HOSTILE in text
    assert "arabic" in text
    assert "CC BY" not in text  # whose licence this record has is not ours to say


def test_filters_and_the_day_of_knowledge_are_told_and_nothing_left_is_told_too() -> None:
    record = record_of(SMALL)
    ((_, text),) = opened(made(record, country=("IQ",), known=date(2016, 6, 1)))
    assert "Filters: country Iraq" in text
    assert "As known on 1 June 2016" in text
    ((_, text),) = opened(made(record, q="no such word anywhere"))
    assert "No place passes the filters." in text


def test_a_record_of_any_size_takes_as_many_pages_as_it_needs() -> None:
    payload = payload_of(record_of(SMALL))
    for name, column in payload["places"].items():
        payload["places"][name] = sorted(column * 60) if name == "strip" else column * 60
    payload["spans"] = payload["spans"] * 60
    pages = list(opened(poster(payload, DAY, date(2026, 1, 1))))
    assert len(pages) > 1
    assert f"Page 2 of {len(pages)}" in pages[1][1]
    assert all(size == pytest.approx(A3, abs=0.01) for size, _ in pages)


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6))
def test_rows_stand_below_one_another_within_the_page_and_each_column_begins_with_a_heading(sizes: list[int]) -> None:
    strips = [strip for strip, size in enumerate(sizes) for _ in range(size)]
    layout = lay_out(strips, 200, 1100)
    assert LEAST <= layout.height <= TALLEST
    assert [row.place for page in layout.pages for column in page for row in column.rows if row.place is not None] == [
        *range(len(strips))
    ]
    for page in layout.pages:
        assert len(page) <= MOST_COLUMNS
        for column in page:
            assert column.rows[0].place is None
            assert column.rows[-1].place is not None
            assert column.left + column.width <= PAGE[0]
            assert column.rows[-1].top + layout.height <= 1100.01
            for above, below in pairwise(column.rows):
                high = HEADING if above.place is None else layout.height
                assert below.top == pytest.approx(above.top + high)


def test_bars_are_cut_to_the_days_shown_and_what_is_not_known_has_none() -> None:
    looks, fuzzy = [["red", "Red", "#ff0000", "R", "#000000"]], [[0, 1, 31]]
    core: dict[str, Any] = {
        "looks": looks,
        "known": None,
        "only": None,
        "states": [[[], 4, [], 0], [[0], 0, [], 0], [[0], 0, [], 1]],
        "fuzzy": fuzzy,
    }
    core["spans"] = [[-1_000_000, 0, 50, 1, 150, 2]]
    bars = list(bars_of(core, fills_of(core), 0, (100, 200)))
    assert [(bar.start, bar.stop, bar.fill.first, bar.uncertain) for bar in bars] == [
        (100, 150, "#ff0000", 0),
        (150, 200, "#ffb2b2", 0),
    ]
    (bar, _) = bars_of(core, fills_of(core), 0, (0, 200))
    assert (bar.start, bar.uncertain) == (50, 31)
    core["known"] = 120
    assert [bar.stop for bar in bars_of(core, fills_of(core), 0, (100, 200))] == [121]
    core |= {"only": [], "known": None}
    assert {bar.fill.first for bar in bars_of(core, fills_of(core), 0, (0, 200))} == {"#ebebeb"}


class TestAddress:
    @pytest.fixture
    def record(self, monkeypatch: pytest.MonkeyPatch) -> Record:
        monkeypatch.setenv("DASHBOARD_DATA", SMALL)
        return record_of(SMALL)

    @pytest.fixture
    def client(self) -> Iterator[TestClient]:
        with client_of() as found:
            yield found

    def test_serves_the_poster_of_the_filters_as_a_file_named_by_the_day(
        self, client: TestClient, record: Record
    ) -> None:
        address = f"{texts_address(record)}/{POSTER}?country=IQ&rule=strict&on=2016-01-02"
        answer = client.get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        assert answer.headers["content-disposition"] == 'attachment; filename="euphrates-poster-2016-01-02.pdf"'
        ((_, text),) = opened(io.BytesIO(answer.content).getvalue())
        assert "Filters: country Iraq" in text
        assert "Rule “strict”" in text
        assert "2 January 2016" in text
        same = client.get(address, headers={"if-none-match": answer.headers["etag"]})
        assert same.status_code == 304

    @pytest.mark.parametrize(
        ("query", "wrong"), [("on=yesterday", "on"), ("on=2016-01-02&on=2016-01-03", "on"), ("force=nobody", "force")]
    )
    def test_refuses_what_makes_no_sense_in_words(
        self, client: TestClient, record: Record, query: str, wrong: str
    ) -> None:
        answer = client.get(f"{texts_address(record)}/{POSTER}?{query}")
        assert answer.status_code == 400
        assert wrong in answer.text

    def test_knows_no_other_version(self, client: TestClient, record: Record) -> None:
        assert client.get(f"/workbench/0123456789abcdef/{POSTER}").status_code == 404


def test_the_line_of_a_day_before_the_years_shown_stands_nowhere() -> None:
    payload = payload_of(record_of(SMALL))
    before, within = (poster(payload, day, date(2026, 1, 1)) for day in (date(1995, 1, 1), DAY))
    assert before != within
