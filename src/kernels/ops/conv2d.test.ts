import { expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, expectClose, expectMatchesTfjs, random } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, type Shape, sizeOf, type Value } from "../../graph/graph.ts";
import { type Conv2dOptions, type Conv2dTransposeOptions, conv2d, conv2dTranspose, dense } from "./conv2d.ts";

const twins = [testTfjs, testWasm];

type Build = (g: GraphBuilder, x: Value) => Value;

const weight = (g: GraphBuilder, shape: Shape) => g.weight("w", shape, random(sizeOf(shape), 5));
const bias = (n: number) => random(n, 9);

const conv =
  (filter: Shape, options: Partial<Conv2dOptions> = {}): Build =>
  (g, x) =>
    conv2d(g, x, weight(g, filter), { strides: [1, 1], padding: "same", ...options });
const transposed =
  (filter: Shape, options: Partial<Conv2dTransposeOptions> = {}): Build =>
  (g, x) =>
    conv2dTranspose(g, x, weight(g, filter), { strides: [2, 2], padding: "same", ...options });
const explicit = [
  [1, 0],
  [2, 1],
] as const;

const cases: [name: string, image: Shape, build: Build][] = [
  ["8x8", [6, 5, 8], conv([3, 3, 8, 16], { bias: bias(16) })],
  ["8x8, rows and filters that do not fill a tile", [3, 3, 4], conv([3, 3, 4, 12], { bias: bias(12) })],
  ["8x8, stride 2", [7, 6, 8], conv([3, 3, 8, 8], { strides: [2, 2] })],
  ["8x8, stride 2, even size: pads after only", [8, 6, 4], conv([3, 3, 4, 8], { strides: [2, 2] })],
  ["8x8, strides that differ", [7, 9, 4], conv([3, 3, 4, 8], { strides: [2, 3] })],
  ["8x8, 5x3 without padding", [7, 6, 8], conv([5, 3, 8, 8], { padding: "valid" })],
  ["8x8, explicit padding", [5, 6, 4], conv([3, 3, 4, 8], { padding: explicit })],
  ["8x8, dilations that differ", [9, 8, 4], conv([3, 3, 4, 8], { dilations: [2, 3] })],
  ["8x8, 1x1", [4, 4, 16], conv([1, 1, 16, 24])],
  ["8x8, more than one workgroup", [17, 16, 4], conv([3, 3, 4, 68])],
  ["8x8, leaky relu", [5, 4, 4], conv([3, 3, 4, 4], { activation: { kind: "leakyRelu", alpha: 0.3 } })],
  ["one channel, relu", [9, 8, 1], conv([5, 5, 1, 16], { bias: bias(16), activation: { kind: "relu" } })],
  ["three channels, stride 2", [9, 8, 3], conv([3, 3, 3, 8], { strides: [2, 2], bias: bias(8) })],
  ["three channels, tiles not filled", [3, 3, 3], conv([3, 3, 3, 12], { bias: bias(12) })],
  ["three channels, explicit padding", [5, 6, 3], conv([3, 3, 3, 4], { padding: explicit })],
  ["three channels, dilation", [9, 8, 3], conv([3, 3, 3, 4], { dilations: [2, 2], padding: "valid" })],
  ["five channels, seven filters", [5, 4, 5], conv([3, 3, 5, 7], { bias: bias(7) })],
  [
    "five channels, stride and padding",
    [6, 7, 5],
    conv([3, 2, 5, 7], { strides: [2, 1], padding: explicit }),
  ],
  ["five channels, dilation", [9, 8, 5], conv([3, 3, 5, 3], { dilations: [3, 2] })],
  ["groups", [5, 6, 8], conv([3, 3, 4, 6], { groups: 2, bias: bias(6) })],
  ["groups, stride 2", [6, 6, 6], conv([3, 3, 2, 9], { groups: 3, strides: [2, 2] })],
  ["groups, dilation", [8, 8, 8], conv([3, 3, 2, 8], { groups: 4, dilations: [2, 2], padding: "valid" })],
  ["transposed", [4, 3, 8], transposed([3, 3, 4, 8], { bias: bias(4) })],
  ["transposed, twelve filters", [3, 4, 8], transposed([3, 3, 12, 8], { bias: bias(12) })],
  ["transposed, no padding, odd sizes", [4, 3, 3], transposed([3, 2, 5, 3], { padding: "valid" })],
  ["transposed, stride over kernel", [3, 3, 4], transposed([2, 2, 4, 4], { strides: [3, 3] })],
  ["transposed, nothing added", [3, 4, 4], transposed([4, 3, 4, 4], { outputPadding: [0, 0] })],
  ["transposed, a row added", [3, 4, 4], transposed([3, 3, 4, 4], { outputPadding: [1, 0] })],
  [
    "transposed, a row added, no padding",
    [3, 4, 3],
    transposed([3, 2, 5, 3], { padding: "valid", outputPadding: [1, 0] }),
  ],
  ["transposed, padding in pixels", [4, 3, 4], transposed([4, 3, 4, 4], { padding: explicit })],
  [
    "transposed, padding in pixels, dilations and rows added",
    [4, 3, 4],
    transposed([3, 2, 4, 4], { padding: explicit, dilations: [2, 3], outputPadding: [1, 1] }),
  ],
  ["transposed, groups", [4, 3, 6], transposed([3, 3, 2, 6], { groups: 3, bias: bias(6) })],
  ["dense over an image", [2, 3, 8], (g, x) => dense(g, x, weight(g, [48, 12]), { bias: bias(12) })],
  ["dense over an image of three channels", [2, 3, 3], (g, x) => dense(g, x, weight(g, [18, 8]))],
  ["dense, to seven", [16], (g, x) => dense(g, x, weight(g, [16, 7]), { activation: { kind: "tanh" } })],
  ["dense, more than one workgroup", [8], (g, x) => dense(g, x, weight(g, [8, 1028]))],
];

