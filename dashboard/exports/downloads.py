"""Files that are made when their address is asked for, and sent from the disk: none of them is ever in memory.

An address holds a long random word, which is told to nobody but the session it was made for, and is good for a while.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Final, NamedTuple

from anyio import CapacityLimiter, to_thread
from cachetools import TTLCache
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.errors import DataError

PATH: Final = "download"
MOST_OFFERS: Final = 5_000
SECONDS_OFFERED: Final = 3_600
THREADS: Final = CapacityLimiter(2)
"""Of its own: long files do not take the threads that serve the pages."""
GONE: Final = "This download is no longer offered. Open “Download” on the page again and choose it anew."


class OfferedFile(NamedTuple):
    """A file under its name; ``write`` makes it at a path, or raises DataError that says why it cannot."""

    name: str
    media_type: str
    write: Callable[[Path], None]


class Offers:
    """What can be asked for now, by the word of its address; safe to use from many threads."""

    def __init__(self, most: int = MOST_OFFERS, seconds: float = SECONDS_OFFERED) -> None:
        self._files: TTLCache[str, OfferedFile] = TTLCache(most, seconds)
        self._lock = Lock()

    def offer(self, file: OfferedFile, word: str = "") -> str:
        """The word under which the file can be asked for from now on: the given one, which is told to be anew."""
        with self._lock:
            word = word if word in self._files else token_urlsafe(24)
            self._files[word] = file
        return word

    def find(self, word: str) -> OfferedFile | None:
        with self._lock:
            return self._files.get(word)


OFFERS: Final = Offers()
"""Those of this process."""


def download_routes(base: str = "") -> list[Route]:
    """Where offered files are sent from, under the path that the whole application is served under."""
    return [Route(f"{base}/{PATH}/{{word}}", _send, methods=["GET"])]


def download_address(word: str, base: str = "") -> str:
    """The address of an offered file on this server."""
    return f"{base}/{PATH}/{word}"


async def _send(request: Request) -> Response:
    file = OFFERS.find(request.path_params["word"])
    headers = {"Cache-Control": "no-store"}
    if file is None:
        return PlainTextResponse(GONE, 404, headers)
    if request.method == "HEAD":
        return Response(headers=headers, media_type=file.media_type)
    folder = TemporaryDirectory(prefix="download-")
    path = Path(folder.name) / "file"
    try:
        await to_thread.run_sync(file.write, path, limiter=THREADS)
    except DataError as error:
        folder.cleanup()
        return PlainTextResponse(str(error), 503, headers)
    except BaseException:
        folder.cleanup()
        raise
    # Whatever becomes of the sending, the folder is gone at the latest when nobody holds it any more.
    done = BackgroundTask(folder.cleanup)
    return FileResponse(path, 200, headers, file.media_type, done, filename=file.name)
