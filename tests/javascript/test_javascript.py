"""The unit tests of ``dashboard/browser``, run by Node's own runner."""

from __future__ import annotations

from tests.javascript.__main__ import run


def test_the_pure_parts_of_the_browser_code() -> None:
    assert run("--test", "--test-reporter=spec") == 0
