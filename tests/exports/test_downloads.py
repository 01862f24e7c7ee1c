"""Offered files are made when asked for, sent from the disk, and have names that are safe on every system."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.errors import DataError, Problem
from dashboard.exports.downloads import OFFERS, OfferedFile, Offers, download_address, download_routes
from dashboard.exports.file_names import LONGEST, file_stem, plain
from dashboard.record.load import read_dataset
from dashboard.server import middleware
from dashboard.timespan import Span
from tests.exports.exported import hostile_record, query_of


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=download_routes("/base"), middleware=middleware())) as found:
        yield found


def offered(write, name="events.csv", media_type="text/csv; charset=utf-8"):
    return download_address(OFFERS.offer(OfferedFile(name, media_type, write)), "/base")


class TestAddresses:
    def test_sends_the_file_under_its_name_and_leaves_nothing_behind(self, client):
        made = []

        def write(path: Path) -> None:
            made.append(path)
            path.write_text("a,b\n1,2\n", encoding="utf-8")

        answer = client.get(offered(write))
        assert (answer.status_code, answer.text) == (200, "a,b\n1,2\n")
        assert answer.headers["content-disposition"] == 'attachment; filename="events.csv"'
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert len(made) == 1
        assert not made[0].parent.exists()

    def test_makes_nothing_before_it_is_asked_for_and_nothing_for_its_headers(self, client):
        made = []
        address = offered(made.append)
        assert client.head(address).status_code == 200
        assert made == []

    def test_says_what_is_wrong_and_what_to_do_where_it_cannot_be_made(self, client):
        folders = []

        def write(path: Path) -> None:
            folders.append(path.parent)
            raise DataError(Problem("store", 0, "", "", "the event store does not answer", "Bring it back."))

        answer = client.get(offered(write))
        assert (answer.status_code, answer.text) == (503, "store: the event store does not answer. Bring it back.")
        assert "content-disposition" not in answer.headers
        assert not folders[0].exists()

    @pytest.mark.parametrize("word", ["x", "..%2f..%2fetc%2fpasswd", "%00"])
    def test_knows_no_word_but_those_it_gave(self, client, word):
        answer = client.get(f"/base/download/{word}")
        assert answer.status_code == 404

    def test_an_offer_ends_and_says_how_to_have_it_again(self, client):
        offers = Offers(most=2)
        words = [offers.offer(OfferedFile("a", "text/csv", lambda path: None)) for _ in range(3)]
        assert [offers.find(word) is None for word in words] == [True, False, False]
        assert "Open “Download” on the page again" in client.get("/base/download/none").text

    def test_words_are_long_and_random_and_kept_where_the_same_is_asked(self):
        offers, file = Offers(), OfferedFile("a", "text/csv", lambda path: None)
        word = offers.offer(file)
        assert len(word) >= 32
        assert offers.offer(file, word) == word
        assert offers.offer(file, "chosen by somebody else") != "chosen by somebody else"


class TestFileNames:
    def test_say_what_is_inside(self, tmp_path):
        shipped = read_dataset()
        assert file_stem(query_of(shipped), "states") == "euphrates_states_2017-12-01_corroborated"
        days = query_of(shipped, place="al-qaim", other_day=date(2017, 1, 1), known=date(2020, 1, 1), rule="strict")
        assert file_stem(days, "changes") == (
            "euphrates_changes_al-qaim_2017-01-01-to-2017-12-01_strict_known-2020-01-01"
        )
        told = query_of(shipped, window=Span.of_days(date(2017, 1, 1), date(2017, 1, 31)))
        assert file_stem(told, "area_reports") == "euphrates_area-reports_2017-01-01-to-2017-01-31_corroborated"
        assert file_stem(told, "places") == "euphrates_places_corroborated"

    def test_of_a_record_with_a_hostile_name_are_safe(self, tmp_path):
        folder = tmp_path / 'CON ..$(x)"&<b>'
        folder.mkdir()
        stem = file_stem(query_of(hostile_record(folder)), "reports")
        assert stem == "euphrates-con-x-b_reports_corroborated"

    @given(st.text(max_size=200))
    def test_parts_hold_letters_digits_and_hyphens_alone(self, text):
        assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", plain(text))

    def test_are_never_too_long(self, tmp_path):
        folder = tmp_path / ("long" * 50)
        folder.mkdir()
        assert len(file_stem(query_of(hostile_record(folder)), "reports")) <= LONGEST
