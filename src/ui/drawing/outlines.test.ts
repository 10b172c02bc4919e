import { expect, test } from "vitest";
import type { Segments } from "../../explainers/segmentation/segmentation.ts";
import { outlinesOf, traceLoops } from "./outlines.ts";

test("one superpixel is the whole rectangle, corners kept", () => {
  const [loop, ...others] = traceLoops(labels(["000", "000"]));

  expect(others).toEqual([]);
  expect(areaOf(loop.points)).toBe(6);
});

test.each<[what: string, rows: string[], areas: Record<number, number>]>([
  ["a straight border takes nothing from either side", ["0011", "0011"], { 0: 4, 1: 4 }],
  ["a cut corner goes to the neighbour", ["00", "01"], { 0: 3 + 1 / 8, 1: 1 - 1 / 8 }],
  ["a lone pixel becomes a diamond in a hole", ["000", "010", "000"], { 0: 8.5, 1: 0.5 }],
  ["where four borders meet, the corner stays", ["01", "10"], { 0: 2, 1: 2 }],
])("%s", (_, rows, areas) => {
  const found: Record<number, number> = {};

  for (const { label, points } of traceLoops(labels(rows)))
    found[label] = (found[label] ?? 0) + areaOf(points);

  expect(found).toEqual(areas);
});

test("outlines of a ragged map cover the picture exactly once", () => {
  const map = ragged(40, 30, 7);

  const total = traceLoops(map).reduce((sum, { points }) => sum + areaOf(points), 0);

  expect(total).toBeCloseTo(40 * 30, 9);
});

test("a superpixel's centre lies in it, also in a ring", () => {
  const map = labels(["0000", "0110", "0110", "0000"]);

  const { centre, area, box } = outlinesOf(map).of.get(0)!;

  expect(map.labels[Math.floor(centre[1]) * 4 + Math.floor(centre[0])]).toBe(0);
  expect(area).toBe(12);
  expect(box).toEqual({ left: 0, top: 0, right: 4, bottom: 4 });
});

test("the same label map is traced once", () => {
  const map = labels(["01"]);

  expect(outlinesOf(map)).toBe(outlinesOf(map));
});

test("500 × 500 labels are traced within a frame or two", () => {
  const map = ragged(500, 500, 100);
  const start = performance.now();

  outlinesOf(map);

  expect(performance.now() - start).toBeLessThan(250); // about 20 ms on a quiet machine
});

function labels(rows: string[]): Segments {
  const values = Uint32Array.from(rows.join(""), Number);
  return { height: rows.length, width: rows[0].length, count: new Set(values).size, labels: values };
}

/** Labels by the nearest of some points, with a noisy border. */
function ragged(width: number, height: number, count: number): Segments {
  const points = Array.from({ length: count }, (_, i) => [(i * 0.618) % 1, (i * 0.4142) % 1]);
  const labels = Uint32Array.from({ length: width * height }, (_, i) => {
    const x = (i % width) / width + Math.sin(i * 12.9898) / width;
    const y = Math.floor(i / width) / height;
    const distances = points.map(([px, py]) => (px - x) ** 2 + (py - y) ** 2);
    return distances.indexOf(Math.min(...distances));
  });
  return { height, width, count, labels };
}

/** The area a loop goes round clockwise, as seen with y downwards. */
function areaOf(points: readonly number[]): number {
  let twice = 0;
  for (let i = 0; i < points.length; i += 2) {
    const next = (i + 2) % points.length;
    twice += points[i] * points[next + 1] - points[next] * points[i + 1];
  }
  return twice / 2;
}
