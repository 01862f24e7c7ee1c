"""An error report is a text, a link and an entry of a queue; all of them bounded."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard.corrections import message, queue
from dashboard.corrections.error_report import ErrorReport, Subject, as_words
from dashboard.errors import DataError

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
MAIL, ISSUE = "mailto:corrections@example.org", "https://tracker.example/project/issues/new?template=error"


def about(**more: Any) -> Subject:
    said = {
        "title": "Rawa, 17 November 2017", "place_id": "rawa", "day": date(2017, 11, 17), "rule": "strict",
        "known": None, "version": "2026.11.3", "digest": "69a07664470e", "reports": ("e1", "e2"),
    }  # fmt: skip
    return Subject(**(said | more))


def error(wrong: str = "It fell a day later.", **more: Any) -> ErrorReport:
    words = {name: more.pop(name) for name in ("source", "name") if name in more}
    return ErrorReport(about(**more), wrong, **words)


def test_the_text_says_all_that_is_needed_to_find_it() -> None:
    told = as_words(error(source="https://news.example/rawa", name="A reader", known=date(2017, 12, 1)))
    for part in ("Place: rawa", "Day: 2017-11-17, rule strict, known on 1 December 2017", "Reports: e1, e2",
                 "Version: 2026.11.3 (digest 69a07664470e)", "It fell a day later.", "https://news.example/rawa",
                 "Reported by: A reader"):  # fmt: skip
        assert part in told
    assert "Reported by" not in as_words(error())


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"wrong": " \u200b\n"}, "nothing is said of what is wrong"),
        ({"wrong": "x" * 2001}, "what is wrong has 2,001 characters"),
        ({"source": "x" * 1001}, "the source for it has 1,001 characters"),
        ({"name": "x" * 101}, "your name has 101 characters"),
    ],
)
def test_what_cannot_be_reported_says_why(fields: dict[str, str], words: str) -> None:
    with pytest.raises(DataError, match=words):
        error(**fields)


def test_what_cannot_be_seen_is_taken_out() -> None:
    assert error(wrong="\u202eevil\x1b[31m").wrong == "evil[31m"
    assert about(title="\u202ea\n\nb" + "c" * 300).title == "a b" + "c" * 197
    assert about(reports=tuple("abcdefghijkl")).reports == tuple("abcdefghij")


@pytest.mark.parametrize("to", [MAIL, ISSUE])
def test_the_link_holds_the_text(to: str) -> None:
    wrong = "50% & more? #1 = “القائم”\nnext line <script>"
    link = message.message_link(error(wrong=wrong), to)
    assert link.startswith(to)
    assert link.isascii()
    assert not set(link) & set(' <>"\n')
    asked = parse_qs(urlsplit(link).query)
    assert asked["body"][0].replace("\r\n", "\n") == as_words(error(wrong=wrong))
    assert (asked.get("subject") or asked["title"]) == ["Error in the record: Rawa, 17 November 2017"]
    assert urlsplit(link).fragment == ""


@given(some.text(min_size=1, max_size=2000).filter(lambda text: text.strip(" \t\n").isprintable()))
def test_a_link_is_never_longer_than_its_readers_take(wrong: str) -> None:
    try:
        given_error = error(wrong=wrong)
    except DataError:
        return
    assert len(message.message_link(given_error, MAIL)) <= message.LONGEST_MAIL
    assert len(message.message_link(given_error, ISSUE)) <= message.LONGEST_ISSUE


def test_a_text_that_is_cut_says_so() -> None:
    link = message.message_link(error(wrong="ق" * 2000), MAIL)
    assert message.LONGEST_MAIL - 60 < len(link) <= message.LONGEST_MAIL
    assert "please paste the whole text" in parse_qs(urlsplit(link).query)["body"][0]


@pytest.mark.parametrize("setting", ["", MAIL, ISSUE, "http://localhost:3000/new"])
def test_a_receiver_is_a_mail_or_a_web_address(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv(message.SETTING, setting)
    assert message.receiver() == setting


@pytest.mark.parametrize(
    "setting",
    ["javascript:alert(1)", "mailto:", "mailto:a@b?bcc=c@d", "a@b.example", "//host", "https://h/#x", "mailto:a@b c"],
)
def test_any_other_receiver_is_refused(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv(message.SETTING, setting)
    with pytest.raises(ValueError, match="DASHBOARD_ERRORS_TO"):
        message.receiver()


def test_an_entry_is_one_whole_file(tmp_path: Path) -> None:
    name = queue.store(error(source="القائم"), tmp_path / "queue", NOW)
    assert name.startswith("20261128T120000Z-")
    entry = json.loads((tmp_path / "queue" / name).read_text(encoding="utf-8"))
    assert (entry["format"], entry["received"]) == (1, "2026-11-28T12:00:00+00:00")
    assert (entry["place_id"], entry["day"], entry["known"], entry["reports"]) == (
        "rawa",
        "2017-11-17",
        None,
        ["e1", "e2"],
    )
    assert entry["source"] == "القائم"
    assert sorted(
        path.name for path in (tmp_path / "queue").iterdir() if path.suffix != ".lock" and path.name != ".lock"
    ) == [name]


def test_thirty_an_hour_are_taken_and_no_more(tmp_path: Path) -> None:
    for second in range(queue.AN_HOUR):
        queue.store(error(), tmp_path, NOW + timedelta(seconds=second))
    with pytest.raises(DataError, match="30 error reports have come within an hour"):
        queue.store(error(), tmp_path, NOW + timedelta(minutes=59))
    queue.store(error(), tmp_path, NOW + timedelta(hours=1, seconds=40))
    assert len(list(tmp_path.glob("*.json"))) == queue.AN_HOUR + 1


def test_a_full_queue_takes_no_more(tmp_path: Path) -> None:
    for number in range(queue.MOST):
        (tmp_path / f"20200101T000000Z-{number}.json").touch()
    with pytest.raises(DataError, match="holds 1,000 error reports"):
        queue.store(error(), tmp_path, NOW)


def test_writers_at_the_same_time_keep_to_the_bound(tmp_path: Path) -> None:
    def write(_: int) -> bool:
        try:
            queue.store(error(), tmp_path, NOW)
        except DataError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        taken = sum(pool.map(write, range(queue.AN_HOUR + 10)))
    assert taken == queue.AN_HOUR == len(list(tmp_path.glob("*.json")))


def test_what_cannot_be_written_leaves_nothing_and_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(_: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(DataError, match="No space left"):
        queue.store(error(), tmp_path, NOW)
    assert [path.name for path in tmp_path.iterdir() if path.name != ".lock"] == []


def test_a_file_in_place_of_the_folder_says_why(tmp_path: Path) -> None:
    (tmp_path / "queue").write_text("")
    with pytest.raises(DataError, match="cannot be written"):
        queue.store(error(), tmp_path / "queue", NOW)


def test_the_setting_names_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(queue.SETTING, " ")
    assert queue.queue_folder() is None
    monkeypatch.setenv(queue.SETTING, "/srv/errors")
    assert queue.queue_folder() == Path("/srv/errors")
