import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, expectGradient, random } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, type Shape, sizeOf, type Value } from "../../graph/graph.ts";
import type { Window } from "../../graph/taps.ts";
import { gradient } from "../../passes/gradient.ts";
import { add, average, divide, greaterEqual, maximum, minimum, multiply, subtract } from "./binary.ts";
import { concatenate } from "./concatenate.ts";
import { type Conv2dOptions, conv2d, conv2dTranspose, dense } from "./conv2d.ts";
import { depthwiseConv2d } from "./depthwise-conv2d.ts";
import { cropping2d, permute, pick, resizeNearest, upsampling2d, zeroPadding2d } from "./gather.ts";
import { averagePool2d, globalAveragePool2d, globalMaxPool2d, maxPool2d } from "./pool2d.ts";
import { prelu } from "./prelu.ts";
import { flatten } from "./reshape.ts";
import { resizeArea, resizeBilinear } from "./resize.ts";
import { scaleShift } from "./scale-shift.ts";
import { slice } from "./slice.ts";
import { softmax } from "./softmax.ts";
import { dot, sumRows } from "./sum-rows.ts";

const twins = [testTfjs, testWasm];

type Build = (g: GraphBuilder, inputs: Value[]) => Value;

const weight = (g: GraphBuilder, shape: Shape) => g.weight("w", shape, random(sizeOf(shape), 7));
const conv =
  (filter: Shape, options: Partial<Conv2dOptions> = {}): Build =>
  (g, [x]) =>
    conv2d(g, x, weight(g, filter), { strides: [1, 1], padding: "same", ...options });
const deep =
  (filter: Shape, options: Partial<Conv2dOptions> = {}): Build =>
  (g, [x]) =>
    depthwiseConv2d(g, x, weight(g, filter), { strides: [1, 1], padding: "same", ...options });