test.each(cases)("matches tfjs: %s", (_, image, build) =>
  expectMatchesTfjs([image], (g, [x]) => build(g, x), { twins }),
);

test("an image that all samples share gives what it gives alone", async () => {
  for (const filter of [
    [3, 3, 4, 8],
    [3, 3, 4, 3],
  ]) {
    const image = random(100, 7);
    const [one, shared] = await Promise.all(
      [true, false].map(async (batched) => {
        const g = new GraphBuilder();
        const x = g.input("x", [5, 5, 4], { batched });
        return evaluate(await testBackend(), g, [x], [image], conv(filter)(g, x), 1);
      }),
    );

    expectClose(shared, one, { rtol: 0, atol: 0 });
  }
});

test.each<[message: string, image: Shape, build: Build]>([
  ["conv2d: input has 3 channels, filter [3,3,2,1] has 2", [4, 4, 3], conv([3, 3, 2, 1])],
  [
    "conv2d: input has 4 channels, filter [3,3,1,4] in 2 groups has 2",
    [4, 4, 4],
    conv([3, 3, 1, 4], { groups: 2 }),
  ],
  ["conv2d: 3 filters do not go into 2 groups", [4, 4, 4], conv([3, 3, 2, 3], { groups: 2 })],
  ["conv2d: needs an image [h, w, c], but the input is [16]", [16], conv([3, 3, 16, 4])],
  [
    "conv2d: strides: needs whole numbers from 1, but got 0, 1",
    [4, 4, 4],
    conv([3, 3, 4, 4], { strides: [0, 1] }),
  ],
  ["a window of 5x5 does not fit into an image of 4x4", [4, 4, 4], conv([5, 5, 4, 4], { padding: "valid" })],
  ["a bias of 12 numbers does not fit 4 filters", [4, 4, 4], conv([3, 3, 4, 4], { bias: bias(12) })],
  ["a bias of 2 numbers does not fit 4 filters", [4, 4, 4], conv([3, 3, 4, 4], { bias: bias(2) })],
  ["conv2dTranspose: input has 3 channels, filter [3,3,4,2] has 2", [4, 4, 3], transposed([3, 3, 4, 2])],
  ["conv2dTranspose: 4 channels do not go into 3 groups", [4, 4, 4], transposed([3, 3, 2, 4], { groups: 3 })],
  [
    "conv2dTranspose: an output of 9x9 comes from 4x4 pixels, but the input has 3x3; a smaller output padding helps",
    [3, 3, 4],
    transposed([3, 3, 4, 4], { outputPadding: [4, 4] }),
  ],
  ["dense: input [2,3] has 6 numbers, weights take 5", [2, 3], (g, x) => dense(g, x, weight(g, [5, 2]))],
])("says what does not fit: %s", (message, image, build) => {
  const g = new GraphBuilder();
  const x = g.input("x", image);

  expect(() => build(g, x)).toThrow(expect.objectContaining({ code: "shape", message }));
});
