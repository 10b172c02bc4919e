import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, expectClose, expectGradient, random } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, type Shape, sizeOf } from "../../graph/graph.ts";
import { blur } from "./blur.ts";

const shapes: Shape[] = [
  [7, 5, 3],
  [8, 9, 4],
  [2, 1, 1],
];

describe.each([
  ["WebGPU", testBackend],
  ["TensorFlow.js", testTfjs],
  ["wasm", testWasm],
])("on %s", (_, open) => {
  test.each(shapes)("%i x %i x %i is a weighted mean of the pixels nearby", async (h, w, c) => {
    const g = new GraphBuilder();
    const x = g.input("x", [h, w, c]);
    const data = random(3 * h * w * c, 1);

    const actual = await evaluate(await open(), g, [x], [data], blur(g, x));

    const expected = Float64Array.from(data, (_, i) => {
      const [channel, column] = [i % c, Math.floor(i / c) % w];
      const [row, n] = [Math.floor(i / c / w) % h, Math.floor(i / c / w / h)];
      let [sum, weights] = [0, 0];
      for (let dy = -2; dy <= 2; dy++)
        for (let dx = -2; dx <= 2; dx++) {
          if (row + dy < 0 || row + dy >= h || column + dx < 0 || column + dx >= w) continue;
          const weight = Math.exp(-(dx * dx + dy * dy) / 2);
          sum += weight * data[((n * h + row + dy) * w + column + dx) * c + channel];
          weights += weight;
        }
      return sum / weights;
    });
    expectClose(actual, expected, { rtol: 1e-5, atol: 1e-6 });
  });

  test("a constant stays as it is", async () => {
    const g = new GraphBuilder();
    const x = g.input("x", [6, 3, 2]);
    const data = new Float32Array(3 * sizeOf(x.shape)).fill(0.7);

    expectClose(await evaluate(await open(), g, [x], [data], blur(g, x)), data, { rtol: 1e-6, atol: 0 });
  });
});

test.each(shapes)("%i x %i x %i: the gradient is the adjoint", async (...shape) => {
  await expectGradient([shape], (g, [x]) => blur(g, x), { twins: [testTfjs, testWasm] });
});

test("says that x is no image", () => {
  const g = new GraphBuilder();

  expect(() => blur(g, g.input("x", [4, 4]))).toThrow("blur: needs an image [h, w, c]");
});
