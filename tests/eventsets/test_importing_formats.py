"""What the codes of other makers become, and how the columns of an unknown table are found."""

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.errors import DataError
from dashboard.eventsets.importing.detect.detect import ImportOptions
from dashboard.eventsets.importing.jobs.import_file import import_file
from dashboard.eventsets.importing.jobs.preview import preview
from dashboard.eventsets.table import ImportedEvents, engine_types
from dashboard.record.validation import ASIDE
from tests.importing import acled, first, ged, plain, record, stored, table, take_in

SAMPLE = Path(__file__).parent.parent.parent.parent / "shared" / "samples" / "ucdp_ged_23_1_sample.csv"
GAINS, OVERTAKES, TRANSFER = (
    "Government regains territory",
    "Non-state actor overtakes territory",
    "Non-violent transfer of territory",
)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not here")
class TestTheRealSample:
    def test_loses_no_row(self, tmp_path):
        result = import_file(SAMPLE, tmp_path / "store", record=record())
        assert (result.format, result.rows_in) == ("ucdp-ged", 284)
        assert result.accepted + result.set_aside == 284
        assert sum(problem.reason.startswith(ASIDE) for problem in result.problems) == result.set_aside
        assert sorted(stored(tmp_path)["row"]) == list(range(2, 286))

    def test_never_draws_a_province_or_a_country(self, tmp_path):
        import_file(SAMPLE, tmp_path / "store", record=record())
        events = stored(tmp_path)
        counts = events["place_precision"].value_counts().to_dict()
        assert counts == {"exact": 167, "near": 77, "province": 29, "unknown": 5, "district": 4, "country": 2}
        undrawn = events["place_precision"].isin(["province", "country", "unknown"])
        assert events.loc[undrawn, "radius_km"].isna().all()
        assert events.loc[~undrawn, "radius_km"].notna().all()


class TestGed:
    @pytest.mark.parametrize(
        ("code", "precision", "radius"),
        [
            ("1", "exact", 0.0),
            ("2.0", "near", 25.0),
            ("3", "district", 25.0),
            ("4", "province", None),
            ("5", "unknown", None),
            ("6", "country", None),
            ("7", "unknown", None),
        ],
    )
    def test_place_precision(self, tmp_path, code, precision, radius):
        event = first(tmp_path, ged({"where_prec": code}))
        assert event.place_precision == precision
        assert event.radius_km == radius if radius is not None else pd.isna(event.radius_km)

    @pytest.mark.parametrize(
        ("code", "precision"), [("1", "day"), ("2", "week"), ("3", "week"), ("4", "month"), ("5", "year")]
    )
    def test_date_precision(self, tmp_path, code, precision):
        assert first(tmp_path, ged({"date_prec": code})).date_precision == precision

    @pytest.mark.parametrize(("code", "kind"), [("1", "battle"), ("2.0", "battle"), ("3", "attack")])
    def test_kind(self, tmp_path, code, kind):
        assert first(tmp_path, ged({"type_of_violence": code})).kind == kind

    def test_keeps_start_end_and_all_three_estimates(self, tmp_path):
        event = first(tmp_path, ged({"date_start": "2015-03-02", "date_end": "2015-03-09"}))
        assert (event.date.date(), event.date_end.date()) == (date(2015, 3, 2), date(2015, 3, 9))
        assert (event.deaths_low, event.deaths_best, event.deaths_high) == (2, 3, 5)

    def test_ids_lose_the_point_of_a_data_frame(self, tmp_path):
        assert first(tmp_path, ged({"id": "300380.0"})).event_id == "300380"

    def test_older_versions_call_the_estimates_otherwise(self, tmp_path):
        older = ged({}).replace(",best,high,low", ",best_est,high_est,low_est")
        assert first(tmp_path, older).deaths_best == 3

    def test_a_candidate_file_is_told_by_its_status_or_its_name(self, tmp_path):
        assert take_in(tmp_path, ged({"code_status": "Check dyad name"})).format == "ucdp-candidate"
        assert take_in(tmp_path, ged({}), "GEDEvent_v24_0_6.csv").format == "ucdp-candidate"
        assert take_in(tmp_path, ged({}), "GEDEvent_v24_1.csv").format == "ucdp-ged"


