import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, expectClose, expectMatchesTfjs } from "../../../test/ops.ts";
import { GraphBuilder } from "../../graph/graph.ts";
import { type Activation, type ActivationKind, activation } from "./activation.ts";

const EXTREMES = [-200, -20, -5, -3, -1, -0.06, -1e-3, 0, 1e-3, 0.06, 0.5, 1, 3, 5, 20, 200];

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
const softplus = (z: number) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
const clip = (z: number, most: number) => Math.min(Math.max(z, 0), most);

/** Each function as its paper has it, in float64. */
const definitions: Readonly<Record<ActivationKind, (z: number) => number>> = {
  linear: (z) => z,
  relu: (z) => Math.max(z, 0),
  relu6: (z) => clip(z, 6),
  leakyRelu: (z) => (z > 0 ? z : 0.2 * z),
  elu: (z) => (z > 0 ? z : Math.expm1(z)),
  selu: (z) => 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * Math.expm1(z)),
  sigmoid,
  hardSigmoid: (z) => clip(0.2 * z + 0.5, 1),
  tanh: Math.tanh,
  softplus,
  softsign: (z) => z / (1 + Math.abs(z)),
  swish: (z) => z * sigmoid(z),
  hardSwish: (z) => (z * clip(z + 3, 6)) / 6,
  gelu: (z) => 0.5 * z * (1 + erf(z / Math.SQRT2)),
  geluTanh: (z) => 0.5 * z * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3))),
  mish: (z) => z * Math.tanh(softplus(z)),
  exponential: (z) => Math.exp(Math.min(z, 88)), // finite in float32
  erf,
};

/** The series of Kummer's function: all terms of one sign, so exact to float64. */
function erf(z: number): number {
  if (Math.abs(z) > 6) return Math.sign(z);
  let [term, sum] = [z, z];
  for (let n = 1; n < 200; n++) sum += term *= (2 * z * z) / (2 * n + 1);
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-z * z) * sum;
}

const kinds = Object.keys(definitions) as ActivationKind[];
const others: Activation[] = [
  { kind: "leakyRelu", alpha: 0.01 },
  { kind: "leakyRelu", alpha: 0 },
  { kind: "elu", alpha: 0.5 },
  { kind: "hardSigmoid", alpha: 1 / 6, beta: 0.5 },
];

describe.each([
  ["WebGPU", testBackend],
  ["TensorFlow.js", testTfjs],
])("on %s", (_, open) => {
  test.each(kinds)("%s is finite and right from -200 to 200", async (kind) => {
    const g = new GraphBuilder();
    const x = g.input("x", [EXTREMES.length]);
    const data = Float32Array.from(EXTREMES);

    const y = await evaluate(await open(), g, [x], [data], activation(g, x, { kind }, "y"), 1);

    expect([...y].every(Number.isFinite)).toBe(true);
    expectClose(y, Array.from(data, definitions[kind]), { rtol: 2e-6, atol: 5e-7 });
  });
});

test("tanh keeps the digits of small numbers", async () => {
  const g = new GraphBuilder();
  const small = Float32Array.of(-0.03, 1e-3, -1e-5, 1e-7);
  const x = g.input("x", [small.length]);

  const y = await evaluate(await testBackend(), g, [x], [small], activation(g, x, { kind: "tanh" }), 1);

  expectClose(y, small.map(Math.tanh), { rtol: 1e-5, atol: 0 });
});

test.each(others)("matches tfjs with its own alpha and beta: %j", (a) =>
  expectMatchesTfjs([[3, 4, 5]], (g, [x]) => activation(g, x, a), { rtol: 1e-6, atol: 1e-6 }),
);

test.each([1, 2, 3, 4, 5])(
  "every element of a batch whose size is no multiple of four is computed: %d",
  (n) => expectMatchesTfjs([[n]], (g, [x]) => activation(g, x, { kind: "sigmoid" })),
);

test("linear without a name is no step at all", () => {
  const g = new GraphBuilder();
  const x = g.input("x", [3]);

  expect(activation(g, x, { kind: "linear" })).toBe(x);
  expect(activation(g, x, { kind: "linear" }, "layer").name).toBe("layer");
});
