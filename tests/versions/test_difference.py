"""What differs between two versions: rows, cells, ids, and who is shown to have held what."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard.__main__ import main
from dashboard.record.dataset import Dataset
from dashboard.record.load import read_dataset
from dashboard.record.schema import Sources
from dashboard.versions.as_text import days_words, difference_json
from dashboard.versions.difference import Difference, difference
from dashboard.versions.holding_changes import CLAIM, HOLDER, NEW_PLACE, TOLD, UNTOLD, holding_changes
from dashboard.versions.row_changes import row_changes
from tests.builders import read, rows, source

HEAD = "event_id,town,date,controlling_force,source_id,credibility,former_ids,note,actors,targets"
GONE = "report_id,withdrawn_on,reason,town,date,replaced_by"
TAKEN, RETAKEN = "e1,rawa,2014-06-21,isis,reuters,2,,,,", "e2,rawa,2017-11-17,iraq,reuters,2,,,,"


def record(folder: Path, *events: str, **tables: str) -> Dataset:
    folder.mkdir()
    return read(folder, events=rows(HEAD, *events), **tables)


def differ(
    tmp_path: Path, before: list[str], after: list[str], rule: str = "corroborated", **tables: str
) -> Difference:
    return difference(record(tmp_path / "a", *before), record(tmp_path / "b", *after, **tables), rule)


def test_a_record_and_itself_do_not_differ(tmp_path: Path) -> None:
    found = differ(tmp_path, [TAKEN, RETAKEN], [TAKEN, RETAKEN])
    assert found.is_empty
    assert found.summary() == "No report differs. Under the rule “corroborated” every place is shown as before."


def test_a_report_that_is_added_changes_the_holdings_after_it(tmp_path: Path) -> None:
    found = differ(tmp_path, [TAKEN], [TAKEN, RETAKEN])
    events = found.tables[0]
    assert (events.added, events.corrected, events.withdrawn) == (("e2",), (), ())
    (held,) = found.holdings
    assert (held.place_id, held.start, held.end, held.what) == ("rawa", date(2017, 11, 17), None, HOLDER)
    assert (held.before.force, held.after.force, held.reports) == ("isis", "iraq", ("e2",))


def test_a_cell_that_is_corrected_says_from_what_to_what(tmp_path: Path) -> None:
    found = differ(tmp_path, [TAKEN, RETAKEN], [TAKEN, RETAKEN.replace("2017-11-17", "2017-11-19")])
    (corrected,) = found.tables[0].corrected
    assert (corrected.key, corrected.cells) == ("e2", (("date", "2017-11-17", "2017-11-19"),))
    (held,) = found.holdings
    assert (held.start, held.end, held.before.force, held.after.force) == (
        date(2017, 11, 17), date(2017, 11, 19), "iraq", "isis",
    )  # fmt: skip


def test_another_spelling_or_order_is_no_change(tmp_path: Path) -> None:
    before = "e1,rawa,2014-06-21,isis|iraq,reuters,2,,,,isis|coalition"
    after = "e1,راوة,2014-06-21,Iraqi army|Daesh,reuters,2,,,,Coalition|ISIL"
    assert differ(tmp_path, [before], [after]).is_empty


def test_a_report_under_another_id_is_the_same_report(tmp_path: Path) -> None:
    renamed = TAKEN.replace("e1,", "new-1,").replace(",2,,", ",2,e1|e0,")
    events = differ(tmp_path, [TAKEN], [renamed, RETAKEN]).tables[0]
    assert [(each.key, each.former) for each in events.renamed] == [("new-1", "e1")]
    assert (events.added, events.corrected, events.withdrawn) == (("e2",), (), ())


def test_reports_joined_in_one_are_neither_added_nor_withdrawn(tmp_path: Path) -> None:
    joined = TAKEN.replace("e1,", "new,").replace(",2,,", ",2,e1|e2,")
    events = differ(tmp_path, [TAKEN, RETAKEN], [joined]).tables[0]
    assert (events.added, events.withdrawn) == ((), ())
    assert [each.key for each in events.renamed] == ["new"]


def test_a_withdrawn_report_has_its_reason_or_is_said_to_have_none(tmp_path: Path) -> None:
    gone = rows(GONE, "e2,2026-11-01,It told of another Rawa,rawa,2017-11-17,e1")
    found = differ(tmp_path, [TAKEN, RETAKEN, "e3,rawa,2018-01-01,iraq,blog,4,,,,"], [TAKEN], withdrawals=gone)
    assert found.tables[0].withdrawn == (("e2", "It told of another Rawa", ("e1",)), ("e3", "", ()))
    (held,) = found.holdings
    assert (held.what, held.after.force, held.reports) == (HOLDER, "isis", ("e2", "e3"))


def test_what_differs_in_a_holding_is_told_apart(tmp_path: Path) -> None:
    claim = "e3,rawa,2016-01-01,iraq,reuters,2,,,,"
    found = differ(
        tmp_path, [TAKEN, "e9,al-qaim,2014-06-20,isis,reuters,2,,,,"],
        [TAKEN, claim.replace("reuters,2", "blog,4"), "e8,abu-kamal,2014-07-01,isis,reuters,2,,,,"],
    )  # fmt: skip
    assert {(each.place_id, each.what) for each in found.holdings} == {
        ("rawa", CLAIM), ("al-qaim", UNTOLD), ("abu-kamal", TOLD),
    }  # fmt: skip


def test_a_place_that_is_new_is_told_apart(tmp_path: Path) -> None:
    places = rows("place_id,name", "al-qaim,Al-Qaim", "rawa,Rawa", "abu-kamal,Abu Kamal", "hit,Hit")
    found = differ(tmp_path, [TAKEN], [TAKEN, "e2,hit,2014-10-02,isis,reuters,2,,,,"], places=places)
    assert {(each.place_id, each.what) for each in found.holdings} == {("hit", NEW_PLACE)}
    assert found.tables[2].added == ("hit",)


DAYS = some.integers(1, 40)
LINES = some.lists(some.tuples(DAYS, some.sampled_from(["", "a", "b"])), max_size=6)


def day_of(number: int) -> date:
    return date(2015, 1, 1) + timedelta(days=number - 1)


def frame(line: list[tuple[int, str]]) -> pd.DataFrame:
    """The intervals of one place that begins to be held so on each of these days of a year; open before the first."""
    starts = sorted(dict(line).items())
    edges = [None, *(day_of(number) for number, _ in starts)]
    forces = ["", *(force for _, force in starts)]
    columns = ("place_id", "start", "force", "status", "claimant", "decided_by", "area_reports")
    cells = [("p", start, force, "held", "", (), ()) for start, force in zip(edges, forces, strict=True)]
    return pd.DataFrame(cells, columns=list(columns)).astype({"start": "datetime64[s]"})


def holder(line: list[tuple[int, str]], day: date) -> str:
    begun = [force for number, force in sorted(dict(line).items()) if day_of(number) <= day]
    return begun[-1] if begun else ""


@given(LINES, LINES)
def test_every_day_on_which_two_timelines_differ_is_told_once_and_no_other(
    before: list[tuple[int, str]], after: list[tuple[int, str]]
) -> None:
    found = holding_changes(frame(before), frame(after), (["p"], ["p"]), [])
    edges = {day_of(number) for number, _ in (*before, *after)}
    for day in sorted({date(2014, 12, 31), *edges, *(edge - timedelta(days=1) for edge in edges)}):
        told = [each for each in found if (not each.start or each.start <= day) and (not each.end or day < each.end)]
        states = holder(before, day), holder(after, day)
        assert [(each.before.force, each.after.force) for each in told] == ([states] if states[0] != states[1] else [])


TITLES = some.dictionaries(some.sampled_from("abcdefg"), some.tuples(some.sampled_from("xy|"), some.text(max_size=3)))


def sources(titles: dict[str, tuple[str, str]]) -> pd.DataFrame:
    rows_given = [source(key, title=title, language=words) for key, (title, words) in titles.items()]
    frame = pd.DataFrame(rows_given).reindex(columns=Sources.names()).fillna("").astype("str")
    return frame.assign(published_on=pd.NaT)


@given(TITLES, TITLES)
def test_what_is_told_of_rows_leads_from_the_one_to_the_other(
    before: dict[str, tuple[str, str]], after: dict[str, tuple[str, str]]
) -> None:
    found = row_changes(Sources, sources(before), sources(after))
    made = {key: {"title": title, "language": words} for key, (title, words) in before.items()}
    for gone in found.withdrawn:
        del made[gone.key]
    for corrected in found.corrected:
        for cell in corrected.cells:
            assert made[corrected.key][cell.column] == cell.before != cell.after
            made[corrected.key][cell.column] = cell.after
    wanted = {key: {"title": title, "language": words} for key, (title, words) in after.items()}
    assert made == {key: row for key, row in wanted.items() if key not in found.added}
    assert found.is_empty == (before == after)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, "always"),
        (None, date(2014, 6, 21), "until 20 June 2014"),
        (date(2014, 6, 21), None, "since 21 June 2014"),
        (date(2014, 6, 21), date(2014, 6, 22), "21 June 2014"),
        (date(2014, 6, 21), date(2014, 7, 1), "21 June 2014 to 30 June 2014"),
    ],
)
def test_half_open_days_are_told_with_their_last(start: date | None, end: date | None, words: str) -> None:
    assert days_words(start, end) == words


def test_the_command_tells_it_in_words_and_as_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = RETAKEN.replace("e2,", "\x1b[31me2,").replace(",,,,", ",,\u202eevil,,")
    record(tmp_path / "a", TAKEN)
    record(tmp_path / "b", TAKEN, hostile)
    paths = [str(tmp_path / "a"), str(tmp_path / "b")]
    assert main(["diff", *paths]) == 0
    told = capsys.readouterr().out
    assert "Rawa, since 17 November 2017: held by Islamic State → held by Iraqi government (another holder)" in told
    assert "\x1b" not in told
    assert main(["diff", *paths, "--json", "--rule", "latest"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["rule"], found["tables"][0]["added"]) == ("latest", ["\x1b[31me2"])
    assert found["holdings"][0]["start"] == "2017-11-17"
    assert found["holdings"][0]["before"] == {"holders": ["isis"], "status": "held", "claimants": []}


def test_the_command_says_what_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(tmp_path / "gone"), str(tmp_path)]) == 1
    assert "there is no file" in capsys.readouterr().err


def test_lists_end_after_some_lines_and_say_how_many_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record(tmp_path / "a", TAKEN)
    record(tmp_path / "b", TAKEN, *(f"n{n},rawa,2018-01-{n:02},iraq,reuters,2,,,," for n in range(1, 31)))
    main(["diff", str(tmp_path / "a"), str(tmp_path / "b")])
    assert "… and 10 more (--all lists them)" in capsys.readouterr().out
    main(["diff", str(tmp_path / "a"), str(tmp_path / "b"), "--all"])
    assert capsys.readouterr().out.count("  + n") == 30


def test_data_and_words_agree_on_the_shipped_versions(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["diff", "2026.11.1", str(Path(__file__).parent.parent.parent / "data" / "versions" / "2026.11.2.zip")])
        == 0
    )
    told = capsys.readouterr().out
    assert "~ iq-20171209-baghdad-political  controlling_force: blank → iraqi-government" in told
    assert (
        "Baghdad, since 8 January 2018: held by US-led coalition → held by Iraq's government (another holder)" in told
    )


def test_the_digest_of_data_is_that_of_its_record(tmp_path: Path) -> None:
    found = difference_json(differ(tmp_path, [TAKEN], [RETAKEN]))
    assert found["before"]["digest"] == read_dataset(tmp_path / "a").digest
