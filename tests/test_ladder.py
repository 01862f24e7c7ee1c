"""The rules of the house: imports point down, Streamlit stays on top, code stays short and annotated."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "dashboard"
FILES = sorted(PACKAGE.rglob("*.py"))

LADDER = (
    ("errors", "timespan", "text", "browser"),
    ("record",),
    ("control",),
    ("disagreements",),
    ("analysis",),
    ("versions", "citations", "corrections"),
    ("eventsets",),
    ("maps", "figures", "exports"),
    ("notebook",),
    ("server",),
    ("api",),
    ("workbench",),
    ("embed", "briefing"),
    ("session",),
    ("ui",),
    ("views",),
    ("main", "__main__"),
)
"""From the bottom up; a module imports from the rungs below its own, or from its own folder."""

RUNG = {name: height for height, names in enumerate(LADDER) for name in names}
ONLY_IN = {
    "streamlit": {"session", "ui", "views", "main", "__main__"},
    "streamlit_folium": {"views"},
    "folium": {"maps"},
    "plotly": {"figures", "session", "views"},
}
"""Packages that only some parts may import. Importing streamlit_folium before the server runs breaks the map."""

MOST_LINES, MOST_BODY_LINES = 400, 50


def part_of(file: Path) -> str:
    """The name on the ladder: the module, or the folder that holds it; "" for the package itself."""
    name = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if name == "__init__" else name


def imported(tree: ast.AST) -> Iterator[str]:
    """Dotted names of everything imported anywhere in the file, relative imports refused."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_parts(tree: ast.AST) -> set[str]:
    return {name.split(".")[1] for name in imported(tree) if name.startswith("dashboard.")}


def modules_of(part: str) -> dict[str, set[str]]:
    """The modules of a package, each with those of the same package that it imports."""
    names = {".".join(file.relative_to(ROOT).with_suffix("").parts): file for file in FILES if part_of(file) == part}
    packages = {name.removesuffix(".__init__"): name for name in names if name.endswith(".__init__")}
    known = {name: name for name in names} | packages
    asked = {name: set(imported(parse(file))) for name, file in names.items()}
    return {
        name: {known[other] for whole in found for other in (whole, whole.rpartition(".")[0]) if other in known}
        - {name}
        for name, found in asked.items()
    }


def circle_in(graph: dict[str, set[str]]) -> list[str]:
    """The modules that import one another in a circle, or none."""
    left = {name: set(others) for name, others in graph.items()}
    while free := [name for name, others in left.items() if not others & left.keys()]:
        for name in free:
            del left[name]
    return sorted(left)


def parse(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def functions(file: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(parse(file)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body without the docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def offence(part: str, tree: ast.AST) -> str:
    """What the imports of a module in this part do wrong; "" for nothing."""
    upward = [name for name in own_parts(tree) - {part} if RUNG[name] >= RUNG[part]]
    outside = {name.split(".")[0] for name in imported(tree)}
    foreign = [name for name in outside & set(ONLY_IN) if part not in ONLY_IN[name]]
    return " ".join(
        [*(f"{part} imports {name}, not below it" for name in upward), *(f"{part} imports {name}" for name in foreign)]
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
class TestEveryFile:
    def test_stands_on_the_ladder_and_imports_only_downwards(self, file: Path) -> None:
        part = part_of(file)
        assert not part or part in RUNG, f"give {part} a rung in {Path(__file__).name}"
        assert not part or not offence(part, parse(file))

    def test_annotates_every_function(self, file: Path) -> None:
        for function in functions(file):
            arguments = function.args
            every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
            bare = [each.arg for each in every if each and each.annotation is None and each.arg not in ("self", "cls")]
            assert not bare, f"{function.name}: {bare}"
            assert function.returns is not None, function.name

    def test_is_short_and_so_are_its_functions(self, file: Path) -> None:
        assert len(file.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
        assert not [function.name for function in functions(file) if body_lines(function) > MOST_BODY_LINES]


@pytest.mark.parametrize(
    ("part", "source", "wrong"),
    [
        ("control", "from dashboard.timespan import Span", ""),
        ("ui", "from dashboard.ui.cards import report_card", ""),
        ("ui", "import streamlit as st", ""),
        ("record", "from dashboard.control.walk import walk", "record imports control, not below it"),
        ("record", "from dashboard import control", "record imports control, not below it"),
        ("errors", "from dashboard import text", "errors imports text, not below it"),
        ("figures", "def f():\n    from dashboard.ui import cards", "figures imports ui, not below it"),
        ("server", "import streamlit", "server imports streamlit"),
        ("analysis", "import plotly.graph_objects as go", "analysis imports plotly"),
        ("ui", "from streamlit_folium import st_folium", "ui imports streamlit_folium"),
    ],
)
def test_the_ladder_sees_what_breaks_it(part: str, source: str, wrong: str) -> None:
    assert offence(part, ast.parse(source)) == wrong


def test_the_application_file_keeps_the_map_component_out() -> None:
    """app.py runs before the server does."""
    reached, waiting = set(), own_parts(parse(ROOT / "app.py"))
    while waiting:
        part = waiting.pop()
        reached.add(part)
        files = [file for file in FILES if part_of(file) == part]
        waiting |= {name for file in files for name in own_parts(parse(file))} - reached
    assert {"server", "browser", "record"} <= reached
    assert not reached & {"ui", "views", "main"}


@pytest.mark.parametrize("part", sorted({part_of(file) for file in FILES} - {""}))
def test_no_package_holds_a_circle(part: str) -> None:
    assert not circle_in(modules_of(part))


def test_a_circle_is_seen() -> None:
    assert circle_in({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == ["a", "b", "c"]


def test_nothing_stands_loose_at_the_root() -> None:
    loose = {file.stem for file in PACKAGE.glob("*.py")}
    assert loose <= {"__init__", "main", "__main__", "server", "errors", "timespan", "text"}
