"""How long a turn of the page takes, page by page, beside empty pages and bare pages of the same parts."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from playwright.sync_api import Page

from benchmarks.browser import Served, change


class Parts(NamedTuple):
    """How many maps, charts and tables a page shows; what each of them takes no page can go below."""

    maps: int
    charts: int
    tables: int


PARTS: Final = {
    "Valley": Parts(1, 0, 0),
    "Town": Parts(0, 0, 1),
    "Operations": Parts(0, 1, 1),
    "Compare": Parts(2, 0, 2),
    "Shares over time": Parts(0, 3, 0),
    "Claims": Parts(0, 0, 1),
    "Data": Parts(0, 0, 0),
    "Method and sources": Parts(0, 1, 10),
}
EMPTY: Final = ("Empty", "Empty too")
WORDS: Final = {
    "Valley": "the record names a holder",
    "Town": "places, down the river",
    "Operations": "operations over time",
    "Compare": "changed hands between",
    "Shares over time": "places",
    "Claims": "disagreements by the rule",
    "Data": "Event file",
    "Method and sources": "How a town gets its holder",
}
"""The first words of each page that answer something."""

LOOK = """(words) => {
  const begun = () => window.__begun, look = () => {
    if (document.querySelector(".stMain")?.innerText.includes(words)) window.__words = performance.now() - begun();
    else requestAnimationFrame(look);
  };
  window.__words = 0;
  window.addEventListener("pointerdown", () => requestAnimationFrame(look), { capture: true, once: true });
}"""


@dataclass
class Turns:
    """Milliseconds of every turn to one page: until its first words stood, and until nothing in it changed any more."""

    words: list[float] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)


def turn(page: Page, served: Served, title: str, words: str, turns: Turns) -> None:
    """Turns to the page by the navigation and notes what it took."""
    kept = len(served.changes)
    page.evaluate(LOOK, words)
    change(page, served, lambda page: page.get_by_role("link", name=title, exact=True).click())
    turns.words.append(page.evaluate("window.__words"))
    turns.settled.append(served.changes[kept])
    del served.changes[kept:], served.received[kept:]


class Turned(NamedTuple):
    """Medians in milliseconds of turning to one page: its words, all of it, and all of a bare page of its parts."""

    title: str
    words: float
    settled: float
    bare: float


def measure_turns(ours: tuple[Page, Served], floor: tuple[Page, Served], rounds: int) -> tuple[float, list[Turned]]:
    """Turning to an empty page, and to each page of ours and a bare one of its parts; all in turns in one run.

    The first round, in which the browser fetches the scripts of the charts, is not counted.
    """
    own = {title: Turns() for title in PARTS}
    bare = {title: Turns() for title in PARTS}
    empty = Turns()
    for _ in range(rounds + 1):
        for title in (*list(PARTS)[1:], "Valley"):
            for page, served in (floor, ours):
                page.bring_to_front()
                if served is floor[1]:
                    blank = EMPTY[len(empty.settled) % 2]
                    turn(page, served, blank, f"{blank}: ", empty)
                    turn(page, served, title, f"{title}: ", bare[title])
                else:
                    turn(page, served, title, WORDS[title], own[title])
    middle = statistics.median
    turned = [
        Turned(title, middle(own[title].words[1:]), middle(own[title].settled[1:]), middle(bare[title].settled[1:]))
        for title in PARTS
    ]
    return middle(empty.settled[len(PARTS) :]), turned


def report_turns(empty: float, turned: list[Turned]) -> tuple[float, float]:
    """Prints the table; the largest ratio of first words to an empty page, and of all to a bare page of the parts."""
    print(f"\nturning a page (an empty one: {empty:.0f} ms)")
    print(f"{'page':20} {'first words':>20} {'settled':>10} {'bare page of its parts':>24} {'ratio':>7}")
    for title, words, settled, bare in turned:
        first = f"{words:.0f} ms, {words / empty:.2f} x"
        print(f"{title:20} {first:>20} {settled:>7.0f} ms {bare:>21.0f} ms {settled / bare:>5.2f} x")
    return max(each.words for each in turned) / empty, max(each.settled / each.bare for each in turned)