class TestAcled:
    @pytest.mark.parametrize(
        ("code", "precision", "radius"), [("1", "exact", 0.0), ("2", "near", 5.0), ("3", "province", None)]
    )
    def test_place_precision(self, tmp_path, code, precision, radius):
        event = first(tmp_path, acled({"geo_precision": code}))
        assert event.place_precision == precision
        assert event.radius_km == radius if radius is not None else pd.isna(event.radius_km)

    @pytest.mark.parametrize(("code", "precision"), [("1", "day"), ("2", "week"), ("3", "month")])
    def test_date_precision(self, tmp_path, code, precision):
        assert first(tmp_path, acled({"time_precision": code})).date_precision == precision

    def test_one_figure_of_deaths_is_the_best_and_makes_up_no_range(self, tmp_path):
        event = first(tmp_path, acled({"fatalities": "12"}))
        assert event.deaths_best == 12
        assert pd.isna(event.deaths_low)
        assert pd.isna(event.deaths_high)

    @pytest.mark.parametrize(
        ("type_", "sub", "kind"),
        [
            ("Battles", "Armed clash", "battle"),
            ("Battles", GAINS, "control_change"),
            ("Explosions/Remote violence", "Air/drone strike", "airstrike"),
            ("Explosions/Remote violence", "Shelling/artillery/missile attack", "attack"),
            ("Violence against civilians", "Attack", "attack"),
            ("Protests", "Peaceful protest", "political"),
            ("Strategic developments", "Looting/property destruction", "infrastructure"),
            ("Strategic developments", TRANSFER, "control_change"),
        ],
    )
    def test_kind(self, tmp_path, type_, sub, kind):
        event = first(tmp_path, acled({"event_type": type_, "sub_event_type": sub}))
        assert (event.kind, event.source_kind) == (kind, f"{type_} / {sub}")

    @pytest.mark.parametrize(
        ("sub", "inter1", "inter2", "holder"),
        [
            ("Armed clash", "State forces", "Rebel group", ""),
            (GAINS, "State forces", "Rebel group", "iraqi-government"),
            (GAINS, "2", "1", "isis"),
            (OVERTAKES, "State forces", "Rebel group", "isis"),
            (OVERTAKES, "2", "1.0", "iraqi-government"),
            (TRANSFER, "1", "2", "iraqi-government"),
        ],
    )
    def test_who_holds_the_place_afterwards(self, tmp_path, sub, inter1, inter2, holder):
        row = {"sub_event_type": sub, "inter1": inter1, "inter2": inter2}
        event = first(tmp_path, acled(row))
        assert event.controlling_force == holder

    def test_an_unknown_side_that_gains_keeps_its_name(self, tmp_path):
        row = {"sub_event_type": TRANSFER, "actor1": "Guard of the Made-up Valley"}
        assert first(tmp_path, acled(row)).controlling_force == "Guard of the Made-up Valley"

    def test_two_sides_of_one_sort_are_told_of_and_graded_lower(self, tmp_path):
        row = {"sub_event_type": OVERTAKES, "inter1": "Rebel group", "inter2": "Rebel group"}
        result = take_in(tmp_path, acled(row))
        assert "actor1 is taken" in result.problems[0].reason
        assert stored(tmp_path)["credibility"].tolist() == ["4"]

    @pytest.mark.parametrize(
        ("geo", "time", "credibility"),
        [("1", "1", "3"), ("2", "1", "4"), ("1", "2", "4"), ("3", "1", "6"), ("1", "3", "6"), ("", "1", "6")],
    )
    def test_credibility_follows_both_precisions(self, tmp_path, geo, time, credibility):
        row = {"sub_event_type": GAINS, "geo_precision": geo, "time_precision": time}
        assert first(tmp_path, acled(row)).credibility == credibility

    def test_the_government_that_gains_is_the_one_of_the_day(self, tmp_path):
        row = {"sub_event_type": GAINS, "actor1": "Military Forces of Syria", "country": "Syria"}
        late = {**row, "event_date": "01 March 2025"}
        take_in(tmp_path, acled(row, late))
        assert stored(tmp_path)["controlling_force"].tolist() == ["syrian-government", "syrian-transitional-government"]

    def test_all_actors_are_listed(self, tmp_path):
        event = first(tmp_path, acled({"assoc_actor_1": "Clan A; Clan B", "actor2": "Odd|name"}))
        assert event.actors == "Military Forces of Iraq (2014-2018)|Clan A|Clan B|Odd/name"


class TestOwnTables:
    def test_the_four_columns(self, tmp_path):
        text = "town,date,controlling_force,operation\nالقائم,2017-11-03,Iraqi army,Western Iraq campaign\n"
        result = take_in(tmp_path, text)
        event = next(stored(tmp_path).itertuples())
        assert result.format == "four-column"
        assert (event.kind, event.controlling_force, event.country) == ("control_change", "iraqi-government", "IQ")
        assert (round(event.latitude, 1), event.river_km > 0, event.place_precision) == (34.4, True, "exact")

    def test_the_record_itself(self, tmp_path):
        result = import_file(Path("data/events.csv").resolve(), tmp_path / "store", record=record())
        assert (result.format, result.set_aside) == ("record", 0)
        assert result.accepted == len(record().events)

    def test_a_misspelt_kind_is_set_aside(self, tmp_path):
        assert take_in(tmp_path, "town,date,kind\nRawa,2017,batle\nRawa,2017,Battle\n").set_aside == 1


