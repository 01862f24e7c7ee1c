import assert from "node:assert/strict";
import { test } from "node:test";

import {
  arrange, bendOf, contentOf, flatHeight, layRows, LENS_ROWS, LENS_TALL, lensAbout, lensOver, makeRoom, positionUnder, rowHeight, rowUnder,
  scrollTo, scrollWithin, TALLEST, zoomAbout,
} from "../../dashboard/browser/workbench/river/layout.js";
import { axisTicks } from "../../dashboard/browser/workbench/river/ticks.js";
import { dayOf } from "../../dashboard/browser/workbench/words.js";

const TOP = 22, TALL = 522;
const strips = (...counts) => counts.flatMap((count, strip) => Array(count).fill(strip));
const VALLEYS = {
  "all banks": strips(120, 15, 119, 45, 8, 74), "one strip": strips(400), many: strips(400, 1, 500, 1, 98), few: strips(3, 0, 4), one: [2],
};

function laid(rows, stand) {
  const tops = new Float32Array(rows.n), ends = new Float32Array(rows.n);
  layRows(rows, stand, TOP, tops, ends);
  return { tops, ends };
}

/** Stands of every kind: near and far, shut, opening and open, at the ends and between. */
function* stands(rows) {
  for (const zoom of [1, 1.7, 4, 30]) {
    for (const lens of [0, 0.4, 1]) {
      for (const part of [0, 0.3, 1]) {
        const stand = { tall: TALL, zoom, scroll: 0, lens, centre: rows.n * part };
        yield { ...stand, scroll: scrollWithin(rows, stand, part * 1e6) };
      }
    }
  }
}

for (const [name, strip] of Object.entries(VALLEYS)) {
  const rows = arrange(strip);

  test(`${name}: rows follow each other, never overlap and keep their whole height, with and without the lens`, () => {
    for (const stand of stands(rows)) {
      const { tops, ends } = laid(rows, stand);
      for (let row = 0; row < rows.n; row += 1) {
        assert.ok(ends[row] > tops[row], `row ${row} has a height`);
        if (row) assert.ok(tops[row] >= ends[row - 1] - 1e-3, `row ${row} begins where the one before has ended`);
      }
      const whole = contentOf(rows, rowHeight(rows, stand));
      assert.ok(Math.abs(ends[rows.n - 1] - tops[0] - whole) < 0.05, "the lens takes from some what it gives to others");
    }
  });

  test(`${name}: the row under a height is the one whose edges hold it`, () => {
    for (const stand of stands(rows)) {
      const { tops, ends } = laid(rows, stand);
      for (let row = 0; row < rows.n; row += 1) {
        for (const part of [0.1, 0.5, 0.9]) {
          const y = tops[row] + (ends[row] - tops[row]) * part;
          assert.equal(rowUnder(tops, ends, y), row);
          assert.ok(Math.abs(positionUnder(tops, ends, y) - row - part) < 0.02);
        }
      }
      assert.equal(rowUnder(tops, ends, -1e5), 0);
      assert.equal(rowUnder(tops, ends, 1e5), rows.n - 1);
    }
  });

  test(`${name}: not zoomed, all rows are in the plot, and none is higher than the highest`, () => {
    for (const lens of [0, 1]) {
      const stand = { tall: TALL, zoom: 1, scroll: 0, lens, centre: rows.n / 2 }, { tops, ends } = laid(rows, stand);
      assert.equal(tops[0], TOP);
      assert.ok(ends[rows.n - 1] <= TOP + TALL + 0.01);
      assert.ok(rowHeight(rows, stand) <= TALLEST);
    }
  });

  test(`${name}: scrolling ends at the ends, and any row can be brought into the plot`, () => {
    for (const stand of stands(rows)) {
      assert.equal(scrollWithin(rows, stand, -50), 0);
      const most = scrollWithin(rows, stand, 1e9), { ends } = laid(rows, { ...stand, lens: 0, scroll: most });
      assert.ok(ends[rows.n - 1] <= TOP + TALL + 0.01 && (most === 0 || ends[rows.n - 1] > TOP + TALL - 0.01));
      for (const row of [0, rows.n >> 1, rows.n - 1]) {
        const scroll = scrollTo(rows, stand, row), there = laid(rows, { ...stand, lens: 0, scroll });
        assert.ok(there.tops[row] >= TOP - 0.01 && there.ends[row] <= TOP + TALL + 0.01, `row ${row}`);
        assert.equal(scrollTo(rows, { ...stand, scroll }, row), scroll);
      }
    }
  });

  test(`${name}: zooming keeps the row under the pointer as far as there are rows, and ends`, () => {
    let stand = { tall: TALL, zoom: 1, scroll: 0, lens: 0, centre: 0 };
    const y = TALL * 0.4, at = positionUnder(...Object.values(laid(rows, stand)), TOP + y);
    for (const factor of [1.2, 1.5, 3, 40, 0.8]) {
      stand = { ...stand, ...zoomAbout(rows, stand, factor, at, y) };
      const isFree = stand.scroll > 0 && stand.scroll < scrollWithin(rows, stand, 1e9);
      if (isFree) assert.ok(Math.abs(flatHeight(rows, stand, at) - stand.scroll - y) < 0.01, `factor ${factor}`);
      assert.ok(rowHeight(rows, stand) <= TALLEST && stand.zoom >= 1);
    }
    assert.deepEqual(zoomAbout(rows, stand, 1e-6, at, y), { zoom: 1, scroll: 0 });
  });
}

