"""What a page and its server say to each other, so that a test can wait for the answer and not for a while."""

from __future__ import annotations

from typing import ClassVar, Final
from weakref import WeakKeyDictionary

from playwright.sync_api import Page, Request, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE: Final = 30_000
IDLE: Final = """async () => {
  for (let turn = 0; turn < 2; turn += 1) {
    await new Promise((done) => setTimeout(done, 150));
    await new Promise((done) => requestIdleCallback(done, { timeout: 300 }));
  }
}"""
"""Short timers of the page have run, and what they set off, and nothing is left to be drawn."""


class Traffic:
    """The requests of one page that its server has not answered yet."""

    _of: ClassVar[WeakKeyDictionary[Page, Traffic]] = WeakKeyDictionary()

    def __init__(self, page: Page) -> None:
        self._page = page
        self.asked = 0
        self.is_answered = False
        self._began = False
        self._modules: set[str] = set()
        page.on("request", self._requested)
        page.on("websocket", self._listen)

    @classmethod
    def follow(cls, page: Page) -> None:
        """From now on it is known what the page asks; to be called before it goes anywhere."""
        cls._of[page] = cls(page)

    @classmethod
    def of(cls, page: Page) -> Traffic:
        """The traffic of a page that is followed."""
        return cls._of[page]

    def workbench_module(self, file: str) -> str:
        """The address of a module of the workbench, as the page itself fetched it."""
        return next(url for url in self._modules if url.endswith(f"/workbench/{file}"))

    def settle(self) -> None:
        """The page stands idle and has its answers; AssertionError where that does not come to be."""
        for _ in range(PATIENCE // 100):
            asked = self.asked
            self._page.evaluate(IDLE)
            if self.asked == asked and self.is_answered:
                return
        raise AssertionError(f"after {self.asked} requests the server has not answered, or the page keeps asking")

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _requested(self, request: Request) -> None:
        """A page that is loaded, or loaded anew, asks as soon as it can."""
        if "/assets/" in request.url and request.url.endswith(".js"):
            self._modules.add(request.url)
        if request.is_navigation_request() and request.frame == self._page.main_frame:
            self.is_answered = self._began = False

    def _sent(self, payload: str | bytes) -> None:
        if isinstance(payload, bytes) and BackMsg.FromString(payload).HasField("rerun_script"):
            self.asked += 1
            self.is_answered = self._began = False

    def _received(self, payload: str | bytes) -> None:
        """A run that was under way when the page asked may end first; the answer is the run that began after it.

        A run that gives way to another is no answer.
        """
        if not isinstance(payload, bytes):
            return
        message = ForwardMsg.FromString(payload)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._began = True
        elif kind == "script_finished" and self._began:
            self.is_answered = message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
