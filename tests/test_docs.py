"""What the documents promise is there."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from dashboard.analysis.filter_options import GRADES
from dashboard.record.load import read_dataset
from dashboard.session import parameters

ROOT = Path(__file__).parent.parent
README, CONTRIBUTING = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DEPENDENCIES = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "CITATION.cff", "data/README.md", "benchmarks/README.md")


def makefile_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_every_make_target_in_the_documents_exists():
    told = " ".join(re.findall(r"`[^`]+`|^.*make .*#.*$", README + CONTRIBUTING, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)", told))
    assert named
    assert named <= makefile_targets()


def test_every_make_target_is_told_to_who_works_on_it():
    assert all(f"make {target}" in CONTRIBUTING for target in makefile_targets())


@pytest.mark.parametrize("dependency", [re.split("[<>=~ ]", name)[0] for name in DEPENDENCIES])
def test_every_dependency_has_its_reason(dependency):
    assert f"`{dependency}`" in README


@pytest.mark.parametrize("parameter", parameters.empty(date(2020, 1, 1), "latest"))
def test_every_parameter_of_the_address_is_explained(parameter):
    assert f"`{parameter}`" in README


@pytest.mark.parametrize("grade", [grade for grade in GRADES if grade])
def test_every_grade_filter_is_named(grade):
    assert f"`{grade}`" in README


def test_the_example_file_loads_without_a_problem(tmp_path):
    example = re.search(r"```csv\n(.*?)```", README, re.DOTALL)
    path = tmp_path / "my-events.csv"
    path.write_text(example[1], encoding="utf-8")
    dataset = read_dataset(path)
    assert not dataset.problems
    assert dataset.events["town"].tolist() == ["al-qaim", "al-qaim", "rawa"]
    assert dataset.events["controlling_force"].tolist() == ["isis", "iraqi-government", "iraqi-government"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_to_files_lead_somewhere(document):
    path = ROOT / document
    targets = re.findall(r"\]\(((?!http)[^)#]+)\)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_version_and_date_are_the_same_everywhere():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    version, released = re.search(r"^## \[(\d.+)\] - (\S+)$", changelog, re.MULTILINE).groups()
    assert version == PROJECT["version"]
    assert f'version: "{version}"' in citation
    assert f'date-released: "{date.fromisoformat(released)}"' in citation


@pytest.mark.parametrize("key", ["cff-version: 1.2.0", "message:", "title:", "authors:", "license:"])
def test_the_citation_has_what_the_format_requires(key):
    assert re.search(f"^{re.escape(key)}", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("package", sorted(path.parent.name for path in (ROOT / "dashboard").glob("*/__init__.py")))
def test_every_package_is_told_to_who_works_on_it(package):
    assert f"`{package}/`" in CONTRIBUTING


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "benchmarks/README.md", "data/README.md"])
def test_every_table_has_its_head(document):
    """A table without the line of dashes is shown as plain text."""
    lines = (ROOT / document).read_text(encoding="utf-8").splitlines()
    heads = [n for n, line in enumerate(lines) if line.startswith("|") and not lines[n - 1].startswith("|")]
    assert [lines[n] for n in heads if not re.fullmatch(r"[|\-: ]+", lines[n + 1])] == []


def test_the_changelog_counts_what_is_shipped():
    data = read_dataset()
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"{len(data.events):,} sourced, graded reports of {len(data.places)} places" in changelog
