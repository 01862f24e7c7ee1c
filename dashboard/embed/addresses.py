"""Which addresses can be embedded, and how the address of a view, of its frame and of its oEmbed belong together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from markupsafe import Markup

VIEWS: Final = {"map": 560, "river": 720, "town": 640}
"""The views that can be embedded, with the height of a frame for each, in pixels."""
STREAMLIT_OWN: Final = ("true", "false", "")
"""Values of ``embed`` that Streamlit itself gives a meaning: the whole page without its frame."""
PAGES: Final = {"": "map", "valley": "map", "town": "town"}
"""Pages of which a view can be embedded, and which one where the address names none."""
ONLY_IN_FRAMES: Final = ("embed", "embed_options", "theme")
WIDTH: Final = 960
LONGEST: Final = 4_000
"""Letters of an address; beyond that, it is no view of ours."""
_HOST: Final = re.compile(r"[A-Za-z0-9.\-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")

Params = Mapping[str, Sequence[str]]


class Site(NamedTuple):
    """Where this application is reached: scheme and host as the other side sees them, and the path before its pages."""

    scheme: str
    host: str
    base: str

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.host}"

    @property
    def is_plain(self) -> bool:
        """False where the Host of a request is none: it must not come into an answer."""
        return self.scheme in ("http", "https") and _HOST.fullmatch(self.host) is not None

    def page_at(self, path: str) -> str | None:
        """The page at a path, "" for the first one; None where no view of it can be embedded."""
        if path not in (self.base, f"{self.base}/") and not path.startswith(f"{self.base}/"):
            return None
        page = path.removeprefix(self.base).strip("/")
        return page if page in PAGES else None

    def frame(self, view: str, params: Params) -> str:
        """What a frame shows of a view under these parameters."""
        own = {name: values for name, values in params.items() if name not in ("embed", "embed_options")}
        return f"{self.origin}{self.base}/?{urlencode({**own, 'embed': view}, doseq=True)}"

    def oembed(self, address: str) -> str:
        """Where the oEmbed of an address of this site is."""
        return f"{self.origin}{self.base}/oembed?url={quote(address, safe='')}&format=json"

    def asked_for(self, address: str) -> tuple[str, dict[str, list[str]]] | None:
        """The view and the parameters that an address of this site means; None for any other address."""
        try:
            parts = urlsplit(address)
            asked = parse_qs(parts.query, keep_blank_values=True, max_num_fields=200)
        except ValueError:
            return None
        page = self.page_at(parts.path)
        if (
            len(address) > LONGEST
            or parts.scheme not in ("http", "https")
            or parts.netloc.lower() != self.host.lower()
            or page is None
        ):
            return None
        named = asked.get("embed", [""])[-1]
        return PAGES[page] if named in STREAMLIT_OWN else named, asked


def iframe(address: str, title: str, width: int | str, height: int) -> Markup:
    """The lines that show an address in a frame."""
    size = Markup('width="{}" height="{}" style="border:0" loading="lazy" allow="fullscreen"').format(width, height)
    return Markup('<iframe src="{}" title="{}" {}></iframe>').format(address, title, size)
