import { describe, expect, test } from "vitest";
import { expectMatchesTfjs, random } from "../../../test/ops.ts";
import type { GraphBuilder, Shape, Value } from "../../graph/graph.ts";
import { add, average, divide, maximum, minimum, multiply, subtract } from "./binary.ts";
import { concatenate } from "./concatenate.ts";
import { conv2d, conv2dTranspose, dense } from "./conv2d.ts";
import { depthwiseConv2d } from "./depthwise-conv2d.ts";
import { cropping2d, permute, pick, resizeNearest, upsampling2d, zeroPadding2d } from "./gather.ts";
import { averagePool2d, globalAveragePool2d, globalMaxPool2d, maxPool2d } from "./pool2d.ts";
import { prelu } from "./prelu.ts";
import { flatten, reshape } from "./reshape.ts";
import { resizeArea, resizeBilinear } from "./resize.ts";
import { scaleShift } from "./scale-shift.ts";
import { softmax } from "./softmax.ts";

type Case = [name: string, inputs: Shape[], build: (g: GraphBuilder, x: Value[]) => Value];

/** A weight of seeded random numbers. */
const weight = (g: GraphBuilder, shape: Shape, seed = 5) =>
  g.weight(
    "w",
    shape,
    random(
      shape.reduce((a, b) => a * b, 1),
      seed,
    ),
  );

const conv =
  (filter: Shape, options: Partial<Parameters<typeof conv2d>[3]> = {}) =>
  (g: GraphBuilder, [x]: Value[]) =>
    conv2d(g, x, weight(g, filter), { strides: [1, 1], padding: "same", ...options });
const depthwise =
  (filter: Shape, options: Partial<Parameters<typeof depthwiseConv2d>[3]> = {}) =>
  (g: GraphBuilder, [x]: Value[]) =>
    depthwiseConv2d(g, x, weight(g, filter), { strides: [1, 1], padding: "same", ...options });
const transposed =
  (filter: Shape, options: Partial<Parameters<typeof conv2dTranspose>[3]> = {}) =>
  (g: GraphBuilder, [x]: Value[]) =>
    conv2dTranspose(g, x, weight(g, filter), { strides: [2, 2], padding: "same", ...options });
const bias = random(16, 9);

describe("convolution", () => {
  const cases: Case[] = [
    ["registers", [[6, 5, 8]], conv([3, 3, 8, 16], { bias })],
    ["registers, rows that do not fill a tile", [[3, 3, 4]], conv([3, 3, 4, 12])],
    ["registers, stride 2", [[7, 6, 8]], conv([3, 3, 8, 8], { strides: [2, 2] })],
    ["registers, even size: pads after only", [[8, 6, 4]], conv([3, 3, 4, 8], { strides: [2, 2] })],
    ["strides that differ", [[7, 9, 4]], conv([3, 3, 4, 8], { strides: [2, 3] })],
    ["no padding, 5x3", [[7, 6, 8]], conv([5, 3, 8, 8], { padding: "valid" })],
    [
      "explicit padding",
      [[5, 6, 4]],
      conv([3, 3, 4, 8], {
        padding: [
          [1, 0],
          [2, 1],
        ],
      }),
    ],
    ["dilation", [[9, 8, 4]], conv([3, 3, 4, 8], { dilations: [2, 3] })],
    ["1x1", [[4, 4, 16]], conv([1, 1, 16, 24])],
    ["one channel", [[9, 8, 1]], conv([5, 5, 1, 16], { bias, activation: { kind: "relu" } })],
    ["three channels, stride 2", [[9, 8, 3]], conv([3, 3, 3, 8], { strides: [2, 2] })],
    ["sizes in no fours", [[5, 4, 5]], conv([3, 3, 5, 7])],
    ["groups", [[5, 6, 8]], conv([3, 3, 4, 6], { groups: 2 })],
    ["groups, stride 2", [[6, 6, 6]], conv([3, 3, 2, 9], { groups: 3, strides: [2, 2] })],
    ["fused leaky relu", [[5, 4, 4]], conv([3, 3, 4, 4], { activation: { kind: "leakyRelu", alpha: 0.3 } })],
    ["depthwise", [[6, 5, 8]], depthwise([3, 3, 8, 1], { bias: bias.slice(0, 8) })],
    ["depthwise, five channels, stride 2", [[7, 6, 5]], depthwise([3, 3, 5, 1], { strides: [2, 2] })],
    ["depthwise, multiplier 3", [[5, 5, 4]], depthwise([3, 3, 4, 3], { padding: "valid" })],
    ["depthwise, dilation", [[8, 8, 4]], depthwise([3, 3, 4, 1], { dilations: [2, 2] })],
    ["transposed", [[4, 3, 8]], transposed([3, 3, 4, 8], { bias: bias.slice(0, 4) })],
    ["transposed, no padding", [[4, 3, 3]], transposed([3, 2, 5, 3], { padding: "valid" })],
    [
      "transposed, stride over kernel",
      [[3, 3, 4]],
      transposed([2, 2, 4, 4], { strides: [3, 3], padding: "valid" }),
    ],
    [
      "dense over an image",
      [[2, 3, 8]],
      (g, [x]) => dense(g, x, weight(g, [48, 12]), { bias: bias.slice(0, 12) }),
    ],
    ["dense, to seven", [[16]], (g, [x]) => dense(g, x, weight(g, [16, 7]))],
  ];
  test.each(cases)("matches tfjs: %s", (_, inputs, build) => expectMatchesTfjs(inputs, build));

  test("says which channels do not fit", async () => {
    await expect(async () => expectMatchesTfjs([[4, 4, 3]], conv([3, 3, 2, 1]))).rejects.toThrow(
      "input has 3 channels, filter [3,3,2,1] has 2",
    );
  });
});

