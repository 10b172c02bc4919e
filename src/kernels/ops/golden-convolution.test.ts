import { expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { describeGolden, goldenBytes, goldenJson, hasGolden } from "../../../test/golden.ts";
import { evaluate, expectClose } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, type Shape, sizeOf, type Value } from "../../graph/graph.ts";
import type { Window } from "../../graph/taps.ts";
import { readNpy } from "../../images/npy.ts";
import { conv2d, dense } from "./conv2d.ts";
import { depthwiseConv2d } from "./depthwise-conv2d.ts";
import { averagePool2d, globalAveragePool2d, globalMaxPool2d, maxPool2d } from "./pool2d.ts";

interface GoldenTensor {
  readonly shape: Shape;
  readonly offset: number;
}

interface GoldenCase {
  readonly op: string;
  readonly params: {
    readonly strides: Window["strides"];
    readonly padding: "same" | "valid";
    readonly dilation_rate?: Window["strides"];
    readonly pool_size: Window["kernel"];
  };
  readonly x: GoldenTensor;
  readonly y: GoldenTensor;
  readonly bias?: GoldenTensor;
}

type Numbers = Float32Array<ArrayBuffer>;

/** `tensor` gives a tensor of the case as a weight, under its name in ops.json. */
type Build = (
  g: GraphBuilder,
  x: Value,
  params: GoldenCase["params"],
  tensor: (name: string) => Value,
  bias: Numbers | undefined,
) => Value;

const window = ({ pool_size, strides, padding }: GoldenCase["params"]): Window => ({
  kernel: pool_size,
  strides,
  padding,
});

const builds: Readonly<Record<string, Build>> = {
  conv2d: (g, x, { strides, padding, dilation_rate: dilations = [1, 1] }, tensor, bias) =>
    conv2d(g, x, tensor("kernel"), { strides, padding, dilations, bias }),
  depthwise_conv2d: (g, x, { strides, padding }, tensor) =>
    depthwiseConv2d(g, x, tensor("depthwise_kernel"), { strides, padding }),
  separable_conv2d(g, x, { strides, padding }, tensor) {
    const deep = depthwiseConv2d(g, x, tensor("depthwise_kernel"), { strides, padding });
    return conv2d(g, deep, tensor("pointwise_kernel"), { strides: [1, 1], padding: "valid" });
  },
  dense: (g, x, _params, tensor, bias) => dense(g, x, tensor("kernel"), { bias }),
  max_pool: (g, x, params) => maxPool2d(g, x, window(params)),
  average_pool: (g, x, params) => averagePool2d(g, x, window(params)),
  global_max_pool: (g, x) => globalMaxPool2d(g, x),
  global_average_pool: (g, x) => globalAveragePool2d(g, x),
};

describeGolden("the reference's convolutions, dense layers and pools", () => {
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
    const [batch, ...shape] = c.x.shape;
    const g = new GraphBuilder();
    const x = g.input("x", shape);
    const tensor = (name: string) => {
      const found = (c as unknown as Record<string, GoldenTensor>)[name];
      return g.weight(name, found.shape, read(found));
    };
    const y = builds[op](g, x, c.params, tensor, c.bias && read(c.bias));

    const actual = await evaluate(await open(), g, [x], [read(c.x)], y, batch);

    expect([batch, ...y.shape]).toEqual(c.y.shape);
    expectClose(actual, read(c.y), { rtol: 1e-5, atol: 1e-5 });
  });

  test("each op has a case", () => {
    expect(new Set(cases.map(({ op }) => op)).size).toBe(Object.keys(builds).length);
  });
});
