import { expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { describeGolden, goldenBytes, goldenJson, hasGolden } from "../../../test/golden.ts";
import { evaluate, expectClose } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, type Shape, sizeOf, type Value } from "../../graph/graph.ts";
import { readNpy } from "../../images/npy.ts";
import { activation } from "./activation.ts";
import { add } from "./binary.ts";
import { concatenate } from "./concatenate.ts";
import { upsampling2d, zeroPadding2d } from "./gather.ts";
import { flatten } from "./reshape.ts";
import { resizeBilinear } from "./resize.ts";
import { batchNorm, scaleShift } from "./scale-shift.ts";
import { softmax } from "./softmax.ts";

type Numbers = Float32Array<ArrayBuffer>;

interface GoldenTensor {
  readonly shape: Shape;
  readonly offset: number;
}

/** A case of ops.json: `params`, and tensors by name. */
interface GoldenCase {
  readonly op: string;
  readonly params: Readonly<Record<string, never>>;
  readonly x: GoldenTensor;
  readonly y: GoldenTensor;
  readonly other?: GoldenTensor;
}

type Build = (
  g: GraphBuilder,
  x: Value,
  params: GoldenCase["params"],
  tensor: (name: string) => Numbers,
  other: Value,
) => Value;

const builds: Readonly<Record<string, Build>> = {
  relu: (g, x) => activation(g, x, { kind: "relu" }),
  relu6: (g, x) => activation(g, x, { kind: "relu6" }),
  leaky_relu: (g, x, { alpha }) => activation(g, x, { kind: "leakyRelu", alpha }),
  elu: (g, x, { alpha }) => activation(g, x, { kind: "elu", alpha }),
  sigmoid: (g, x) => activation(g, x, { kind: "sigmoid" }),
  tanh: (g, x) => activation(g, x, { kind: "tanh" }),
  softmax: (g, x) => softmax(g, x),
  flatten: (g, x) => flatten(g, x),
  zero_padding2d: (g, x, { padding }) => zeroPadding2d(g, x, padding),
  add: (g, x, _params, _tensor, other) => add(g, x, other),
  concatenate: (g, x, { axis }, _tensor, other) => concatenate(g, [x, other], axis),
  upsampling2d_nearest: (g, x, { size }) => upsampling2d(g, x, size),
  resize_bilinear_half_pixel: (g, x, { to }) => resizeBilinear(g, x, to, { halfPixelCenters: true }),
  batch_normalization(g, x, { epsilon }, tensor) {
    const [gamma, beta, mean, variance] = ["gamma", "beta", "moving_mean", "moving_variance"].map(tensor);
    const { scale, shift } = batchNorm({ gamma, beta, mean, variance, epsilon });
    return scaleShift(g, x, scale, shift);
  },
};

describeGolden("the reference's single layers", () => {
  const all: GoldenCase[] = hasGolden ? goldenJson("ops/ops.json").cases : [];
  const numbers = hasGolden ? (readNpy(goldenBytes("ops/ops.npy")).data as Numbers) : new Float32Array();
  const read = ({ shape, offset }: GoldenTensor) => numbers.slice(offset, offset + sizeOf(shape));
  const cases = all.filter(({ op }) => op in builds);
  const backends = { WebGPU: testBackend, "plain JavaScript": testTfjs, wasm: testWasm };

  test.each(
    cases.flatMap((c) => Object.entries(backends).map(([name, open]) => [c.op, name, c, open] as const)),
  )("%s on %s", async (op, _, c, open) => {
    const { x: image, y: expected, other, params } = c;
    const [batch, ...shape] = image.shape;
    const g = new GraphBuilder();
    const x = g.input("x", shape);
    const second = g.input("other", shape);
    const tensor = (name: string) => read((c as unknown as Record<string, GoldenTensor>)[name]);
    const y = builds[op](g, x, params, tensor, second);

    const data = [read(image), other ? read(other) : new Float32Array(sizeOf(image.shape))];
    const actual = await evaluate(await open(), g, [x, second], data, y, batch);

    expect([batch, ...y.shape]).toEqual(expected.shape);
    expectClose(actual, read(expected), { rtol: 1e-5, atol: 1e-6 });
  });

  test("each op has a case", () => {
    expect(new Set(cases.map(({ op }) => op)).size).toBe(Object.keys(builds).length);
  });
});
