"""Our ES modules as one script: a document opened from disk can import nothing, and may run only what its policy names.

It knows the few forms of import and export that ``dashboard/browser`` is written in, and refuses any other: no live
bindings, no circles, no dynamic imports. The same files always give the same script.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import Final

IMPORT: Final = re.compile(r'^import (?:\{ (?P<names>[^}]+) \} from )?"(?P<path>\.[^"]+)";$', re.MULTILINE)
EXPORT: Final = re.compile(r"^export (?=const |function |async function |class )", re.MULTILINE)
MODULE_WORDS: Final = re.compile(r"^\s*(?:import|export)\b|\bimport(?:\.meta|\s*\()", re.MULTILINE)
KEPT: Final = ("/* @preserve", "/*!")
ENDS_SCRIPT: Final = re.compile(r"</script|<!--", re.IGNORECASE)

Read = Callable[[str], str]


class BundleError(ValueError):
    """A module is written so that it cannot become part of one script."""


def bundled(entry: str, read: Read) -> str:
    """One script that does what the module ``entry`` does; ``read`` gives the text of a module by its path.

    Each module is a function that is called once, after those that it imports, and gives what others import of it.
    """
    graph = _Graph(read)
    graph.add(entry, ())
    parts = [graph.function(path) for path in graph.order]
    script = '(() => {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"
    if found := ENDS_SCRIPT.search(script):
        raise BundleError(f"{entry}: {found.group()} would end the script. Write it in two parts.")
    return script


class _Graph:
    """The modules in the order in which they run, each with the names that any other imports of it."""

    def __init__(self, read: Read) -> None:
        self.read = read
        self.order: list[str] = []
        self.texts: dict[str, str] = {}
        self.wanted: dict[str, dict[str, None]] = {}

    def add(self, path: str, importing: tuple[str, ...]) -> None:
        """The module, and before it those that it imports, are part of the script."""
        if path in importing:
            raise BundleError(f"{' imports '.join([*importing, path])}: a circle. Move what both need into a third.")
        if path in self.texts:
            return
        text = self.texts[path] = _without_comments(self.read(path))
        for found in IMPORT.finditer(text):
            other = _other(path, found["path"])
            wanted = self.wanted.setdefault(other, {})
            wanted |= {
                name.split(" as ")[0].strip(): None for name in (found["names"] or "").split(",") if name.strip()
            }
            self.add(other, (*importing, path))
        self.order.append(path)

    def function(self, path: str) -> str:
        """The module as a function, called at once."""
        body = EXPORT.sub("", IMPORT.sub(lambda found: self._taken(path, found), self.texts[path]))
        if left := MODULE_WORDS.search(body):
            line = body[left.start() :].lstrip().splitlines()[0]
            raise BundleError(f"{path}: {line[:80]!r} is a form of import or export that the bundle does not know.")
        names = ", ".join(sorted(self.wanted.get(path, {})))
        return f"const {_name(path)} = (() => {{\n{body.strip()}\nreturn {{ {names} }};\n}})();"

    def _taken(self, path: str, found: re.Match[str]) -> str:
        """Names out of another module; nothing where it is imported only to run."""
        if not found["names"]:
            return ""
        return f"const {{ {found['names'].replace(' as ', ': ')} }} = {_name(_other(path, found['path']))};"


def _other(path: str, relative: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), relative))


def _name(path: str) -> str:
    """A name that nothing else has: modules use no ``$``."""
    return "$" + re.sub(r"\W", "_", path.removesuffix(".js"))


def _without_comments(text: str) -> str:
    """Without the lines that are comments as a whole, but for those that ask to be kept, such as a licence."""
    kept, is_inside = [], False
    for line in text.splitlines():
        bare = line.strip()
        is_inside = is_inside or (bare.startswith("/*") and not bare.startswith(KEPT))
        if is_inside:
            _, ends, rest = line.partition("*/")
            is_inside = not ends
        else:
            rest = "" if bare.startswith("//") else line
        if rest.strip():
            kept.append(rest)
    return "\n".join(kept)