describe("pooling", () => {
  const windows = [
    { kernel: [2, 2], strides: [2, 2], padding: "valid" },
    { kernel: [3, 3], strides: [2, 2], padding: "same" },
    { kernel: [3, 2], strides: [1, 2], padding: "same" },
  ] as const;
  test.each(windows)("matches tfjs: $kernel / $strides, $padding", async (window) => {
    for (const channels of [4, 3]) {
      await expectMatchesTfjs([[7, 8, channels]], (g, [x]) => maxPool2d(g, x, window));
      await expectMatchesTfjs([[7, 8, channels]], (g, [x]) => averagePool2d(g, x, window));
    }
  });
  test("matches tfjs over the whole image", async () => {
    await expectMatchesTfjs([[5, 4, 6]], (g, [x]) => globalMaxPool2d(g, x));
    await expectMatchesTfjs([[5, 4, 8]], (g, [x]) => globalAveragePool2d(g, x));
  });
});

describe("element by element", () => {
  test.each([add, subtract, multiply, divide, maximum, minimum].map((op) => [op]))(
    "matches tfjs: %#",
    async (op) => {
      for (const b of [[3, 4, 5], [5], [1, 1, 5], [1]])
        await expectMatchesTfjs([[3, 4, 5], b], (g, [x, y]) => op(g, x, y), { atol: 1e-4 });
      await expectMatchesTfjs([[3, 4, 5]], (g, [x]) => op(g, weight(g, [5]), x), { atol: 1e-4 });
    },
  );
  test("matches tfjs: the mean of three", () =>
    expectMatchesTfjs(
      [
        [3, 4, 5],
        [3, 4, 5],
        [3, 4, 5],
      ],
      (g, values) => average(g, values),
    ));
  test("matches tfjs: scale and shift", () =>
    expectMatchesTfjs([[3, 4, 5]], (g, [x]) => scaleShift(g, x, random(5, 1), random(5, 2))));
  test("matches tfjs: prelu, by channel and by element", async () => {
    await expectMatchesTfjs([[3, 4, 5]], (g, [x]) => prelu(g, x, weight(g, [5])));
    await expectMatchesTfjs([[3, 4, 5]], (g, [x]) => prelu(g, x, weight(g, [3, 4, 5])));
  });
  test("says what does not fit", async () => {
    await expect(async () =>
      expectMatchesTfjs([[3, 4, 5], [4]], (g, [x, y]) => add(g, x, y)),
    ).rejects.toThrow("add: [3,4,5] and [4] do not fit together");
  });
});

describe("softmax", () => {
  test("matches tfjs for few and many classes, and rows of an image", async () => {
    await expectMatchesTfjs([[7]], (g, [x]) => softmax(g, x));
    await expectMatchesTfjs([[100]], (g, [x]) => softmax(g, x));
    await expectMatchesTfjs([[3, 2, 5]], (g, [x]) => softmax(g, x));
  });
});

describe("moving numbers", () => {
  const cases: Case[] = [
    [
      "zero padding",
      [[3, 4, 5]],
      (g, [x]) =>
        zeroPadding2d(g, x, [
          [1, 2],
          [0, 3],
        ]),
    ],
    [
      "cropping",
      [[6, 7, 4]],
      (g, [x]) =>
        cropping2d(g, x, [
          [1, 2],
          [0, 3],
        ]),
    ],
    ["upsampling", [[3, 4, 5]], (g, [x]) => upsampling2d(g, x, [2, 3])],
    ["nearest, smaller", [[7, 8, 4]], (g, [x]) => resizeNearest(g, x, [3, 5])],
    ["permute", [[3, 4, 5]], (g, [x]) => permute(g, x, [2, 0, 1])],
    ["pick", [[9]], (g, [x]) => pick(g, x, [7, 2, 2])],
    ["reshape, then flatten", [[3, 4, 5]], (g, [x]) => flatten(g, reshape(g, x, [5, 12]))],
    [
      "concatenate channels",
      [
        [3, 4, 5],
        [3, 4, 2],
      ],
      (g, values) => concatenate(g, values, -1),
    ],
    [
      "concatenate rows, three",
      [
        [3, 4, 5],
        [2, 4, 5],
        [1, 4, 5],
      ],
      (g, values) => concatenate(g, values, 0),
    ],
    ["area, halved", [[8, 6, 3]], (g, [x]) => resizeArea(g, x, [4, 3])],
    ["area, by parts", [[7, 10, 3]], (g, [x]) => resizeArea(g, x, [4, 3])],
    ["area, larger", [[3, 4, 3]], (g, [x]) => resizeArea(g, x, [7, 9])],
    ["bilinear", [[5, 4, 3]], (g, [x]) => resizeBilinear(g, x, [9, 7])],
    [
      "bilinear, corners on corners",
      [[5, 4, 3]],
      (g, [x]) => resizeBilinear(g, x, [9, 7], { alignCorners: true }),
    ],
    [
      "bilinear, half pixels",
      [[5, 4, 3]],
      (g, [x]) => resizeBilinear(g, x, [3, 7], { halfPixelCenters: true }),
    ],
  ];
  test.each(cases)("matches tfjs: %s", (_, inputs, build) => expectMatchesTfjs(inputs, build));

  test("cropping says when nothing is left", async () => {
    await expect(async () =>
      expectMatchesTfjs([[3, 3, 1]], (g, [x]) =>
        cropping2d(g, x, [
          [2, 1],
          [0, 0],
        ]),
      ),
    ).rejects.toThrow("leaves nothing of 3x3");
  });
});
