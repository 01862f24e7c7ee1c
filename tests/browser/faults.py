"""What a browser complains of: what the policy stopped, scripts that ended with an error, what was not found."""

from __future__ import annotations

from typing import ClassVar
from weakref import WeakKeyDictionary

from playwright.sync_api import ConsoleMessage, Page

NOTE = """document.addEventListener("securitypolicyviolation", (event) => console.error(
    `policy ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));"""
POLICY, SCRIPT = "policy ", "script "


class Faults:
    """The faults of one page, in their order."""

    _of: ClassVar[WeakKeyDictionary[Page, Faults]] = WeakKeyDictionary()

    def __init__(self, page: Page) -> None:
        self.all: list[str] = []
        page.add_init_script(NOTE)
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.all.append(f"{SCRIPT}{error}"))

    @classmethod
    def follow(cls, page: Page) -> Faults:
        """From now on it is known what goes wrong in the page; to be called before it goes anywhere."""
        cls._of[page] = cls(page)
        return cls._of[page]

    @classmethod
    def of(cls, page: Page) -> Faults:
        """The faults of a page that is followed."""
        return cls._of[page]

    @property
    def grave(self) -> list[str]:
        """Those that no page may have, whatever is done with it."""
        return [fault for fault in self.all if fault.startswith((POLICY, SCRIPT))]

    def _note(self, said: ConsoleMessage) -> None:
        """Streamlit asks for its own address below the page's first, and finds it in the end."""
        if said.type == "error" and not ("404" in said.text and "/_stcore/" in said.location["url"]):
            self.all.append(said.text)
