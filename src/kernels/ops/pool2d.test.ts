import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, expectMatchesTfjs } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder } from "../../graph/graph.ts";
import type { Window } from "../../graph/taps.ts";
import { averagePool2d, globalAveragePool2d, globalMaxPool2d, maxPool2d } from "./pool2d.ts";

const twins = [testTfjs, testWasm];

const window = (kernel: Window["kernel"], strides: Window["strides"], padding: Window["padding"]) => ({
  kernel,
  strides,
  padding,
});
const windows: [name: string, Window][] = [
  ["2x2, no padding", window([2, 2], [2, 2], "valid")],
  ["3x3 by 2, odd and even size", window([3, 3], [2, 2], "same")],
  ["3x2, strides that differ", window([3, 2], [1, 2], "same")],
  [
    "3x3, explicit padding",
    window(
      [3, 3],
      [2, 2],
      [
        [1, 1],
        [0, 2],
      ],
    ),
  ],
];

describe.each([4, 3])("%i channels", (channels) => {
  test.each(windows)("largest and mean match tfjs: %s", async (_, window) => {
    for (const pool of [maxPool2d, averagePool2d])
      await expectMatchesTfjs([[7, 8, channels]], (g, [x]) => pool(g, x, window), { twins });
  });

  test("largest and mean of the whole image match tfjs", async () => {
    for (const pool of [globalMaxPool2d, globalAveragePool2d])
      await expectMatchesTfjs([[9, 8, channels]], (g, [x]) => pool(g, x), { twins });
  });
});

test("what is padded is neither the largest nor part of the mean", async () => {
  const corner = window(
    [3, 3],
    [1, 1],
    [
      [1, 0],
      [1, 0],
    ],
  );
  const g = new GraphBuilder();
  const x = g.input("x", [2, 2, 1]);
  const run = async (pool: typeof maxPool2d) =>
    evaluate(await testBackend(), g, [x], [Float32Array.of(-4, -3, -2, -1)], pool(g, x, corner), 1);

  const [largest, mean] = [await run(maxPool2d), await run(averagePool2d)];

  expect([...largest, ...mean]).toEqual([-1, -2.5]);
});

test.each<[message: string, build: (g: GraphBuilder) => unknown]>([
  ["pool2d: needs an image [h, w, c], but the input is [4]", (g) => globalMaxPool2d(g, g.input("x", [4]))],
  [
    "pool2d: window: needs whole numbers from 1, but got 2, 0",
    (g) => maxPool2d(g, g.input("x", [4, 4, 1]), window([2, 0], [1, 1], "valid")),
  ],
  [
    "pool2d: cannot spread its windows (dilations 2,1)",
    (g) =>
      averagePool2d(g, g.input("x", [4, 4, 1]), { ...window([2, 2], [1, 1], "valid"), dilations: [2, 1] }),
  ],
])("says what does not fit: %s", (message, build) => {
  expect(() => build(new GraphBuilder())).toThrow(expect.objectContaining({ code: "shape", message }));
});
