import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { expectClose, random } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, sizeOf } from "../../graph/graph.ts";
import type { Backend } from "../backend.ts";
import { maskCells } from "./mask-cells.ts";

const SAMPLES = 3;
type Case = [size: number[], cells: number[], over: [number, number], shifts: number[]];
const cases: Case[] = [
  [
    [5, 8, 3],
    [2, 3],
    [5, 8],
    [0, 0, 0, 0, 0, 0],
  ],
  [
    [6, 7, 1],
    [3, 3],
    [8, 10],
    [0, 0, 2, 1, 1, 3],
  ],
  [
    [4, 4, 2],
    [1, 1],
    [6, 6],
    [0, 0, 1, 2, 2, 1],
  ],
  [
    [3, 9, 1],
    [7, 2],
    [3, 12],
    [0, 3, 0, 1, 0, 0],
  ],
];

describe.each([
  ["WebGPU", testBackend],
  ["TensorFlow.js", testTfjs],
  ["wasm", testWasm],
])("on %s", (_, open) => {
  test.each(cases)("%j with %j cells over %j pixels shifted by %j", async (size, grid, over, shifts) => {
    const [image, hidden] = [random(sizeOf(size), 1), random(sizeOf(size), 2)];
    const cells = random(SAMPLES * sizeOf(grid), 3).map((v) => (v + 1) / 2);

    const masked = await run(await open(), size, grid, over, [
      image,
      hidden,
      cells,
      Float32Array.from(shifts),
    ]);

    const [h, w, c] = size;
    const expected = Float32Array.from({ length: SAMPLES * sizeOf(size) }, (_, i) => {
      const [n, y, x] = [Math.floor(i / (h * w * c)), Math.floor(i / c / w) % h, Math.floor(i / c) % w];
      const at = i % (h * w * c);
      const cell = (row: number, column: number) => cells[(n * grid[0] + row) * grid[1] + column];
      const rows = between(((y + shifts[2 * n] + 0.5) * grid[0]) / over[0] - 0.5, grid[0]);
      const columns = between(((x + shifts[2 * n + 1] + 0.5) * grid[1]) / over[1] - 0.5, grid[1]);
      let mask = 0;
      for (const [row, down] of rows)
        for (const [column, across] of columns) mask += down * across * cell(row, column);
      return hidden[at] + mask * (image[at] - hidden[at]);
    });
    expectClose(masked, expected);
  });

  test("cells of one leave the image as it is, cells of zero what hides it", async () => {
    const size = [5, 7, 3];
    const [image, hidden] = [random(105, 1), random(105, 2).map((v) => 1000 * v)];
    const cells = Float32Array.from({ length: 12 }, (_, i) => Number(i < 6));
    const data = [image, hidden, cells, new Float32Array(4)];

    const masked = await run(await open(), size, [2, 3], [5, 7], data, 2);

    expect([...masked]).toEqual([...image, ...hidden]);
  });
});

test.each([
  [[4, 4, 1], [4, 4, 3], [4, 4], "image [4,4,1] and hidden [4,4,3] differ"],
  [[4, 4, 1], [4, 4, 1], [4, 3], "cells [2,2] over [4,3] pixels, shifted by [2], do not cover [4,4,1]"],
] as const)("says what does not fit: %j", (image, hidden, over, message) => {
  const g = new GraphBuilder();
  const [a, b, cells, shift] = [image, hidden, [2, 2], [2]].map((shape, i) => g.input(`x${i}`, shape));

  expect(() => maskCells(g, a, b, cells, shift, over)).toThrow(`maskCells: ${message}`);
});

/** The neighbours of a place along an axis, each with its weight. */
function between(place: number, cells: number): [cell: number, weight: number][] {
  const inside = Math.min(cells - 1, Math.max(0, place));
  return Array.from({ length: cells }, (_, cell) => [cell, Math.max(0, 1 - Math.abs(inside - cell))]);
}

async function run(
  backend: Backend,
  size: readonly number[],
  grid: readonly number[],
  over: readonly [number, number],
  data: readonly Float32Array<ArrayBuffer>[],
  samples = SAMPLES,
) {
  const g = new GraphBuilder();
  const shared = { batched: false };
  const inputs = [
    g.input("image", size, shared),
    g.input("hidden", size, shared),
    g.input("cells", grid),
    g.input("shift", [2]),
  ];
  const [image, hidden, cells, shift] = inputs;
  const y = maskCells(g, image, hidden, cells, shift, over);
  const plan = await backend.compile(g.build([y]), { maxBatch: samples });
  data.forEach((numbers, i) => {
    plan.write(inputs[i], numbers);
  });
  const masked = await plan.ask(y, samples);
  plan.dispose();
  return masked;
}
