"""The OpenAPI document keeps its word: made-up requests, valid and not, are answered as it says."""

from __future__ import annotations

import schemathesis
from hypothesis import settings
from starlette.applications import Starlette

from dashboard.api.routes import api_routes
from dashboard.server import middleware

EXAMPLES = 12
schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", Starlette(routes=api_routes(), middleware=middleware()))


@schema.parametrize()
@settings(max_examples=EXAMPLES, derandomize=True)
def test_every_answer_is_as_the_document_says(case: schemathesis.Case) -> None:
    case.call_and_validate()
