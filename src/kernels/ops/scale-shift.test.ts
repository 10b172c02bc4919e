import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, expectClose, random } from "../../../test/ops.ts";
import { GraphBuilder } from "../../graph/graph.ts";
import { batchNorm, scaleShift } from "./scale-shift.ts";

describe("batchNorm", () => {
  const statistics = {
    gamma: Float32Array.of(2, -1),
    beta: Float32Array.of(1, 0.5),
    mean: Float32Array.of(3, -2),
    variance: Float32Array.of(4, 0),
    epsilon: 1e-3,
  };

  test("is gamma / sqrt(variance + epsilon), and what that leaves of mean and beta", () => {
    const { scale, shift } = batchNorm(statistics);

    const expected = [2 / Math.sqrt(4.001), -1 / Math.sqrt(0.001)];
    expectClose(scale, expected, { rtol: 1e-7, atol: 0 });
    expectClose(shift, [1 - 3 * expected[0], 0.5 + 2 * expected[1]], { rtol: 1e-7, atol: 0 });
  });

  test("has ones for gamma and zeros for beta where there are none", () => {
    const { mean, epsilon } = statistics;
    const { scale, shift } = batchNorm({ mean, variance: Float32Array.of(0.999, 3.999), epsilon });

    expectClose(scale, [1, 0.5], { rtol: 1e-6 });
    expectClose(shift, [-3, 1], { rtol: 1e-6 });
  });

  test("gives the same arrays for the same layer, and others for a layer that shares only its variance", () => {
    const again = batchNorm({ ...statistics });
    const other = batchNorm({ ...statistics, gamma: Float32Array.of(5, 5) });

    expect(again.scale).toBe(batchNorm(statistics).scale);
    expectClose(other.scale, [5 / Math.sqrt(4.001), 5 / Math.sqrt(0.001)], { rtol: 1e-6 });
  });
});

test.each([4, 5])("on both backends, y = x * scale + shift for each of %d channels", async (channels) => {
  const g = new GraphBuilder();
  const x = g.input("x", [2, 3, channels]);
  const [scale, shift] = [random(channels, 1), random(channels, 2)];
  const data = random(3 * 2 * 3 * channels, 3);
  const y = scaleShift(g, x, scale, shift);

  const expected = data.map((value, i) => value * scale[i % channels] + shift[i % channels]);
  for (const open of [testBackend, testTfjs])
    expectClose(await evaluate(await open(), g, [x], [data], y), expected, { rtol: 1e-6, atol: 1e-6 });
});

test("says which channels do not fit", () => {
  const g = new GraphBuilder();
  const x = g.input("x", [2, 3, 5]);

  expect(() => scaleShift(g, x, random(4, 1), random(4, 2))).toThrow(
    "scaleShift: input has 5 channels, scale and shift have 4",
  );
});