const valley = arrange(VALLEYS["all banks"]);
const open = { tall: TALL, zoom: 1, scroll: 0, lens: 1, centre: 0 };

test("the lens opens about the pointer: the row under it stays under it, from the first to the last", () => {
  const shut = { ...open, lens: 0 }, flat = laid(valley, shut);
  for (let row = 0; row < valley.n; row += 1) {
    for (const part of [0.1, 0.5, 0.9]) {
      const y = flat.tops[row] + (flat.ends[row] - flat.tops[row]) * part;
      for (const lens of [0.2, 0.6, 1]) {
        const stand = { ...open, lens }, centre = lensAbout(valley, stand, row + part, y - TOP), { tops, ends } = laid(valley, { ...stand, centre });
        assert.equal(rowUnder(tops, ends, y), row, `row ${row} at ${part}, lens ${lens}`);
      }
    }
  }
});

test("rows under the lens have the height for their names", () => {
  const { tops, ends } = laid(valley, { ...open, centre: 200.5 });
  for (let row = 196; row <= 204; row += 1) assert.ok(Math.abs(ends[row] - tops[row] - LENS_TALL) < 0.01);
  assert.ok(ends[190] - tops[190] < 2);
});

test("the open lens stands still while the pointer is in it, so that thin rows can be reached one by one", () => {
  const stand = { ...open, centre: 200.5 };
  for (let row = 196; row <= 204; row += 1) assert.equal(lensOver(valley, stand, row), 200.5);
});

test("a pointer that leaves the lens, by a step or a leap, finds the row that was there, now as tall as any", () => {
  for (const rows of [valley, arrange(VALLEYS.many)]) {
    let stand = { ...open, centre: 60 };
    for (let step = 0; step < 500; step += 1) {
      const y = TOP + (step < 250 ? step * 2 : (step * 7919) % TALL), before = laid(rows, stand), row = rowUnder(before.tops, before.ends, y);
      stand = { ...stand, centre: lensOver(rows, stand, row) };
      const { tops, ends } = laid(rows, stand);
      const isInGap = y < before.tops[row] || y >= before.ends[row];
      if (!isInGap) assert.equal(rowUnder(tops, ends, y), row, `step ${step}`);
      assert.ok(Math.abs(ends[row] - tops[row] - LENS_TALL) < 0.01, `row ${row} is under the lens`);
    }
  }
});

test("a pointer that sweeps the plot in small steps meets the rows in their turn, to the last", () => {
  for (const rows of [valley, arrange(VALLEYS.many)]) {
    for (const way of [1, -1]) {
      let stand = { ...open, centre: way > 0 ? 0 : rows.n }, before = way > 0 ? 0 : rows.n - 1;
      for (let step = 0; step <= TALL * 4; step += 1) {
        const y = TOP + (way > 0 ? step / 4 : TALL - step / 4), old = laid(rows, stand), row = rowUnder(old.tops, old.ends, y);
        assert.ok((row - before) * way >= 0 && Math.abs(row - before) <= 2, `from row ${before} to ${row}`);
        stand = { ...stand, centre: lensOver(rows, stand, row) };
        before = row;
      }
      assert.equal(before, way > 0 ? rows.n - 1 : 0);
    }
  }
});

test("where rows are tall, or fewer than the lens takes, there is no lens", () => {
  assert.equal(bendOf(valley, { ...open, zoom: 30 }).count, 0);
  assert.equal(bendOf(arrange(strips(LENS_ROWS)), { ...open, tall: 90 }).count <= LENS_ROWS, true);
  assert.equal(bendOf(arrange(VALLEYS.few), open).count, 0);
});

test("without rows there is nothing, and nothing fails", () => {
  const none = arrange([]);
  assert.equal(rowUnder(new Float32Array(), new Float32Array(), 100), -1);
  assert.equal(bendOf(none, open).count, 0);
  assert.deepEqual(zoomAbout(none, open, 2, 0, 10), { zoom: 1, scroll: 0 });
  layRows(none, open, TOP, new Float32Array(), new Float32Array());
});

test("a box is free where it touches no other and lies inside", () => {
  const room = makeRoom(0, 100), box = (left, top) => ({ left, right: left + 10, top, bottom: top + 10 });
  assert.ok(room.isFree(box(0, 0)));
  room.taken.push(box(0, 0));
  assert.ok(!room.isFree(box(5, 5)));
  assert.ok(room.isFree(box(10, 0)));
  assert.ok(room.isFree(box(0, 10)));
  assert.ok(!room.isFree(box(50, 95)) && !room.isFree(box(50, -1)));
});

test("years are written where they have room, months once few years are shown", () => {
  const texts = (...span) => axisTicks(span, 317).map(({ text }) => text);
  assert.deepEqual(texts(dayOf(2003), dayOf(2027)), ["2005", "2010", "2015", "2020", "2025"]);
  assert.deepEqual(texts(dayOf(2014, 1), dayOf(2018)), ["2015", "2016", "2017"]);
  assert.deepEqual(texts(dayOf(2014, 5), dayOf(2015, 3)), ["Jul", "Sep", "Nov", "2015", "Mar"]);
  for (let years = 0.1; years < 60; years *= 1.3) assert.ok(texts(dayOf(1991), dayOf(1991) + years * 365).length < 12);
});