const cases: [name: string, shapes: Shape[], build: Build][] = [
  ["conv2d, few channels", [[6, 5, 1]], conv([3, 3, 1, 8])],
  ["conv2d, three channels, stride 2", [[7, 6, 3]], conv([3, 3, 3, 4], { strides: [2, 2] })],
  [
    "conv2d, fours, no padding, rows left over",
    [[8, 7, 4]],
    conv([3, 2, 4, 8], { strides: [2, 3], padding: "valid" }),
  ],
  ["conv2d, odd channels and filters", [[5, 5, 3]], conv([2, 2, 3, 5])],
  ["conv2d, dilated", [[9, 8, 4]], conv([3, 3, 4, 4], { dilations: [2, 3] })],
  ["conv2d, groups", [[6, 6, 6]], conv([3, 3, 3, 4], { groups: 2 })],
  ["conv2d, 1x1", [[4, 5, 8]], conv([1, 1, 8, 12])],
  ["conv2d, bias", [[4, 4, 2]], conv([3, 3, 2, 4], { bias: random(4, 3) })],
  [
    "conv2d, explicit padding",
    [[6, 6, 4]],
    conv([3, 3, 4, 4], {
      strides: [2, 2],
      padding: [
        [1, 0],
        [0, 2],
      ],
    }),
  ],
  ["dense", [[3, 2, 4]], (g, [x]) => dense(g, x, weight(g, [24, 5]))],
  ["dense over a vector", [[12]], (g, [x]) => dense(g, x, weight(g, [12, 8]))],
  [
    "conv2dTranspose",
    [[3, 4, 4]],
    (g, [x]) => conv2dTranspose(g, x, weight(g, [3, 3, 8, 4]), { strides: [2, 2], padding: "same" }),
  ],
  [
    "conv2dTranspose, odd",
    [[3, 3, 3]],
    (g, [x]) => conv2dTranspose(g, x, weight(g, [2, 3, 5, 3]), { strides: [2, 1], padding: "valid" }),
  ],
  ["depthwise", [[6, 7, 4]], deep([3, 3, 4, 1])],
  ["depthwise, stride 2, three channels", [[7, 8, 3]], deep([3, 3, 3, 1], { strides: [2, 2] })],
  ["depthwise, multiplier", [[6, 6, 3]], deep([3, 2, 3, 2], { strides: [2, 2], padding: "valid" })],
  ["depthwise, dilated", [[9, 9, 2]], deep([3, 3, 2, 1], { dilations: [2, 2] })],
  ["scaleShift", [[3, 3, 4]], (g, [x]) => scaleShift(g, x, random(4, 1), random(4, 2))],
  ["softmax", [[7]], (g, [x]) => softmax(g, x)],
  ["softmax over the last of several axes", [[3, 2, 5]], (g, [x]) => softmax(g, x)],
  ["prelu", [[3, 3, 4]], (g, [x]) => prelu(g, x, weight(g, [1, 1, 4]))],
  ["flatten", [[3, 2, 2]], (g, [x]) => flatten(g, x)],
  [
    "concatenate channels",
    [
      [3, 3, 4],
      [3, 3, 8],
    ],
    (g, x) => concatenate(g, x, -1),
  ],
  [
    "concatenate rows, three values",
    [
      [1, 3, 2],
      [2, 3, 2],
      [3, 3, 2],
    ],
    (g, x) => concatenate(g, x, 0),
  ],
  ["slice of channels", [[3, 2, 5]], (g, [x]) => slice(g, x, { axis: 2, from: 1, size: 2 })],
  ["slice of rows, to the end", [[4, 3, 4]], (g, [x]) => slice(g, x, { axis: 0, from: 2, size: 2 })],
  [
    "zeroPadding2d",
    [[3, 4, 4]],
    (g, [x]) =>
      zeroPadding2d(g, x, [
        [1, 2],
        [0, 3],
      ]),
  ],
  [
    "cropping2d",
    [[6, 5, 3]],
    (g, [x]) =>
      cropping2d(g, x, [
        [1, 2],
        [0, 1],
      ]),
  ],
  ["upsampling2d", [[3, 2, 4]], (g, [x]) => upsampling2d(g, x, [2, 3])],
  ["resizeNearest, smaller", [[7, 6, 2]], (g, [x]) => resizeNearest(g, x, [3, 4])],
  [
    "resizeBilinear, larger",
    [[3, 4, 2]],
    (g, [x]) => resizeBilinear(g, x, [7, 6], { halfPixelCenters: true }),
  ],
  [
    "resizeBilinear, smaller, corners",
    [[9, 8, 1]],
    (g, [x]) => resizeBilinear(g, x, [4, 3], { alignCorners: true }),
  ],
  ["resizeArea", [[10, 9, 3]], (g, [x]) => resizeArea(g, x, [4, 6])],
  ["permute", [[3, 4, 2]], (g, [x]) => permute(g, x, [2, 0, 1])],
  ["pick", [[6]], (g, [x]) => pick(g, x, [4, 1, 4])],
  ["add, repeated", [[3, 3, 4], [4]], (g, [a, b]) => add(g, a, b)],
  [
    "subtract",
    [
      [3, 3, 2],
      [3, 3, 2],
    ],
    (g, [a, b]) => subtract(g, a, b),
  ],
  [
    "multiply, repeated (squeeze and excite)",
    [
      [4, 3, 4],
      [1, 1, 4],
    ],
    (g, [a, b]) => multiply(g, a, b),
  ],
  ["multiply by one number", [[4, 3, 2], [1]], (g, [a, b]) => multiply(g, b, a)],
  ["multiply by itself", [[3, 2]], (g, [x]) => multiply(g, x, x)],
  [
    "divide",
    [
      [3, 4],
      [3, 4],
    ],
    (g, [a, b]) => divide(g, a, add(g, b, g.weight("3", [1], Float32Array.of(3)))),
  ],
  [
    "maximum and minimum",
    [
      [3, 4],
      [3, 4],
    ],
    (g, [a, b]) => subtract(g, maximum(g, a, b), minimum(g, b, a)),
  ],
  [
    "average",
    [
      [3, 4],
      [3, 4],
      [3, 4],
    ],
    (g, x) => average(g, x),
  ],
  ["sumRows", [[70, 3]], (g, [x]) => sumRows(g, x)],
  [
    "dot",
    [
      [9, 8, 3],
      [9, 8, 3],
    ],
    (g, [a, b]) => dot(g, a, b),
  ],
  [
    "a value used twice",
    [[4, 4, 2]],
    (g, [x]) => add(g, x, averagePool2d(g, x, { kernel: [3, 3], strides: [1, 1], padding: "same" })),
  ],
  ["globalAveragePool2d", [[6, 5, 4]], (g, [x]) => globalAveragePool2d(g, x)],
];

