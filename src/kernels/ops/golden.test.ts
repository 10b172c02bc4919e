import { expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { describeGolden, goldenBytes, goldenJson, hasGolden } from "../../../test/golden.ts";
import { evaluate, expectClose } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, type Shape, sizeOf, type Value } from "../../graph/graph.ts";
import { readNpy } from "../../images/npy.ts";
import { gradient } from "../../passes/gradient.ts";
import { activation } from "./activation.ts";
import { add } from "./binary.ts";
import { concatenate } from "./concatenate.ts";
import { conv2d, dense } from "./conv2d.ts";
import { depthwiseConv2d } from "./depthwise-conv2d.ts";
import { upsampling2d, zeroPadding2d } from "./gather.ts";
import { averagePool2d, globalAveragePool2d, globalMaxPool2d, maxPool2d } from "./pool2d.ts";
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
  /** The gradient of the sum of y * u by x; absent where the reference has none. */
  readonly dx?: GoldenTensor;
  readonly u?: GoldenTensor;
  readonly other?: GoldenTensor;
  readonly bias?: GoldenTensor;
}

/** What a case is made of, besides its input. */
interface Parts {
  readonly params: GoldenCase["params"];
  /** A tensor of the case by its name in ops.json; `weight` as a value of the graph. */
  tensor(name: string): Numbers;
  weight(name: string): Value;
  readonly bias: Numbers | undefined;
  /** The second input, of ops that have one. */
  readonly other: Value;
}

type Build = (g: GraphBuilder, x: Value, parts: Parts) => Value;

const window = ({ pool_size: kernel, strides, padding }: GoldenCase["params"]) => ({
  kernel,
  strides,
  padding,
});

const builds: Readonly<Record<string, Build>> = {
  relu: (g, x) => activation(g, x, { kind: "relu" }),
  relu6: (g, x) => activation(g, x, { kind: "relu6" }),
  leaky_relu: (g, x, { params: { alpha } }) => activation(g, x, { kind: "leakyRelu", alpha }),
  elu: (g, x, { params: { alpha } }) => activation(g, x, { kind: "elu", alpha }),
  sigmoid: (g, x) => activation(g, x, { kind: "sigmoid" }),
  tanh: (g, x) => activation(g, x, { kind: "tanh" }),
  softmax: (g, x) => softmax(g, x),
  flatten: (g, x) => flatten(g, x),
  zero_padding2d: (g, x, { params: { padding } }) => zeroPadding2d(g, x, padding),
  add: (g, x, { other }) => add(g, x, other),
  concatenate: (g, x, { params: { axis }, other }) => concatenate(g, [x, other], axis),
  upsampling2d_nearest: (g, x, { params: { size } }) => upsampling2d(g, x, size),
  resize_bilinear_half_pixel: (g, x, { params: { to } }) =>
    resizeBilinear(g, x, to, { halfPixelCenters: true }),
  batch_normalization(g, x, { params: { epsilon }, tensor }) {
    const [gamma, beta, mean, variance] = ["gamma", "beta", "moving_mean", "moving_variance"].map(tensor);
    const { scale, shift } = batchNorm({ gamma, beta, mean, variance, epsilon });
    return scaleShift(g, x, scale, shift);
  },
  conv2d: (g, x, { params: { strides, padding, dilation_rate: dilations }, weight, bias }) =>
    conv2d(g, x, weight("kernel"), { strides, padding, dilations, bias }),
  depthwise_conv2d: (g, x, { params: { strides, padding }, weight }) =>
    depthwiseConv2d(g, x, weight("depthwise_kernel"), { strides, padding }),
  separable_conv2d(g, x, { params: { strides, padding }, weight }) {
    const deep = depthwiseConv2d(g, x, weight("depthwise_kernel"), { strides, padding });
    return conv2d(g, deep, weight("pointwise_kernel"), { strides: [1, 1], padding: "valid" });
  },
  dense: (g, x, { weight, bias }) => dense(g, x, weight("kernel"), { bias }),
  max_pool: (g, x, { params }) => maxPool2d(g, x, window(params)),
  average_pool: (g, x, { params }) => averagePool2d(g, x, window(params)),
  global_max_pool: (g, x) => globalMaxPool2d(g, x),
  global_average_pool: (g, x) => globalAveragePool2d(g, x),
};

describeGolden("the reference's single layers", () => {
  const all: GoldenCase[] = hasGolden ? goldenJson("ops/ops.json").cases : [];
  const numbers = hasGolden ? (readNpy(goldenBytes("ops/ops.npy")).data as Numbers) : new Float32Array();
  const read = ({ shape, offset }: GoldenTensor) => numbers.slice(offset, offset + sizeOf(shape));
  const cases = all.filter(({ op }) => op in builds);
  const backends = { WebGPU: testBackend, "plain JavaScript": testTfjs, wasm: testWasm };

  test.each(
    cases.flatMap((c, i) =>
      Object.entries(backends).map(([name, open]) => [i, c.op, name, c, open] as const),
    ),
  )("case %i, %s, on %s", async (_i, op, _name, c, open) => {
    const { x: image, y: expected, other, bias, params } = c;
    const [batch, ...shape] = image.shape;
    const g = new GraphBuilder();
    const x = g.input("x", shape);
    const second = g.input("other", shape);
    const stored = (name: string) => (c as unknown as Record<string, GoldenTensor>)[name];
    const tensor = (name: string) => read(stored(name));
    const weight = (name: string) => g.weight(name, stored(name).shape, tensor(name));
    const y = builds[op](g, x, { params, tensor, weight, bias: bias && read(bias), other: second });

    const dy = g.input("dy", y.shape);
    const seed = c.u ? read(c.u) : new Float32Array(batch * sizeOf(y.shape));
    const data = [read(image), other ? read(other) : new Float32Array(sizeOf(image.shape)), seed];
    const value = async (of: Value) => evaluate(await open(), g, [x, second, dy], data, of, batch);

    expect([batch, ...y.shape]).toEqual(expected.shape);
    expectClose(await value(y), read(expected), { rtol: 1e-5, atol: 1e-5 });
    if (c.dx)
      expectClose(await value(gradient(g, [{ of: y, seed: dy }], x)), read(c.dx), { rtol: 1e-5, atol: 1e-5 });
  });

  test("each op has a case", () => {
    expect(new Set(cases.map(({ op }) => op)).size).toBe(Object.keys(builds).length);
  });
});
