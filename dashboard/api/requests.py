"""What is asked, apart from how: the address, its parameters, and the address of an answer that leads on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from starlette.requests import Request

from dashboard.analysis.grammar import Values


@dataclass(frozen=True)
class Call:
    """A request: ``root`` is the address of the whole API, ``path`` what follows it, ``given`` the parameters."""

    root: str
    path: str
    given: Values

    @property
    def query(self) -> str:
        """The parameters that say something, always in one order."""
        pairs = sorted((name, value) for name, values in self.given.items() for value in values if value)
        return urlencode(pairs)

    @property
    def address(self) -> str:
        """The whole address."""
        return self.at(self.path, self.query)

    def at(self, path: str, query: str = "") -> str:
        """The whole address of another path."""
        return self.root + quote(path) + (f"?{query}" if query else "")

    def only(self, names: Collection[str]) -> Call:
        """The same with these parameters alone."""
        return Call(self.root, self.path, {name: self.given[name] for name in self.given if name in names})

    def having(self, **changes: str) -> Call:
        """The same question with these parameters instead; a blank one is taken away."""
        kept: Mapping[str, Sequence[str]] = {**self.given, **{name: [value] for name, value in changes.items()}}
        return Call(self.root, self.path, kept)


def values_of(request: Request) -> Values:
    """What was given for each parameter."""
    return {name: request.query_params.getlist(name) for name in request.query_params}


def call_of(request: Request) -> Call:
    """The request as a call."""
    base = f"{request.url.scheme}://{request.url.netloc}" if request.url.netloc else ""
    root = base + request.scope["root_path"]
    path = request.scope["path"].removeprefix(request.scope["root_path"])
    return Call(root, path, values_of(request))