describe("each op's gradient has the slope, and TensorFlow.js agrees", () => {
  test.each(cases)("%s", async (_, shapes, build) => {
    await expectGradient(shapes, build, { twins });
  });

  const windows: [name: string, Window][] = [
    ["2x2", { kernel: [2, 2], strides: [2, 2], padding: "valid" }],
    ["3x3 by 2, overlapping", { kernel: [3, 3], strides: [2, 2], padding: "same" }],
    [
      "3x2, explicit padding",
      {
        kernel: [3, 2],
        strides: [1, 2],
        padding: [
          [2, 0],
          [1, 1],
        ],
      },
    ],
  ];
  describe.each([4, 3])("pools of %i channels", (channels) => {
    test.each(windows)("mean: %s", async (_, window) => {
      await expectGradient([[7, 6, channels]], (g, [x]) => averagePool2d(g, x, window), { twins });
    });

    // the largest changes hands between two points: the neighbours stand 0.02 apart
    const distinct = (length: number) => {
      const order = [...random(length, 5).entries()].sort((a, b) => a[1] - b[1]).map(([i]) => i);
      return Float32Array.from(order, (rank) => 0.02 * rank);
    };
    test.each([
      ...windows.map(
        ([name, window]) => [name, (g: GraphBuilder, x: Value) => maxPool2d(g, x, window)] as const,
      ),
      ["whole", (g: GraphBuilder, x: Value) => globalMaxPool2d(g, x)] as const,
    ])("largest: %s", async (_, pool) => {
      const g = new GraphBuilder();
      const x = g.input("x", [7, 6, channels]);
      const y = pool(g, x);
      const dy = g.input("dy", y.shape);
      const dx = gradient(g, [{ of: y, seed: dy }], x);
      const data = [distinct(2 * sizeOf(x.shape)), random(2 * sizeOf(y.shape), 6)];
      const [ys, webgpu, ...others] = await Promise.all([
        evaluate(await testBackend(), g, [x, dy], data, y, 2),
        ...[testBackend, ...twins].map(async (open) => evaluate(await open(), g, [x, dy], data, dx, 2)),
      ]);

      // <x, dx> is <y, dy>: each window's largest pixel has the window's gradient
      const product = (a: ArrayLike<number>, b: ArrayLike<number>) =>
        Array.from(a).reduce((sum, v, i) => sum + v * b[i], 0);
      expect(product(data[0], webgpu)).toBeCloseTo(product(ys, data[1]), 2);
      for (const other of others)
        expect([...other].map((v) => v.toFixed(5))).toEqual([...webgpu].map((v) => v.toFixed(5)));
    });
  });

  test("of equal numbers the first in a window has all of its gradient", async () => {
    const pools = [
      globalMaxPool2d,
      (g: GraphBuilder, x: Value) => maxPool2d(g, x, { kernel: [3, 3], strides: [1, 1], padding: "valid" }),
    ];
    const found = [];
    for (const pool of pools) {
      const g = new GraphBuilder();
      const x = g.input("x", [4, 4, 1]);
      const y = pool(g, x);
      const dy = g.input("dy", y.shape);
      const dx = gradient(g, [{ of: y, seed: dy }], x);
      const data = [new Float32Array(16), new Float32Array(sizeOf(y.shape)).fill(1)];
      for (const open of [testBackend, ...twins])
        found.push([...(await evaluate(await open(), g, [x, dy], data, dx, 1))].join(""));
    }

    expect(found).toEqual([...Array(3).fill("1000000000000000"), ...Array(3).fill("1100110000000000")]);
  });
});

test("a step function passes nothing", async () => {
  await expectGradient(
    [[3, 4]],
    (g, [x]) => multiply(g, x, greaterEqual(g, x, g.weight("0", [1], new Float32Array(1)))),
    { twins },
  );
});
