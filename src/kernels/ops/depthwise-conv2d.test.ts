import { expect, test } from "vitest";
import { testTfjs } from "../../../test/device.ts";
import { expectMatchesTfjs, random } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, type Shape, sizeOf, type Value } from "../../graph/graph.ts";
import { type DepthwiseConv2dOptions, depthwiseConv2d } from "./depthwise-conv2d.ts";

const twins = [testTfjs, testWasm];

const depthwise =
  (filter: Shape, options: Partial<DepthwiseConv2dOptions> = {}) =>
  (g: GraphBuilder, x: Value) => {
    const weight = g.weight("w", filter, random(sizeOf(filter), 5));
    return depthwiseConv2d(g, x, weight, { strides: [1, 1], padding: "same", ...options });
  };
const bias = random(8, 9);
const explicit = [
  [1, 0],
  [2, 1],
] as const;

const cases: [name: string, image: Shape, build: ReturnType<typeof depthwise>][] = [
  ["in fours", [6, 5, 8], depthwise([3, 3, 8, 1], { bias, activation: { kind: "relu6" } })],
  ["in fours, stride 2, even size: pads after only", [8, 6, 4], depthwise([3, 3, 4, 1], { strides: [2, 2] })],
  ["in fours, explicit padding", [5, 6, 4], depthwise([3, 3, 4, 1], { padding: explicit })],
  ["in fours, dilation", [8, 8, 4], depthwise([3, 3, 4, 1], { dilations: [2, 2] })],
  ["in fours, more than one workgroup", [9, 9, 8], depthwise([5, 5, 8, 1])],
  ["five channels, stride 2", [7, 6, 5], depthwise([3, 3, 5, 1], { strides: [2, 2] })],
  ["one channel, sigmoid", [7, 6, 1], depthwise([3, 2, 1, 1], { activation: { kind: "sigmoid" } })],
  ["multiplier 2, bias", [5, 5, 4], depthwise([3, 3, 4, 2], { bias })],
  ["multiplier 3, no padding", [5, 5, 4], depthwise([3, 3, 4, 3], { padding: "valid" })],
  ["multiplier 3, dilations that differ", [9, 9, 3], depthwise([3, 3, 3, 3], { dilations: [2, 3] })],
  ["multiplier 2, strides that differ", [9, 9, 3], depthwise([3, 3, 3, 2], { strides: [2, 3] })],
];

test.each(cases)("matches tfjs: %s", (_, image, build) =>
  expectMatchesTfjs([image], (g, [x]) => build(g, x), { twins }),
);

test.each<[message: string, image: Shape, build: ReturnType<typeof depthwise>]>([
  ["depthwiseConv2d: input has 3 channels, filter [3,3,2,1] has 2", [4, 4, 3], depthwise([3, 3, 2, 1])],
  ["depthwiseConv2d: needs an image [h, w, c], but the input is [4]", [4], depthwise([3, 3, 4, 1])],
  ["a bias of 8 numbers does not fit 4 filters", [4, 4, 4], depthwise([3, 3, 4, 1], { bias })],
])("says what does not fit: %s", (message, image, build) => {
  const g = new GraphBuilder();
  const x = g.input("x", image);

  expect(() => build(g, x)).toThrow(expect.objectContaining({ code: "shape", message }));
});
