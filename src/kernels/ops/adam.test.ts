import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, expectClose, random } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, sizeOf } from "../../graph/graph.ts";
import { adamStep, squareAverage } from "./adam.ts";

const SHAPE = [5, 3, 3];
const SIZE = 3 * sizeOf(SHAPE);

describe.each([
  ["WebGPU", testBackend],
  ["TensorFlow.js", testTfjs],
  ["wasm", testWasm],
])("on %s", (_, open) => {
  test.each([0.9, 0.999])("squares are averaged: beta %d", async (beta) => {
    const g = new GraphBuilder();
    const inputs = [g.input("v", SHAPE), g.input("dx", SHAPE)];
    const data = [random(SIZE, 1).map(Math.abs), random(SIZE, 2)];
    const y = squareAverage(g, inputs[0], inputs[1], beta);

    const actual = await evaluate(await open(), g, inputs, data, y);

    const expected = Float64Array.from(data[0], (v, i) => beta * v + (1 - beta) * data[1][i] ** 2);
    expectClose(actual, expected, { rtol: 1e-6, atol: 1e-9 });
  });

  test.each([
    [0, 0.9, 0.999],
    [1, 0.9, 0.999],
    [17, 0.9, 0.999],
    [255, 0.9, 0.999],
    [256, 0.9, 0.99999],
    [3, 0.5, 0.7],
    [100_000, 0.9, 0.999],
  ])("step %i with %d and %d is the paper's", async (step, beta1, beta2) => {
    const options = { rate: 0.05, beta1, beta2, epsilon: 1e-3 };
    const g = new GraphBuilder();
    const inputs = [
      ...["x", "m", "v"].map((name) => g.input(name, SHAPE)),
      g.input("step", [1], { batched: false }),
    ];
    const [x, m] = [random(SIZE, 3), random(SIZE, 4)];
    const v = random(SIZE, 5).map((value, i) => (i % 7 === 0 ? 0 : 1e-3 * value * value));
    const y = adamStep(g, inputs[0], inputs[1], inputs[2], inputs[3], options);

    const actual = await evaluate(await open(), g, inputs, [x, m, v, Float32Array.of(step)], y);

    const t = step + 1;
    const moved = Float64Array.from(x, (_, i) => {
      const [mean, square] = [m[i] / (1 - beta1 ** t), v[i] / (1 - beta2 ** t)];
      return (options.rate * mean) / (Math.sqrt(square) + options.epsilon);
    });
    expectClose(
      actual.map((value, i) => value - x[i]),
      moved,
      { rtol: 2e-6, atol: 3e-6 },
    );
  });
});

test("says what does not fit", () => {
  const g = new GraphBuilder();
  const [x, m] = [g.input("x", [2]), g.input("m", [3])];
  const options = { rate: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

  expect(() => squareAverage(g, x, m, 0.9)).toThrow("squareAverage: needs values of one shape");
  expect(() => adamStep(g, x, x, m, x, options)).toThrow("adamStep: needs values of one shape");
  expect(() => adamStep(g, x, x, x, x, options)).toThrow("needs one number for all samples as its step");
});
