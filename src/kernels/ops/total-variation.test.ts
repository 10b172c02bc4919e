import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, expectClose, random } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, type Shape, sizeOf } from "../../graph/graph.ts";
import { totalVariationGradient } from "./total-variation.ts";

const shapes: Shape[] = [
  [5, 7, 3],
  [8, 8, 4],
  [1, 6, 1],
  [6, 1, 2],
  [1, 1, 3],
];

describe.each([
  ["WebGPU", testBackend],
  ["TensorFlow.js", testTfjs],
  ["wasm", testWasm],
])("on %s", (_, open) => {
  test.each(shapes)("%i x %i x %i: the gradient is the definition's", async (h, w, c) => {
    const shape = [h, w, c];
    const g = new GraphBuilder();
    const x = g.input("x", shape);
    const dx = totalVariationGradient(g, x);
    // tenths, so that some neighbours are equal
    const data = random(3 * sizeOf(shape), 1).map((v) => Math.round(5 * v) / 10);

    const slopes = await evaluate(await open(), g, [x], [data], dx);

    const samples = [0, 1, 2].map((n) => data.subarray(n * sizeOf(shape), (n + 1) * sizeOf(shape)));
    expectClose(
      slopes,
      samples.flatMap((sample) => reference(sample, shape)),
    );
  });
});

test("says that x is no image", () => {
  const g = new GraphBuilder();

  expect(() => totalVariationGradient(g, g.input("x", [4, 4]))).toThrow("needs an image [h, w, c]");
});

/** The definition, in plain loops. */
function reference(x: Float32Array, [h, w, c]: Shape): number[] {
  const slope: number[] = Array(x.length).fill(0);
  const pair = (a: number, b: number) => {
    const rise = x[b] - x[a];
    slope[b] += Math.sign(rise);
    slope[a] -= Math.sign(rise);
  };
  for (let row = 0; row < h; row++)
    for (let column = 0; column < w; column++)
      for (let channel = 0; channel < c; channel++) {
        const at = (row * w + column) * c + channel;
        if (row + 1 < h) pair(at, at + w * c);
        if (column + 1 < w) pair(at, at + c);
      }
  return slope;
}
