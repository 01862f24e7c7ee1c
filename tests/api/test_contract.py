"""The OpenAPI document keeps its word: made-up requests, valid and not, are answered as it says.

The addresses are many and their parameters the same, so every run goes through all values of every parameter at some
of them and tries a few requests at the others; ``make fuzz`` goes through all at all of them.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import schemathesis
from hypothesis import settings
from starlette.applications import Starlette

from dashboard.api.routes import api_routes
from dashboard.server import middleware
from tests.api.asked import imported
from tests.engines import write_duckdb
from tests.workbench.decoded import SMALL

THOROUGH = os.environ.get("EXAMPLES") == "thorough"
COVERED = ".*" if THOROUGH else r"^/(control|places)$|^/collections/places$|^/problems"
EXAMPLES = 25 if THOROUGH else 5
QUICK = {"phases": {"coverage": {"enabled": False}}}

STORE = TemporaryDirectory(prefix="contract-")
WHERE = {"DASHBOARD_DATA": SMALL, "DASHBOARD_EVENTS": str(write_duckdb(Path(STORE.name), imported(5)))}
"""A server with the small record and some imported events; its document is read as the tests are collected."""


def contract(**setting: Any) -> Any:
    """The document of the server, and how requests are made up from it."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in WHERE.items():
            patch.setenv(name, value)
        app = Starlette(routes=api_routes(), middleware=middleware())
        return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, **setting)


@pytest.fixture(autouse=True)
def where(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same server answers."""
    for name, value in WHERE.items():
        monkeypatch.setenv(name, value)


covered = contract().include(path_regex=COVERED)
tried = contract(config=schemathesis.Config.from_dict(QUICK)).exclude(path_regex=COVERED)


@covered.parametrize()
@settings(max_examples=EXAMPLES, derandomize=True)
def test_every_answer_is_as_the_document_says(case: schemathesis.Case) -> None:
    case.call_and_validate()


if not THOROUGH:

    @tried.parametrize()
    @settings(max_examples=EXAMPLES, derandomize=True)
    def test_answers_to_some_requests_are_as_the_document_says(case: schemathesis.Case) -> None:
        case.call_and_validate()