def feature(where: object = (41.1, 34.4), **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": where}}


class TestGeoJson:
    def test_points_with_their_properties(self, tmp_path):
        text = json.dumps({"type": "FeatureCollection", "features": [feature(date="2016-05-04", deaths=3, name=None)]})
        event = first(tmp_path, text, "events.geojson")
        assert (event.latitude, event.longitude, event.deaths_best, event.row) == (34.4, 41.1, 3, 2)

    def test_what_is_no_point_is_set_aside(self, tmp_path):
        line = {
            "type": "Feature",
            "properties": {"date": "2016"},
            "geometry": {"type": "LineString", "coordinates": []},
        }
        text = json.dumps(
            [feature(date="2016-05-04"), line, 7, feature("x", date="2016"), feature((1, None), date="2016")]
        )
        result = take_in(tmp_path, text, "events.json")
        assert (result.rows_in, result.accepted) == (5, 2)

    @pytest.mark.parametrize("text", ["{", "[]", '{"type": "Topology"}', "[" * 100_000, '{"a": NaN}'])
    def test_what_is_no_list_of_features_says_so(self, tmp_path, text):
        with pytest.raises(DataError):
            take_in(tmp_path, text, "events.geojson")


class TestGuess:
    @pytest.mark.parametrize(
        ("header", "fields"),
        [
            ("Incident Date,Lat,Lng,Perpetrator,Killed", ["date", "latitude", "longitude", "actor1", "deaths_best"]),
            ("التاريخ,خط العرض,خط الطول,الموقع,القتلى", ["date", "place", "latitude", "longitude", "deaths_best"]),
            ("SQLDATE,ActionGeo_Lat,ActionGeo_Long,Actor1Name", ["date", "latitude", "longitude", "actor1"]),
            ("event_dat,latitud,longitudee,x1", ["date", "latitude", "longitude"]),
        ],
    )
    def test_headings_in_many_spellings(self, tmp_path, header, fields):
        path = tmp_path / "events.csv"
        path.write_text(header + "\n", encoding="utf-8")
        found = preview(path, record=record())
        assert sorted(guess.field for guess in found.guesses) == sorted(fields)
        assert all(guess.reason for guess in found.guesses)

    def test_values_where_headings_say_nothing(self, tmp_path):
        path = tmp_path / "events.csv"
        path.write_text("a,b,c\n04/13/2016,34.41,41.09\n05/01/2016,34.5,40.9\n")
        found = preview(path, record=record())
        assert {guess.field: guess.column for guess in found.guesses} == {
            "date": "a",
            "latitude": "b",
            "longitude": "c",
        }
        assert found.events["date"].astype(str).tolist() == ["2016-04-13", "2016-05-01"]

    def test_a_mapping_wins_over_the_guess(self, tmp_path):
        text = "date,other,lat,lon\n2016-01-01,2017-02-02,34.4,41.1\n"
        options = ImportOptions(mapping={"other": "date", "date": "note"})
        event = first(tmp_path, text, options=options)
        assert (event.date.date(), event.note) == (date(2017, 2, 2), "2016-01-01")

    @pytest.mark.parametrize(
        ("mapping", "words"),
        [({"nothing": "date"}, "no column nothing"), ({"date": "when"}, "no field when"), ({"date": "-"}, "dates")],
    )
    def test_a_wrong_mapping_says_so(self, tmp_path, mapping, words):
        with pytest.raises(DataError, match=words):
            take_in(tmp_path, plain({}), options=ImportOptions(mapping=mapping))

    def test_dates_that_could_be_read_both_ways_are_told_of(self, tmp_path):
        result = take_in(tmp_path, plain({"date": "03/04/2016"}))
        assert "day first" in result.problems[0].reason
        assert stored(tmp_path)["date"].dt.date.tolist() == [date(2016, 4, 3)]

    def test_semicolons_and_decimal_commas(self, tmp_path):
        row = {"date": "2016-05-04", "lat": "34,41", "lon": "41,1"}
        assert first(tmp_path, table(",".join(row), row, delimiter=";")).latitude == 34.41

    def test_an_unknown_type_is_told_of_and_kept_in_its_own_words(self, tmp_path):
        result = take_in(tmp_path, plain({"kind": "zzz"}, {"kind": "Bombing raid"}))
        assert "the type is not known" in result.problems[0].reason
        assert stored(tmp_path)["source_kind"].tolist() == ["zzz", "Bombing raid"]


def test_the_table_has_the_columns_and_types_of_the_event_plane(tmp_path):
    take_in(tmp_path, plain({}))
    assert list(stored(tmp_path)) == ImportedEvents.names() == list(engine_types())
    texts = [name for name, kind in engine_types().items() if kind == "string"]
    assert stored(tmp_path)[texts].notna().all().all()
