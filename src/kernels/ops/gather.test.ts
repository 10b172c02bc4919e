import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, expectMatchesTfjs, random } from "../../../test/ops.ts";
import { GraphBuilder, type Op, sizeOf, type Value } from "../../graph/graph.ts";
import { cropping2d, permute, pick, resizeNearest, upsampling2d, zeroPadding2d } from "./gather.ts";

const sizes: [from: number, to: number][] = [
  [7, 3],
  [3, 7],
  [4, 8],
  [8, 4],
  [5, 5],
  [1, 4],
  [4, 1],
  [10, 6],
];
const placements = [{}, { alignCorners: true }, { halfPixelCenters: true }];

describe.each(placements)("nearest with %j", (options) => {
  test.each(sizes)("takes the pixel that TensorFlow takes, %d to %d", async (from, to) => {
    const { alignCorners, halfPixelCenters } = { alignCorners: false, halfPixelCenters: false, ...options };
    const theirs: Op<object> = {
      name: "theirs",
      shape: () => [to, 4, 2],
      kernel: () => "alias",
      tfjs: (tf, [x]) => tf.image.resizeNearestNeighbor(x as never, [to, 4], alignCorners, halfPixelCenters),
    };
    const g = new GraphBuilder();
    const x = g.input("x", [from, 3, 2]);
    const data = random(3 * sizeOf(x.shape), 1);

    const actual = await evaluate(await testBackend(), g, [x], [data], resizeNearest(g, x, [to, 4], options));

    expect([...actual]).toEqual([
      ...(await evaluate(await testTfjs(), g, [x], [data], g.add(theirs, [x], {}))),
    ]);
  });
});

test.each([
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
])("axes go where they are sent: %d, %d, %d", (...dims) =>
  expectMatchesTfjs([[3, 4, 5]], (g, [x]) => permute(g, x, dims), { rtol: 0, atol: 0 }),
);

test.each([1, 3, 4, 8])("rows of %d channels stay together", async (c) => {
  const exact = { rtol: 0, atol: 0 };
  const edges = [
    [1, 2],
    [0, 3],
  ] as const; // prettier-ignore
  await expectMatchesTfjs([[3, 4, c]], (g, [x]) => zeroPadding2d(g, x, edges), exact);
  await expectMatchesTfjs([[5, 6, c]], (g, [x]) => cropping2d(g, x, edges), exact);
  await expectMatchesTfjs([[3, 4, c]], (g, [x]) => upsampling2d(g, x, [2, 3]), exact);
});

test("padding is zero, also where the image is not a number", async () => {
  const g = new GraphBuilder();
  const x = g.input("x", [1, 1, 1]);
  const y = zeroPadding2d(g, x, [
    [0, 1],
    [1, 0],
  ]); // prettier-ignore

  expect([...(await evaluate(await testBackend(), g, [x], [Float32Array.of(NaN)], y, 1))]).toEqual([
    0,
    NaN,
    0,
    0,
  ]);
});

test("the same move has the same table in every graph", () => {
  const tableIn = (width: number) => {
    const g = new GraphBuilder();
    zeroPadding2d(g, g.input("x", [3, width, 2]), [
      [1, 1],
      [1, 1],
    ]); // prettier-ignore
    return g.weights.get(g.nodes[0].inputs[1]);
  };

  expect(tableIn(4)).toBe(tableIn(4));
  expect(tableIn(4)).not.toBe(tableIn(5));
});

const wrong: [build: (g: GraphBuilder, image: Value, vector: Value) => Value, message: string][] = [
  [
    (g, x) =>
      zeroPadding2d(g, x, [
        [1, -1],
        [0, 0],
      ]),
    "zeroPadding2d: needs whole numbers from 0, but got 1, -1, 0, 0",
  ],
  [
    (g, _, v) =>
      zeroPadding2d(g, v, [
        [1, 1],
        [0, 0],
      ]),
    "zeroPadding2d: needs an image [h, w, c], but the input is [6]",
  ],
  [
    (g, x) =>
      cropping2d(g, x, [
        [2, 1],
        [0, 0],
      ]),
    "cropping2d: [[2, 1], [0, 0]] leaves nothing of 3x4",
  ],
  [
    (g, x) =>
      cropping2d(g, x, [
        [0.5, 1],
        [0, 0],
      ]),
    "cropping2d: needs whole numbers from 0, but got 0.5, 1, 0, 0",
  ],
  [(g, x) => upsampling2d(g, x, [0, 2]), "upsampling2d: needs whole numbers from 1, but got 0, 2"],
  [(g, _, v) => resizeNearest(g, v, [2, 2]), "resizeNearest: needs an image [h, w, c], but the input is [6]"],
  [(g, x) => permute(g, x, [0, 1]), "permute: axes [0,1] are no order of those of [3,4,5]"],
  [(g, x) => permute(g, x, [0, 1, 1]), "permute: axes [0,1,1] are no order of those of [3,4,5]"],
  [(g, _, v) => pick(g, v, [0, 6]), "pick: there is no number 6 in [6]"],
  [(g, x) => pick(g, x, [0]), "pick: there is no number 0 in [3,4,5]"],
]; // prettier-ignore

test.each(wrong.map(([build, message]) => [message, build] as const))(
  "says what is wrong: %s",
  (message, build) => {
    const g = new GraphBuilder();

    expect(() => build(g, g.input("x", [3, 4, 5]), g.input("v", [6]))).toThrow(
      expect.objectContaining({ code: "shape", message }),
    );
  },
);
