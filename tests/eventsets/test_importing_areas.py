"""What is known to a province or a country only is counted as that, and never a dot."""

import pytest

from dashboard.eventsets.table import DRAWN_PRECISIONS
from tests.importing import first, plain, take_in


@pytest.mark.parametrize(
    ("row", "precision"),
    [
        ({"admin1": "Anbar", "country": "Iraq"}, "province"),
        ({"country": "Iraq"}, "country"),
        ({"place": "Anbar"}, "province"),
        ({"place": "Anbar", "latitude": "33.0", "longitude": "42.0"}, "province"),
        ({"place": "Deir ez-Zor Governorate", "latitude": "35.2", "longitude": "40.3"}, "province"),
        ({"place": "محافظة الأنبار"}, "province"),
        ({"place": "Iraq", "latitude": "33.0", "longitude": "44.0"}, "country"),
        ({"place": "Aleppo"}, "province"),
        ({"place": "Aleppo", "latitude": "36.2", "longitude": "37.15"}, "exact"),
        ({"place": "Deir ez-Zor"}, "exact"),
        ({"place": "nowhere known", "admin1": "Anbar"}, "province"),
        ({"place": "nowhere known", "country": "Iraq"}, "country"),
        ({"place": "nowhere known"}, "unknown"),
        ({"place": "Al-Qaim", "place_precision": "province"}, "province"),
        ({"admin1": "Anbar", "place_precision": "unknown"}, "unknown"),
        ({"admin1": "Anbar", "latitude": "34.4", "longitude": "41.1"}, "exact"),
    ],
)
def test_how_exactly_a_row_is_placed(tmp_path, row, precision):
    event = first(tmp_path, plain({"latitude": "", "longitude": "", **row}))
    assert event.place_precision == precision
    assert (event.radius_km == event.radius_km) == (precision in DRAWN_PRECISIONS)


def test_a_name_that_leads_nowhere_is_told_of_though_its_province_is_known(tmp_path):
    named = {"latitude": "", "longitude": "", "admin1": "Anbar"}
    result = take_in(tmp_path, plain({**named, "place": "nowhere known"}, {**named, "place": "Anbar"}))
    assert [problem.row for problem in result.problems if "no coordinates" in problem.reason] == [2]
