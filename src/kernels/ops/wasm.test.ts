import { expect, test } from "vitest";
import { testBackend } from "../../../test/device.ts";
import { evaluate, expectClose, random } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, type Shape, sizeOf, type Value } from "../../graph/graph.ts";
import { type ActivationKind, activation } from "./activation.ts";
import { add, average, divide, maximum, minimum, multiply, subtract } from "./binary.ts";
import { concatenate } from "./concatenate.ts";
import { cropping2d, permute, pick, resizeNearest, zeroPadding2d } from "./gather.ts";
import { prelu } from "./prelu.ts";
import { flatten } from "./reshape.ts";
import { resizeArea, resizeBilinear } from "./resize.ts";
import { scaleShift } from "./scale-shift.ts";
import { softmax } from "./softmax.ts";

const IMAGE: Shape = [4, 3, 5];
const kinds: ActivationKind[] = [
  ...(["relu", "relu6", "leakyRelu", "elu", "selu", "sigmoid", "hardSigmoid", "tanh", "softplus"] as const),
  ...(["softsign", "swish", "hardSwish", "gelu", "geluTanh", "mish", "exponential", "erf"] as const),
];

const steps: [name: string, build: (g: GraphBuilder, x: Value, other: Value) => Value][] = [
  ...kinds.map((kind): (typeof steps)[number] => [kind, (g, x) => activation(g, x, { kind })]),
  ["linear", (g, x) => activation(g, x, { kind: "linear" }, "named")],
  ...Object.entries({ add, subtract, multiply, divide, maximum, minimum }).map(
    ([name, combine]): (typeof steps)[number] => [name, (g, x, other) => combine(g, x, other)],
  ),
  ["average", (g, x, other) => average(g, [x, x, other])],
  ["concatenate", (g, x, other) => concatenate(g, [x, other, x], -1)],
  ["prelu", (g, x) => prelu(g, x, g.weight("alpha", [1, 3, 1], random(3, 7)))],
  ["scaleShift", (g, x) => scaleShift(g, x, random(5, 1), random(5, 2))],
  ["softmax", (g, x) => softmax(g, x)],
  [
    "zeroPadding2d",
    (g, x) =>
      zeroPadding2d(g, x, [
        [1, 2],
        [0, 3],
      ]),
  ],
  [
    "cropping2d",
    (g, x) =>
      cropping2d(g, x, [
        [1, 2],
        [0, 1],
      ]),
  ],
  ["resizeNearest", (g, x) => resizeNearest(g, x, [7, 2])],
  ["resizeBilinear", (g, x) => resizeBilinear(g, x, [7, 2])],
  ["resizeArea", (g, x) => resizeArea(g, x, [3, 2])],
  ["permute", (g, x) => permute(g, x, [2, 0, 1])],
  ["flatten and pick", (g, x) => pick(g, flatten(g, x), [59, 0, 7])],
]; // prettier-ignore

test.each(steps)("%s is the same on wasm as on WebGPU", async (_, build) => {
  const g = new GraphBuilder();
  const inputs = [g.input("x", IMAGE), g.input("other", IMAGE)];
  const data = inputs.map((_, i) => random(3 * sizeOf(IMAGE), i + 1).map((value) => 4 * value + 0.1));
  const y = build(g, inputs[0], inputs[1]);

  const expected = await evaluate(await testBackend(), g, inputs, data, y);
  const actual = await evaluate(await testWasm(), g, inputs, data, y);

  expect(Math.max(...expected)).toBeGreaterThan(0);
  expectClose(actual, expected, { rtol: 1e-5, atol: 2e-6 });
});
