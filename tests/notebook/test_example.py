"""The example notebook runs from the first cell to the last, and answers what it asks."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

NOTEBOOK = Path(__file__).parent.parent.parent / "examples" / "al_qaim.ipynb"


def cells(kind: str) -> list[dict[str, Any]]:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def last_value(source: str, names: dict[str, Any]) -> Any:
    """Runs a cell; gives the value of its last line where that is an expression, as a notebook shows it."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None


@pytest.fixture(scope="module")
def shown() -> list[Any]:
    """What each cell shows, in their order."""
    names: dict[str, Any] = {}
    return [last_value("".join(cell["source"]), names) for cell in cells("code")]


def test_every_cell_shows_something_and_no_table_is_empty(shown: list[Any]) -> None:
    tables = [each for each in shown if isinstance(each, pd.DataFrame)]
    assert len(tables) == 6
    assert all(len(table) for table in tables)
    assert "Al-Qaim" in set(tables[1]["place"])


def test_the_days_add_up_and_every_rule_is_compared(shown: list[Any]) -> None:
    held = next(each for each in shown if isinstance(each, pd.DataFrame) and "days" in each)
    assert held["days"].sum() == 1461
    changes = next(each for each in shown if isinstance(each, pd.DataFrame) and each.index.names[0] == "rule")
    assert set(changes.index.get_level_values("rule")) <= {"corroborated", "strict", "latest"}


def test_the_chart_has_a_bar_for_each_holder(shown: list[Any]) -> None:
    figure = next(each for each in shown if isinstance(each, go.Figure))
    assert len(figure.data) > 3
    assert {rule for trace in figure.data for rule in trace.y} == {"corroborated", "strict", "latest"}


def test_it_is_kept_without_output_of_a_record_that_will_change() -> None:
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells("code"))
