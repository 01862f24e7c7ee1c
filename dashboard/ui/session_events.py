"""The imported events of one session: uploaded sets in a folder of its own, and which events are laid over the record.

The folder is temporary and belongs to the session alone: nothing else on the server knows its name. It is deleted some
minutes after the tab was closed, and at the latest when the server stops.
"""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import streamlit as st
from cachetools import LRUCache

from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection
from dashboard.eventsets.importing.jobs.database_file import STORE_FILE, SetInfo, read_sets
from dashboard.eventsets.importing.jobs.import_file import ImportResult
from dashboard.eventsets.importing.jobs.remove_set import remove_set
from dashboard.eventsets.store.answers import Answers
from dashboard.eventsets.store.configured import configured_store
from dashboard.eventsets.store.event_filter import Wanted
from dashboard.eventsets.store.event_store import EventStore, connect
from dashboard.server import session_folder
from dashboard.ui.upload_limits import demand_room

UPLOADED, CONFIGURED = "uploaded", "configured"
ANSWERS_KEPT: Final = 16
SPARE_SECONDS: Final = 10
"""How much longer the folder of a session that has gone is kept than its state, to which it may come back."""
_DESK: Final = "_desk"
_UNFIT: Final = re.compile(r"[^\w.() -]")


@dataclass
class Desk:
    """What this session has uploaded and chosen; ``chosen`` are the sets laid over, all where it is empty."""

    home: TemporaryDirectory[str] = field(default_factory=session_folder)
    origin: str = UPLOADED
    on_map: bool = True
    chosen: tuple[str, ...] = ()
    without_duplicates: bool = False
    results: dict[str, ImportResult] = field(default_factory=dict)
    kept: LRUCache[Hashable, Any] = field(default_factory=lambda: LRUCache(ANSWERS_KEPT))
    """The answers used last, by what was asked."""
    proposals: LRUCache[Hashable, Any] = field(default_factory=lambda: LRUCache(ANSWERS_KEPT))
    """Proposals of the same incident, by filters; kept apart, because they take longest to work out."""
    tried: str = ""
    """The upload that an import has read, whose result is shown in place of its guess."""
    _store: EventStore | None = None
    _leaving: threading.Timer | None = None

    @property
    def folder(self) -> Path:
        """Where the store of uploaded sets is, or will be."""
        return Path(self.home.name) / "store"

    @property
    def sets(self) -> tuple[SetInfo, ...]:
        return read_sets(self.folder)

    @property
    def store(self) -> EventStore | None:
        """The store of the uploaded sets; None where nothing was imported."""
        if not (self.folder / STORE_FILE).exists():
            self._store = None
        elif self._store is None:
            self._store = connect(self.folder)
        return self._store

    def keep(self, file_id: str, name: str, content: memoryview) -> Path:
        """The uploaded file on disk, alone of all uploads; its name is plain to any file system.

        ``DataError`` where the session has no room for it.
        """
        plain = _UNFIT.sub("_", Path(name).name)[-100:].lstrip(".") or "upload"
        path = self._uploads / upload_key(file_id) / plain
        if not path.exists():
            self.let_go()
            demand_room(Path(self.home.name), len(content), plain)
            path.parent.mkdir(parents=True)
            path.write_bytes(content)
        return path

    def let_go(self) -> None:
        """No copy of an upload is on disk: it was imported, refused, or taken back."""
        shutil.rmtree(self._uploads, ignore_errors=True)

    @property
    def _uploads(self) -> Path:
        return Path(self.home.name) / "uploads"

    def remove(self, name: str) -> None:
        """The set is gone from store and page."""
        remove_set(self.folder, name)
        self.results.pop(name, None)

    def read_again(self) -> None:
        """The guess of the file tried last is shown again, to change it."""
        self.tried = ""

    def leave(self) -> None:
        """The session has gone: unless it comes back, its folder is deleted in a while.

        Waiting for the collector would not do: what is alive when the record is read is left out of its rounds.
        """
        self._leaving = threading.Timer(st.get_option("server.disconnectedSessionTTL") + SPARE_SECONDS, self.clear)
        self._leaving.daemon = True
        self._leaving.start()

    def stay(self) -> None:
        """The session is there, or there again."""
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None

    def clear(self) -> None:
        """Nothing of the session is left on disk."""
        if self._store is not None:
            self._store.close()
        self.home.cleanup()

    def remember(self, asked: Hashable, answer: Any) -> Any:
        """The answer, kept until others were used more lately."""
        self.kept[asked] = answer
        return answer


def upload_key(file_id: str) -> str:
    """What names an upload in folders and widgets."""
    return _UNFIT.sub("_", file_id)[:80]


@dataclass(frozen=True)
class Overlay:
    """The imported events that pass the filters of the selection; ``aside`` names filters that they cannot answer."""

    store: EventStore
    wanted: Wanted
    answers: Answers
    aside: tuple[str, ...]
    key: tuple[Hashable, ...]
    """What was asked of which store: answers may be kept under it."""


def the_desk() -> Desk:
    """The desk of this session."""
    if _DESK not in st.session_state:
        st.session_state[_DESK] = Desk()
        hold_desk()
    desk: Desk = st.session_state[_DESK]
    return desk


def hold_desk() -> None:
    """The session's folder, if it has one, stays as long as its pages are shown; every page calls this."""
    if _DESK in st.session_state:
        _held(the_desk())


@st.cache_resource(show_spinner=False, scope="session", on_release=Desk.leave)
def _held(_desk: Desk) -> Desk:
    """Runs once for each time that the session connects; is released when the connection ends."""
    _desk.stay()
    return _desk


def stores() -> dict[str, EventStore]:
    """The stores there are to choose from, by origin; DataError where the configured one cannot be."""
    found = {UPLOADED: the_desk().store if _DESK in st.session_state else None, CONFIGURED: configured_store()}
    return {origin: store for origin, store in found.items() if store}


def overlay_of(record: Record, selection: Selection) -> Overlay | None:
    """The imported events laid over the record, asked with its filters; None where there are none.

    Raises DataError where the store does not answer.
    """
    found = stores()
    if not found:
        return None
    desk = the_desk()
    origin = desk.origin if desk.origin in found else next(iter(found))
    store = found[origin]
    wanted = Wanted.of(selection, store.facets, record.dataset.forces)
    chosen = tuple(name for name in desk.chosen if name in store.facets.dataset)
    wanted = replace(wanted, dataset=chosen)
    key = (origin, store.version, wanted)
    answers = desk.kept.get(key) or desk.remember(key, store.narrow(wanted))
    asked = {"place in focus": bool(selection.place), "as known on": selection.known is not None}
    aside = (*wanted.unanswered, *(name for name, given in asked.items() if given))
    return Overlay(store, wanted, answers, aside, key)
