"""The poster of a payload: head with legend, columns of rows, and who says so at the foot of every page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, Final, NamedTuple

from dashboard.text import clean
from dashboard.timespan import day_number, day_of, format_day
from dashboard.workbench.poster.bars import (
    FIRST_SHARE,
    INK,
    PAPER,
    Bar,
    Fill,
    Pattern,
    bars_of,
    fills_of,
    mix,
    on_paper,
    slices,
    years_between,
)
from dashboard.workbench.poster.layout import HEADING, MARGIN, PAGE, Column, Layout, Row, lay_out
from dashboard.workbench.poster.sheet import Sheet, Type

Json = dict[str, Any]
TITLE: Final = "Who held what along the Euphrates"
DENSE_FROM: Final = day_number(date(2003, 1, 1))
"""The record grows dense in this year: as on the screen, what is before is left out where five years remain."""
LEAST_DAYS: Final = 5 * 365
TEXT2, QUIET, HAIR, ROW, ACCENT = "#4b5158", "#6b7076", "#dcdad4", "#f5f5f5", "#c2410c"
ROOM: Final = PAGE[0] - 2 * MARGIN
NAME_SHARE: Final = 0.42
"""Of a column, for names and kilometres."""
KM_ROOM, EDGE = 17.0, 3.0
SMALL, NOTE, LEAD = 6.2, 7.0, 10.0
LEAST_LETTER: Final = 3.0
AXIS: Final = 12.0
GREYS: Final = ("#8a8f95", "#d5d2ca")
"""Two forces in the key, whichever they are."""
_KEY: Final = (
    (Fill(GREYS[0], GREYS[1], Pattern.HATCH), "contested: held by one, claimed or attacked by another"),
    (Fill(mix(GREYS[0], PAPER, 0.3), "", Pattern.PLAIN), "last known: no report near that time says so"),
    (Fill(mix(GREYS[0], PAPER, 0.58), "", Pattern.PLAIN, 0.6), "thin: reported of the whole area only"),
    (Fill(GREYS[0], GREYS[1], Pattern.SHIFT), "passed from one to the other, on an unknown day"),
    (Fill(GREYS[0], GREYS[1], Pattern.JOINT), "held together"),
    (Fill(GREYS[0], GREYS[1], Pattern.DIVIDED), "divided between two"),
    (Fill(GREYS[0], "", Pattern.SIEGE), "besieged"),
)


def poster(core: Json, on: date, latest: date) -> bytes:
    """The PDF of all places of a payload, with the day marked; bars go on until the latest day.

    The same payload and days give the same bytes.
    """
    return _Poster(core, on, latest).made()


class Lane(NamedTuple):
    """Where the bars of a column stand, and how high a row is."""

    left: float
    right: float
    height: float

    @property
    def air(self) -> float:
        """Above and below each bar."""
        return min(self.height * 0.06, 0.5)


class _Poster:
    def __init__(self, core: Json, on: date, latest: date) -> None:
        self.core, self.on = core, on
        last = max(core["last"], day_number(latest))
        self.span: tuple[int, int] = (max(core["first"], min(DENSE_FROM, last - LEAST_DAYS)), last + 1)
        self.fills = fills_of(core)
        self.sheet = Sheet(TITLE, f"River diagram of {len(core['places']['id'])} places, {core['about']['version']}")
        self.sheet.set_creation_date(datetime.fromtimestamp(core["last"] * 86_400, UTC))
        self.notes = [line for each in _notes(core) for line in self.sheet.wrapped(each, NOTE, ROOM)]
        self.foot = PAGE[1] - MARGIN - len(self.notes) * (NOTE + 2)

    def made(self) -> bytes:
        top = self._head(is_drawn=False)
        strips = self.core["places"]["strip"]
        layout = lay_out(strips, top + AXIS, self.foot - 10)
        for number, columns in enumerate(layout.pages or ((),), 1):
            self.sheet.add_page()
            self._head()
            for column in columns:
                self._column(column, layout, top)
            self._foot(number, len(layout.pages))
        if not strips:
            self.sheet.write_at(MARGIN, top + 20, "No place passes the filters.", Type(LEAD, TEXT2))
        return bytes(self.sheet.output())

    def _head(self, is_drawn: bool = True) -> float:
        """Title, lead, forces and key; gives where they end."""
        write = self.sheet.write_at if is_drawn else _nothing
        y = MARGIN + 18
        write(MARGIN, y, f"{TITLE}, {_years(self.span)}", Type(22, INK, "B"))
        lead = (
            "A row for each place, down the river from the Turkish border, with its kilometre along the Euphrates; a "
            f"bar for each holding. The line is {format_day(self.on)}. White: no report says who held it."
        )
        for line in self.sheet.wrapped(lead, LEAD, ROOM):
            y += 14
            write(MARGIN, y, line, Type(LEAD, TEXT2))
        y = self._flow(y + 16, list(self._forces()), is_drawn)
        return self._flow(y + 14, [(fill, words) for fill, words in _KEY], is_drawn) + 10

    def _forces(self) -> Iterator[tuple[Fill, str]]:
        """The forces that hold or claim a place within the days shown, in the order of the payload."""
        core = self.core
        shown = {state for flat in core["spans"] for state in flat[1::2]}
        named = {force for state in shown for force in (*core["states"][state][0], *core["states"][state][2])}
        for force in sorted(named):
            _, name, colour, letter, ink = core["looks"][force]
            own = on_paper(colour)
            yield Fill(own, "", Pattern.PLAIN, 1.0, letter, ink if own == colour else INK), name

    def _flow(self, y: float, entries: Iterable[tuple[Fill, str]], is_drawn: bool) -> float:
        """Entries beside one another, in as many lines as they need; gives the line of the last."""
        x = MARGIN
        for fill, words in entries:
            text, size = self.sheet.fitted(clean(words), Type(8, TEXT2), ROOM - 40, 8)
            wide = 24 + self.sheet.width_of(text, size)
            if x > MARGIN and x + wide > PAGE[0] - MARGIN:
                x, y = MARGIN, y + 13
            if is_drawn:
                high = 9 * fill.share
                self._bar(fill, x, y - 3 - high / 2, 18, high)
                self._letter(fill, x, y - 3 - high / 2, 18, high)
                self.sheet.write_at(x + 22, y, text, Type(size, TEXT2))
            x += wide + 12
        return y

    def _foot(self, page: int, pages: int) -> None:
        self.sheet.area(HAIR, MARGIN, self.foot - 4, ROOM, 0.75)
        for line, text in enumerate(self.notes):
            self.sheet.write_at(MARGIN, self.foot + (line + 1) * (NOTE + 2) - 2, text, Type(NOTE, QUIET))
        if pages > 1:
            said = f"Page {page} of {pages}"
            x = PAGE[0] - MARGIN - self.sheet.width_of(said, NOTE)
            self.sheet.write_at(x, self.foot - 8, said, Type(NOTE, QUIET))

    def _column(self, column: Column, layout: Layout, top: float) -> None:
        left = column.left + column.width * NAME_SHARE
        right, end = column.left + column.width, column.rows[-1].top + layout.height
        lane = Lane(left, right, layout.height)
        for row in column.rows:
            if row.place is None:
                self._heading(row, column)
            else:
                self._name_row(row.place, row.top, lane, column.left)
                self._bars(row.place, row.top, lane)
        self._axis(left, right, top + AXIS - 3, end)
        at = self._x(day_number(self.on) + 0.5, left, right)
        if left <= at <= right:
            first = top + AXIS + (HEADING if column.rows[0].place is None else 0)
            self.sheet.area(PAPER, at - 0.9, first, 1.8, end - first)
            self.sheet.area(ACCENT, at - 0.45, first - 3, 0.9, end - first + 3)
        for row in column.rows:
            for bar, x, wide, y, high in self._laid(row.place, row.top, lane) if row.place is not None else ():
                self._letter(bar.fill, x, y, wide, high)  # above the line of the day

    def _heading(self, row: Row, column: Column) -> None:
        said = self.core["strips"][row.strip] + (", continued" if row.goes_on else "")
        self.sheet.write_at(column.left, row.top + HEADING - 4, said.upper(), Type(SMALL, QUIET, "B"))

    def _axis(self, left: float, right: float, y: float, end: float) -> None:
        for year, day in years_between(*self.span, 1):
            x = self._x(day, left, right)
            if year % 5 == 0:
                half = self.sheet.width_of(str(year), SMALL) / 2
                if x - half > left - 4 and x + half < right + 4:
                    self.sheet.write_at(x - half, y, str(year), Type(SMALL, QUIET))
            with self.sheet.local_context(fill_opacity=0.12 if year % 5 == 0 else 0.05):
                self.sheet.area(INK, x - 0.15, y + 3, 0.3, end - y - 3)

    def _name_row(self, place: int, top: float, lane: Lane, start: float) -> None:
        """The name with the kilometre, its end at the bars."""
        places = self.core["places"]
        base, km = top + lane.height / 2 + SMALL * 0.33, places["km"][place]
        end = lane.left - EDGE
        if km is not None:
            said = f"{km:.0f}"
            self.sheet.write_at(end - self.sheet.width_of(said, SMALL * 0.85), base, said, Type(SMALL * 0.85, QUIET))
            end -= KM_ROOM
        name = self._name(place)
        weight = "B" if places["rank"][place] == 1 else ""
        text, size = self.sheet.fitted(name, Type(SMALL, INK, weight), end - start, SMALL * 0.7)
        self.sheet.write_at(end - self.sheet.width_of(text, size, weight), base, text, Type(size, INK, weight))

    def _bars(self, place: int, top: float, lane: Lane) -> None:
        self.sheet.area(ROW, lane.left, top + lane.air, lane.right - lane.left, lane.height - 2 * lane.air)
        for bar, x, wide, y, high in self._laid(place, top, lane):
            self._bar(bar.fill, x, y, wide, high)
            self._grown(bar, x, self._x(bar.start + bar.uncertain, lane.left, lane.right), y, high)

    def _laid(self, place: int, top: float, lane: Lane) -> Iterator[tuple[Bar, float, float, float, float]]:
        """Each bar of a place with its left end, width, upper end and height."""
        for bar in bars_of(self.core, self.fills, place, self.span):
            x, stop = self._x(bar.start, lane.left, lane.right), self._x(bar.stop, lane.left, lane.right)
            high = (lane.height - 2 * lane.air) * bar.fill.share
            yield bar, x, stop - x, top + (lane.height - high) / 2, high

    def _name(self, place: int) -> str:
        """The name; the id where the typeface has not all letters of it."""
        name, key = clean(self.core["places"]["name"][place]), clean(self.core["places"]["id"][place])
        return name if self.sheet.can_write(name) or not self.sheet.can_write(key) else key

    def _x(self, day: float, left: float, right: float) -> float:
        first, last = self.span
        return left + (day - first) / (last - first) * (right - left)

    def _bar(self, fill: Fill, x: float, y: float, wide: float, high: float) -> None:
        self.sheet.area(fill.first, x, y, wide, high)
        if fill.pattern in (Pattern.JOINT, Pattern.DIVIDED):
            share = 0.5 if fill.pattern is Pattern.DIVIDED else FIRST_SHARE
            self.sheet.area(fill.second, x, y + high * share, wide, high * (1 - share))
        elif fill.pattern is Pattern.SHIFT:
            colours = slices(fill.first, fill.second, 12)
            for at, colour in enumerate(colours):
                self.sheet.area(colour, x + wide * at / len(colours), y, wide / len(colours), high)
        elif fill.pattern is Pattern.HATCH:
            self._stripes(fill.second, x, y, wide, high)
        elif fill.pattern is Pattern.SIEGE:
            self._dots(fill.ink, x, y + high / 2, wide)

    def _stripes(self, colour: str, x: float, y: float, wide: float, high: float) -> None:
        """Stripes at 45 degrees, half and half."""
        self.sheet.set_draw_color(colour)
        self.sheet.set_line_width(1.1)
        with self.sheet.rect_clip(x, y, wide, high):
            for step in count():
                start = x - high + step * 3.1
                if start > x + wide:
                    break
                self.sheet.line(start, y + high, start + high, y)

    def _dots(self, colour: str, x: float, y: float, wide: float) -> None:
        self.sheet.set_draw_color(colour)
        self.sheet.set_line_width(0.7)
        self.sheet.set_dash_pattern(1.2, 1.2)
        self.sheet.line(x, y, x + wide, y)
        self.sheet.set_dash_pattern()

    def _grown(self, bar: Bar, x: float, until: float, y: float, high: float) -> None:
        """A beginning of which only the month or the year is known grows in."""
        if until - x < 1 or bar.fill.pattern is not Pattern.PLAIN:
            return
        colours = slices(PAPER, bar.fill.first, 8)
        for at, colour in enumerate(colours):
            self.sheet.area(colour, x + (until - x) * at / len(colours), y, (until - x) / len(colours), high)

    def _letter(self, fill: Fill, x: float, y: float, wide: float, high: float) -> None:
        """The letter of the holder in the middle of a bar that has room for it."""
        size = min(high * 0.8, 5.6)
        needed = self.sheet.width_of(fill.letter, size, "B") if fill.letter else wide
        if size >= LEAST_LETTER and needed + 3 <= wide:
            self.sheet.write_at(
                x + (wide - needed) / 2, y + high / 2 + size * 0.33, fill.letter, Type(size, fill.ink, "B")
            )


def _nothing(*_: object) -> None:
    """Takes the place of writing where only lengths are asked for."""


def _years(span: tuple[int, int]) -> str:
    return f"{day_of(span[0]).year} to {day_of(span[1] - 1).year}"


def _notes(core: Json) -> Iterator[str]:
    about = core["about"]
    among = f", most of them by {', '.join(about['publishers'])}" if about["publishers"] else ""
    yield f"Derived from {about['reports']:,} reports of {about['sources']:,} sources{among}."
    yield f"Rule “{about['rule']}”: {about['rule_words']}."
    if about["known"]:
        yield f"As known on {about['known']}: only what had been published by that day."
    if core["aside"]:
        yield core["aside"]
    if about["filters"]:
        yield f"Filters: {'; '.join(about['filters'])}."
    yield f"{about['credit']}. {about['version'][:1].upper()}{about['version'][1:]}."
