import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, expectClose, expectGradient, random } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, type Shape, sizeOf } from "../../graph/graph.ts";
import { gram } from "./gram.ts";
import { sumSamples } from "./sum-samples.ts";

const shapes: Shape[] = [
  [5, 3, 7],
  [4, 4, 4],
  [1, 1, 3],
  [6, 7, 1],
];

describe.each([
  ["WebGPU", testBackend],
  ["TensorFlow.js", testTfjs],
  ["wasm", testWasm],
])("on %s", (_, open) => {
  test.each(shapes)("%i x %i x %i: each product of two channels, on average", async (h, w, c) => {
    const g = new GraphBuilder();
    const a = g.input("a", [h, w, c]);
    const data = random(3 * h * w * c, 1);

    const actual = await evaluate(await open(), g, [a], [data], gram(g, a));

    const expected = Array.from({ length: 3 * c * c }, (_, at) => {
      const [j, i, n] = [at % c, Math.floor(at / c) % c, Math.floor(at / c / c)];
      let sum = 0;
      for (let p = n * h * w; p < (n + 1) * h * w; p++) sum += data[p * c + i] * data[p * c + j];
      return sum / (h * w);
    });
    expectClose(actual, expected, { rtol: 1e-5, atol: 1e-6 });
  });

  test.each([1, 2, 4])("the first %i of four samples are summed", async (samples) => {
    const shape = [5, 13, 3];
    const size = sizeOf(shape);
    const g = new GraphBuilder();
    const x = g.input("x", shape);
    const data = random(4 * size, 2);
    const y = sumSamples(g, x, samples);

    const actual = await evaluate(await open(), g, [x], [data], y, 4);

    const expected = Array.from({ length: size }, (_, i) => {
      let sum = 0;
      for (let n = 0; n < samples; n++) sum += data[n * size + i];
      return sum;
    });
    expect(y.batched).toBe(false);
    expectClose(actual, expected, { rtol: 1e-6, atol: 1e-6 });
  });
});

test.each(shapes)("%i x %i x %i: the gradient has the slope", async (...shape) => {
  await expectGradient([shape], (g, [a]) => gram(g, a), { twins: [testTfjs, testWasm] });
});

test("says what does not fit", () => {
  const g = new GraphBuilder();
  const x = g.input("x", [4, 4]);
  const shared = g.input("shared", [4], { batched: false });

  expect(() => gram(g, x)).toThrow("gram: needs an image [h, w, c]");
  expect(() => sumSamples(g, x, 0)).toThrow("needs a value of each sample, and how many; got 0");
  expect(() => sumSamples(g, shared, 2)).toThrow("got one for all");
});
