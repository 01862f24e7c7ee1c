"""The Admiralty grades of reports, in words."""

from __future__ import annotations

from dashboard.vocabulary import CREDIBILITIES, RELIABILITIES


def describe_grade(grade: str) -> str:
    """Both axes in words: "C3: source fairly reliable, information possibly true"."""
    reliability, credibility = grade[:1], grade[1:]
    source = RELIABILITIES.get(reliability, "not graded").removeprefix("reliability ")
    information = CREDIBILITIES.get(credibility, "not graded").removeprefix("truth ")
    return f"{grade}: source {source}, information {information}"
