import { describe, expect, test } from "vitest";
import { expectMatchesTfjs, random } from "../../../test/ops.ts";
import type { GraphBuilder, Shape, Value } from "../../graph/graph.ts";
import { add, average, divide, maximum, minimum, multiply, subtract } from "./binary.ts";
import { concatenate } from "./concatenate.ts";
import { cropping2d, permute, pick, resizeNearest, upsampling2d, zeroPadding2d } from "./gather.ts";
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
