"""The command writes the file, or says what is wrong and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.__main__ import main
from tests.briefing.files import blocks_of, parsed
from tests.workbench.decoded import SMALL


def test_it_writes_the_view_that_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "briefing.html"
    asked = ["--place", "Al-Qaim", "--from", "2014-06-01", "--to", "2017-12-01", "--force", "isis", "--force", "sdf"]
    assert main(["briefing", "--data", SMALL, "--out", str(out), *asked, "--rule", "strict"]) == 0
    assert "briefing.html" in capsys.readouterr().out
    document = out.read_bytes()
    parsed(document)
    assert blocks_of(document)["view"]["rule"] == "strict"
    assert b"force Islamic State and SDF" in document


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (
            ["--place", "Al-Qaimm"],
            2,
            "--place Al-Qaimm: allowed is a place of the record",
        ),
        (["--on", "tomorrow", "--rule", "mine"], 2, "--rule mine: allowed is"),
        (["--country", "XX"], 2, "--country XX: allowed is an id of country: IQ, SY."),
        (["--data", "no-such-folder"], 1, "no-such-folder"),
    ],
)
def test_what_cannot_be_done_is_said(
    asked: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = [] if "--data" in asked else ["--data", SMALL]
    out = tmp_path / "briefing.html"
    assert main(["briefing", *data, "--out", str(out), *asked]) == code
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["briefing", "--data", SMALL, "--out", str(tmp_path / "none" / "briefing.html")]) == 1
    assert "the briefing cannot be written" in capsys.readouterr().err
