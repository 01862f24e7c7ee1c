"""A bundle does in one script what the modules do; what it does not understand it refuses."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from dashboard.briefing.bundle import BundleError, bundled
from dashboard.briefing.document import ENTRY
from dashboard.maps.assets import asset
from tests.javascript.__main__ import NODE

TWO = {
    "a/main.js": 'import { add, ONE as one } from "../b/sums.js";\nimport "./side.js";\nconsole.log(add(one, 2));\n',
    "a/side.js": "// says that it ran\nconsole.log('side');\n",
    "b/sums.js": "const hidden = 40;\nexport const ONE = hidden;\nexport function add(a, b) { return a + b; }\n",
}


def printed(script: str) -> list[str]:
    """What Node prints as it runs the script."""
    done = subprocess.run([NODE, "-e", script], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.split()


def test_modules_run_once_in_their_order_and_share_nothing_else() -> None:
    assert printed(bundled("a/main.js", TWO.__getitem__)) == ["side", "42"]


def test_a_module_that_two_import_runs_once() -> None:
    modules = {
        "main.js": 'import { next } from "./counter.js";\nimport { m } from "./other.js";\nconsole.log(next(), m())',
        "other.js": 'import { next } from "./counter.js";\nexport const m = () => next();',
        "counter.js": "let count = 0;\nexport function next() { count += 1; return count; }",
    }
    assert printed(bundled("main.js", modules.__getitem__)) == ["1", "2"]


def test_comments_go_but_for_licences() -> None:
    text = (
        "/* @preserve (c) somebody */\n/** Says\n * much. */\nconst a = 1; // stays\n  // goes\n/** @type {x} */ f(a);"
    )
    script = bundled("m.js", {"m.js": text}.__getitem__)
    assert "(c) somebody" in script
    assert "// stays" in script
    assert " f(a);" in script
    assert not [word for word in ("Says", "much", "goes") if word in script]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('import { a } from "./m.js";', "m.js imports m.js: a circle"),
        ('import all from "./b.js";', "is a form of import or export"),
        ("export default 1;", "export default 1"),
        ('const a = import("./b.js");', "is a form of import or export"),
        ("const here = import.meta.url;", "is a form of import or export"),
        ("export let a = 1;", "export let a"),
        ('const a = "</script>";', "would end the script"),
        ('const a = "<!--";', "would end the script"),
    ],
)
def test_what_cannot_be_bundled_is_named_with_its_module(text: str, said: str) -> None:
    with pytest.raises(BundleError, match=r"^m\.js") as why:
        bundled("m.js", {"m.js": text, "b.js": "export const a = 1;"}.__getitem__)
    assert said in str(why.value)


def test_the_same_modules_make_the_same_script(tmp_path: Path) -> None:
    def read(path: str) -> str:
        found = asset(path)
        assert found
        return found.body.decode()

    script = bundled(ENTRY, read)
    assert script == bundled(ENTRY, read)
    (tmp_path / "script.js").write_text(script, encoding="utf-8")
    subprocess.run([NODE, "--check", tmp_path / "script.js"], check=True, timeout=60)
