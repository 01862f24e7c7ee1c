"""The OpenAPI document keeps its word: made-up requests, valid and not, are answered as it says."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import schemathesis
from hypothesis import settings
from starlette.applications import Starlette

from dashboard.api.routes import api_routes
from dashboard.server import middleware
from tests.api.asked import imported
from tests.engines import write_duckdb
from tests.workbench.decoded import SMALL

EXAMPLES = 12
STORE = TemporaryDirectory(prefix="contract-")
WHERE = {"DASHBOARD_DATA": SMALL, "DASHBOARD_EVENTS": str(write_duckdb(Path(STORE.name), imported(5)))}
"""A server with the small record and some imported events; its document is read as the tests are collected."""


@pytest.fixture(autouse=True)
def where(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same server answers."""
    for name, value in WHERE.items():
        monkeypatch.setenv(name, value)


with pytest.MonkeyPatch.context() as patch:
    for name, value in WHERE.items():
        patch.setenv(name, value)
    app = Starlette(routes=api_routes(), middleware=middleware())
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


@schema.parametrize()
@settings(max_examples=EXAMPLES, derandomize=True)
def test_every_answer_is_as_the_document_says(case: schemathesis.Case) -> None:
    case.call_and_validate()
