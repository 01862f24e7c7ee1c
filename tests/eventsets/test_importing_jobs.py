"""The store changes in one step: whenever an import is killed, the old state or the new one is there, whole."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from dashboard.errors import DataError
from dashboard.eventsets.importing.detect.detect import ImportOptions
from dashboard.eventsets.importing.files import csv_split
from dashboard.eventsets.importing.jobs import workers
from dashboard.eventsets.importing.jobs.database_file import STORE_FILE, read_problems, read_sets
from dashboard.eventsets.importing.jobs.import_file import import_file
from dashboard.eventsets.importing.jobs.staging import LOCK, PREFIX
from dashboard.record.validation import ASIDE
from tests.importing import plain, record, stored, take_in

ROOT = Path(__file__).parent.parent.parent
KILLS = int(os.environ.get("IMPORT_KILLS", "4"))


def many(n: int, first: int = 1) -> str:
    """A table of n events with numbers from ``first`` on, every hundredth with no date."""
    lines = (
        f"e{i},{'' if i % 100 == 0 else f'20{10 + i % 15}-03-0{1 + i % 9}'},battle,34.{i % 900:03},41.1,note {i}"
        for i in range(first, first + n)
    )
    return "\n".join(["id,date,kind,latitude,longitude,note", *lines, ""])


def left_over(folder: Path) -> list[Path]:
    return list((folder / "store").glob(PREFIX + "*"))


class TestSets:
    def test_several_live_in_one_store_and_a_new_import_replaces_its_own(self, tmp_path):
        take_in(tmp_path, many(30), "a.csv")
        take_in(tmp_path, many(20), "b.csv")
        take_in(tmp_path, many(10, 500), "a.csv")
        assert {each.name: (each.rows_in, each.accepted) for each in read_sets(tmp_path / "store")} == {
            "a": (10, 9),
            "b": (20, 20),
        }
        assert stored(tmp_path)["dataset"].value_counts().to_dict() == {"b": 20, "a": 9}
        assert [problem.row for problem in read_problems(tmp_path / "store", "a")] == [2]

    def test_events_are_ordered_by_date(self, tmp_path):
        take_in(tmp_path, many(300))
        assert stored(tmp_path)["date"].is_monotonic_increasing

    def test_a_set_can_be_given_a_name(self, tmp_path):
        assert take_in(tmp_path, plain({}), options=ImportOptions(name="O'Neil; x")).name == "O'Neil; x"
        assert stored(tmp_path)["dataset"].tolist() == ["O'Neil; x"]

    def test_a_file_with_no_usable_row_changes_nothing_and_says_why(self, tmp_path):
        take_in(tmp_path, plain({}))
        result = take_in(tmp_path, plain({"date": "x"}, {"date": ""}))
        assert (result.stored, result.rows_in, result.set_aside) == (False, 2, 2)
        assert len(result.problems) == 2
        assert len(stored(tmp_path)) == 1

    def test_no_store_has_no_sets(self, tmp_path):
        assert read_sets(tmp_path) == ()

    def test_what_is_no_store_is_left_alone(self, tmp_path):
        (tmp_path / "store").mkdir()
        (tmp_path / "store" / STORE_FILE).write_bytes(b"something else")
        with pytest.raises(DataError):
            take_in(tmp_path, plain({}))
        assert (tmp_path / "store" / STORE_FILE).read_bytes() == b"something else"

    def test_two_imports_into_one_folder_do_not_mix(self, tmp_path):
        (tmp_path / "store").mkdir()
        with FileLock(tmp_path / "store" / LOCK), pytest.raises(DataError, match="another import"):
            take_in(tmp_path, plain({}))


class TestParts:
    @pytest.fixture(autouse=True)
    def _small_parts(self, monkeypatch):
        monkeypatch.setattr(csv_split, "PART_BYTES", 2_000)
        monkeypatch.setattr(csv_split, "CAREFUL_BYTES", 500)

    def test_make_the_same_store_as_the_whole(self, tmp_path, monkeypatch):
        text = many(900).replace("note 450", 'note "450').replace("note 7\n", 'note ""\n')
        take_in(tmp_path, text)
        parts = stored(tmp_path)
        monkeypatch.setattr(csv_split, "PART_BYTES", 2**24)
        take_in(tmp_path, text)
        assert parts.equals(stored(tmp_path))
        assert len(parts) + 9 == 900

    def test_that_are_finished_are_not_read_again_after_a_stop(self, tmp_path):
        path = tmp_path / "events.csv"
        path.write_text(many(900))
        seen = []

        def stop(stage: str, rows: int, total: int) -> None:
            seen.append(rows)
            if rows > 300:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            import_file(path, tmp_path / "store", progress=stop, record=record())
        kept = max(seen)
        assert not (tmp_path / "store" / STORE_FILE).exists()
        assert left_over(tmp_path)
        read = []
        working_draft = workers.Drafter.draft
        counted = pytest.MonkeyPatch()
        counted.setattr(
            workers.Drafter, "draft", lambda self, parsed: read.append(parsed.rows_in) or working_draft(self, parsed)
        )
        result = import_file(path, tmp_path / "store", record=record())
        counted.undo()
        assert (result.rows_in, result.set_aside) == (900, 9)
        assert sum(read) <= 900 - kept
        assert not left_over(tmp_path)

    def test_of_another_file_are_cleared_away(self, tmp_path):
        stale = tmp_path / "store" / (PREFIX + "0123")
        stale.mkdir(parents=True)
        (stale / "events-000000.part").write_bytes(b"half")
        take_in(tmp_path, plain({}))
        assert not left_over(tmp_path)

    def test_that_are_half_written_are_not_trusted(self, tmp_path):
        path = tmp_path / "events.csv"
        path.write_text(many(900))

        def stop(stage: str, rows: int, total: int) -> None:
            if rows > 300:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            import_file(path, tmp_path / "store", progress=stop, record=record())
        notes = sorted(left_over(tmp_path)[0].glob("part-*.json"))
        notes[0].write_bytes(b'{"number": 0')
        assert import_file(path, tmp_path / "store", record=record()).rows_in == 900


def whole(folder: Path) -> tuple[int, int, int]:
    """Rows, set aside and problems of a store that holds together, counts included; fails if it does not."""
    with duckdb.connect(str(folder / STORE_FILE), read_only=True) as store:
        events = store.execute("SELECT count(*), count(DISTINCT event_id) FROM events").fetchone()
        info = store.execute("SELECT rows_in, accepted, set_aside FROM sets").fetchall()
        counted = [
            store.execute(f"SELECT sum(number) FROM {table} WHERE term = 0").fetchone()
            for table in ("events_by_month", "events_by_cell")
        ]
        drawn = store.execute("SELECT count(radius_km) FROM events").fetchone()
        aside = store.execute(f"SELECT count(*) FROM problems WHERE starts_with(reason, '{ASIDE}')").fetchone()
    assert len(info) == 1
    rows_in, accepted, set_aside = info[0]
    assert events == (accepted, accepted)
    assert counted == [(accepted,), drawn]
    assert aside == (set_aside,)
    assert accepted + set_aside == rows_in
    return info[0]


def test_a_kill_at_any_moment_leaves_the_old_store_or_the_new_one(tmp_path):
    """Killed ``IMPORT_KILLS`` times at random moments, with no time to clean up; then once left alone."""
    old, new, folder = tmp_path / "old.csv", tmp_path / "new.csv", tmp_path / "store"
    old.write_text(many(500))
    new.write_text(many(60_000, 10_000))
    command = [sys.executable, "-m", "dashboard", "import", str(new), "--into", str(folder), "--name", "one"]
    import_file(old, folder, ImportOptions(name="one"), record=record())
    before, after = (500, 495, 5), (60_000, 59_400, 600)
    start = time.monotonic()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    length = time.monotonic() - start
    states, chance = [], random.Random(5)
    for _ in range(KILLS):
        if not states or states[-1] == after:
            import_file(old, folder, ImportOptions(name="one"), record=record())
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0.05, 0.95) * length)
            process.send_signal(signal.SIGKILL)
        states.append(whole(folder))
        assert states[-1] in (before, after)
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert whole(folder) == after
    assert not list(folder.glob(PREFIX + "*"))
    print(f"{KILLS} kills: {states.count(before)} left the old store, {states.count(after)} the new one")
