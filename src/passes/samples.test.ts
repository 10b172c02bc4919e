import { describe, expect, test } from "vitest";
import { random } from "../../test/ops.ts";
import { NONE } from "../graph/taps.ts";
import { countRows, everyPlace, Grouping, Rows, SetList, type Sets } from "./samples.ts";
import { ownSegments, throughWindows, together } from "./views.ts";

const PIXELS = 30;

/** Masks of coins, and pixels that see from none to six segments each. */
function drawn(samples: number, segments: number, seed: number) {
  const words = Math.ceil(segments / 32);
  const coins = random(samples * segments, seed);
  const masks: Sets = { words, bits: new Uint32Array(samples * words) };
  coins.forEach((coin, i) => {
    const [n, s] = [Math.floor(i / segments), i % segments];
    if (coin > 0) masks.bits[n * words + (s >> 5)] |= 1 << (s & 31);
  });
  const sees = Array.from({ length: PIXELS }, (_, p) =>
    Array.from({ length: p % 7 }, (_, i) => (i * 11 + p * p) % segments),
  );
  const sets = new SetList(words);
  const view = Uint32Array.from(sees, (members) => {
    const set = new Uint32Array(words);
    for (const s of members) set[s >> 5] |= 1 << (s & 31);
    return sets.add(set);
  });
  const keeps = (n: number, s: number) => coins[n * segments + s] > 0;
  return { masks, sees, sets, view, keeps };
}

describe.each([
  { samples: 50, segments: 5 },
  { samples: 50, segments: 32 },
  { samples: 50, segments: 33 },
  { samples: 40, segments: 100 },
  { samples: 1, segments: 40 },
])("$samples samples of $segments segments", ({ samples, segments }) => {
  const { masks, sees, sets, view, keeps } = drawn(samples, segments, segments);
  const grouping = new Grouping(masks, sets);
  const rows = new Rows(view, grouping);
  const all = everyPlace(PIXELS, 0, samples);
  const each = Uint32Array.from({ length: PIXELS }, (_, p) => p);
  const rowOf = rows.under(each, 1, all); // [samples, pixels]

  test("two samples have one row at a pixel just if they agree about all it sees", () => {
    expect(new Set(rowOf).size).toBe(rows.count);
    expect(countRows(view, grouping)).toBe(rows.count);
    for (let p = 0; p < PIXELS; p++)
      for (let n = 0; n < samples; n++) {
        expect(rows.pixelOf[rowOf[n * PIXELS + p]]).toBe(p);
        for (let m = 0; m < n; m++) {
          const agree = sees[p].every((s) => keeps(n, s) === keeps(m, s));
          if ((rowOf[n * PIXELS + p] === rowOf[m * PIXELS + p]) !== agree)
            expect.fail(`pixel ${p}, samples ${n} and ${m}`);
        }
      }
  });

  test("a row stands for the first of its samples; rows are in the order of these, then of pixels", () => {
    for (let row = 0; row < rows.count; row++)
      expect(rowOf.indexOf(row)).toBe(rows.sampleOf[row] * PIXELS + rows.pixelOf[row]);
    const order = Array.from(rows.sampleOf, (n, row) => n * PIXELS + rows.pixelOf[row]);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  test("windows see what is under their taps, and find its rows", () => {
    const taps = 3;
    const table = Uint32Array.from({ length: 20 * taps }, (_, i) => (i % 5 === 4 ? NONE : (i * 7) % PIXELS));
    const next = throughWindows(sets, view, table, taps);
    next.forEach((set, q) => {
      const seen = [...table.subarray(q * taps, (q + 1) * taps)].flatMap((p) => (p === NONE ? [] : sees[p]));
      expect(members(sets, set)).toEqual([...new Set(seen)].toSorted((a, b) => a - b));
    });

    const nextRows = new Rows(next, grouping);
    const under = nextRows.count === 0 ? new Uint32Array() : rows.under(table, taps, nextRows);

    under.forEach((row, i) => {
      const [r, t] = [Math.floor(i / taps), i % taps];
      const pixel = table[nextRows.pixelOf[r] * taps + t];
      expect(row).toBe(pixel === NONE ? NONE : rowOf[nextRows.sampleOf[r] * PIXELS + pixel]);
    });
  });

  test("some of the samples are grouped as they would be alone", () => {
    const [from, to] = [Math.floor(samples / 3), samples - Math.floor(samples / 4)];
    const { words, bits } = masks;
    const alone = new Grouping({ words, bits: bits.slice(from * words, to * words) }, sets);
    const part = grouping.part(from, to);

    for (const set of view) {
      expect(part.firstOf(set)).toEqual(alone.firstOf(set));
      const groups = ({ of, samples: n }: Grouping) => of.subarray(set * n, (set + 1) * n);
      expect(groups(part)).toEqual(groups(alone));
    }
  });

  test("a value made of two sees what either does", () => {
    const other = view.toReversed();
    together(sets, [view, other]).forEach((set, p) => {
      const both = new Set([...sees[p], ...sees[PIXELS - 1 - p]]);
      expect(members(sets, set)).toEqual([...both].toSorted((a, b) => a - b));
    });
  });
});

test("the picture's pixels see their own segment, or nothing where they have none", () => {
  const sets = new SetList(2);
  const view = ownSegments(sets, Uint32Array.of(0, 35, 3, 36, 99, 3), 36);

  expect(Array.from(view, (set) => members(sets, set))).toEqual([[0], [35], [3], [], [], [3]]);
});

test("where no two samples agree, rows are in the ordinary order", () => {
  const sets = new SetList(1);
  const view = new Uint32Array(3).fill(sets.add(Uint32Array.of(3)));
  const grouping = new Grouping({ words: 1, bits: Uint32Array.of(0, 2, 1, 3) }, sets);

  expect(new Rows(view, grouping)).toMatchObject(everyPlace(3, 0, 4));
});

test("equal sets have one number, however many there are", () => {
  const sets = new SetList(2);
  const numbers = Array.from({ length: 1000 }, (_, i) => sets.add(Uint32Array.of(i, i % 3)));

  expect(numbers).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  expect(sets.add(Uint32Array.of(500, 2))).toBe(500);
  expect([...sets.of(999)]).toEqual([999, 0]);
});

const members = (sets: SetList, set: number): number[] =>
  [...sets.of(set)].flatMap((word, k) =>
    Array.from({ length: 32 }, (_, i) => i).flatMap((i) => ((word >>> i) & 1 ? [32 * k + i] : [])),
  );
