import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, expectClose, random } from "../../../test/ops.ts";
import { GraphBuilder, type Op, sizeOf } from "../../graph/graph.ts";
import { resizeArea, resizeBilinear } from "./resize.ts";

const backends = [testBackend, testTfjs];
const sizes: [from: number, to: number][] = [
  [5, 9],
  [9, 5],
  [4, 8],
  [8, 4],
  [6, 6],
  [1, 3],
  [3, 1],
  [7, 2],
];
const placements = [{}, { alignCorners: true }, { halfPixelCenters: true }];

describe.each(placements)("bilinear with %j", (options) => {
  test.each(sizes)("is what TensorFlow's own op gives, %d to %d", async (from, to) => {
    const { alignCorners, halfPixelCenters } = { alignCorners: false, halfPixelCenters: false, ...options };
    const theirs: Op<object> = {
      name: "theirs",
      shape: () => [to, 4, 3],
      kernel: () => "alias",
      tfjs: (tf, [x]) => tf.image.resizeBilinear(x as never, [to, 4], alignCorners, halfPixelCenters),
    };
    const g = new GraphBuilder();
    const x = g.input("x", [from, 7, 3]);
    const data = random(3 * sizeOf(x.shape), 1);
    const ours = resizeBilinear(g, x, [to, 4], options);

    const expected = await evaluate(await testTfjs(), g, [x], [data], g.add(theirs, [x], {}));

    for (const open of backends)
      expectClose(await evaluate(await open(), g, [x], [data], ours), expected, { rtol: 1e-5, atol: 1e-6 });
  });
});

describe("area", () => {
  test.each([
    [8, 4],
    [9, 3],
    [7, 4],
    [10, 9],
    [11, 1],
    [5, 5],
    [224, 48],
    [49, 48],
    [1000, 7],
  ])("is the mean of the box that each pixel covers, %d to %d", async (from, to) => {
    const channels = 2;
    const g = new GraphBuilder();
    const x = g.input("x", [from, 3, channels]);
    const data = random(3 * sizeOf(x.shape), 1);
    const y = resizeArea(g, x, [to, 2]);

    const sizes = [from, 3, channels, to, 2];
    const expected = [0, 1, 2].flatMap((n) =>
      boxMeans(data.subarray(n * sizeOf(x.shape), (n + 1) * sizeOf(x.shape)), sizes),
    );
    for (const open of backends)
      expectClose(await evaluate(await open(), g, [x], [data], y), expected, { rtol: 1e-5, atol: 1e-6 });
  });

  /** With each input pixel cut into outH x outW equal parts, an output pixel is the plain mean of inH x inW of them. */
  function boxMeans(x: Float32Array, [inH, inW, channels, outH, outW]: number[]): number[] {
    return Array.from({ length: outH * outW * channels }, (_, i) => {
      const [oy, ox, c] = [Math.floor(i / channels / outW), Math.floor(i / channels) % outW, i % channels];
      let sum = 0;
      for (let a = oy * inH; a < (oy + 1) * inH; a++)
        for (let b = ox * inW; b < (ox + 1) * inW; b++)
          sum += x[(Math.floor(a / outH) * inW + Math.floor(b / outW)) * channels + c];
      return sum / (inH * inW);
    });
  }

  test("a larger picture is bilinear, with the values in the middles of pixels", async () => {
    const g = new GraphBuilder();
    const x = g.input("x", [3, 4, 2]);
    const data = random(3 * 24, 1);
    const [area, bilinear] = [
      resizeArea(g, x, [7, 9]),
      resizeBilinear(g, x, [7, 9], { halfPixelCenters: true }),
    ];

    const [actual, expected] = [
      await evaluate(await testBackend(), g, [x], [data], area),
      await evaluate(await testBackend(), g, [x], [data], bilinear),
    ];

    expect([...actual]).toEqual([...expected]);
  });
});

test("says what is no image and no size", () => {
  const g = new GraphBuilder();
  const [x, vector] = [g.input("x", [3, 4, 5]), g.input("v", [6])];

  expect(() => resizeArea(g, vector, [2, 2])).toThrow(
    "resizeArea: needs an image [h, w, c], but the input is [6]",
  );
  expect(() => resizeBilinear(g, x, [2.5, 0])).toThrow(
    "resizeBilinear: needs whole numbers from 1, but got 2.5, 0",
  );
});
