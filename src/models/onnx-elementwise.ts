/** @file Ops of ONNX that go number by number: activations, arithmetic, softmax. */

import { EngineError } from "../errors.ts";
import { type GraphBuilder, type Shape, sizeOf, type Value } from "../graph/graph.ts";
import { type Activation, activation } from "../kernels/ops/activation.ts";
import { add, divide, maximum, minimum, multiply, scaled, subtract } from "../kernels/ops/binary.ts";
import { constant as filled, ones } from "../kernels/ops/constants.ts";
import { conv2d } from "../kernels/ops/conv2d.ts";
import { upsampling2d } from "../kernels/ops/gather.ts";
import { prelu } from "../kernels/ops/prelu.ts";
import { reshape } from "../kernels/ops/reshape.ts";
import { scaleShift } from "../kernels/ops/scale-shift.ts";
import { softmax as softmaxOver } from "../kernels/ops/softmax.ts";
import { inPlace, type Laid, matched, ordered, settled, spreadOver } from "./onnx-layout.ts";
import {
  constant,
  type GraphOp,
  isConstant,
  laid,
  number,
  type OnnxOp,
  type Operand,
  sampleAxis,
  unsupported,
  word,
} from "./onnx-node.ts";
import type { Constant } from "./onnx-tensor.ts";

const alone =
  (activationOf: (op: OnnxOp) => Activation): GraphOp =>
  (g, [input], op) => {
    const x = laid(input, op);
    return inPlace(x, activation(g, x.value, activationOf(op)));
  };

const plainly = (kind: Activation["kind"]): GraphOp => alone(() => ({ kind }));

function selu(op: OnnxOp): Activation {
  const [alpha, gamma] = [number(op, "alpha", 1.67326), number(op, "gamma", 1.0507)];
  if (Math.abs(alpha - 1.67326) > 1e-4 || Math.abs(gamma - 1.0507) > 1e-4)
    throw unsupported(op, `alpha ${alpha} and gamma ${gamma}`);
  return { kind: "selu" };
}

/** Between bounds that are attributes, or inputs in newer versions; either may be missing. */
const clip: GraphOp = (g, [input, low, high], op) => {
  const x = laid(input, op);
  const bound = (given: Operand, name: string, fallback: number) =>
    given ? constant(given, op).data[0] : number(op, name, fallback);
  const [from, to] = [bound(low, "min", -Infinity), bound(high, "max", Infinity)];
  if (from === 0 && to === 6) return inPlace(x, activation(g, x.value, { kind: "relu6" }));
  const above =
    from === 0
      ? activation(g, x.value, { kind: "relu" })
      : from > -3e38
        ? maximum(g, x.value, filled(g, from))
        : x.value;
  return inPlace(x, to < 3e38 ? minimum(g, above, filled(g, to)) : above);
};

type Combine = typeof add;

interface Binary {
  readonly combine: Combine;
  /** x ∘ c as x * scale + shift, where there is such a thing. */
  readonly after?: (c: number) => readonly [scale: number, shift: number];
  /** c ∘ x. */
  readonly before?: (c: number) => readonly [scale: number, shift: number];
}

const binary =
  ({ combine, after, before }: Binary): GraphOp =>
  (g, [a, b], op) => {
    if (isConstant(a)) return withConstant(g, laid(b, op), a, (x, c) => combine(g, c, x), before);
    if (isConstant(b)) return withConstant(g, laid(a, op), b, (x, c) => combine(g, x, c), after);
    return together(g, combine, laid(a, op), laid(b, op));
  };

function withConstant(
  g: GraphBuilder,
  x: Laid,
  c: Constant,
  combine: (x: Value, c: Value) => Value,
  affine: Binary["after"],
): Laid {
  const spread = spreadOver(c, x);
  const last = x.value.shape.at(-1)!;
  if (affine && spread.kind !== "all") {
    const terms = Array.from({ length: last }, (_, i) =>
      affine(spread.kind === "one" ? spread.value : spread.data[i]),
    );
    const [scale, shift] = [0, 1].map((i) => Float32Array.from(terms, (term) => term[i]));
    return inPlace(x, scaleShift(g, x.value, scale, shift));
  }
  if (spread.kind === "one") return inPlace(x, combine(x.value, filled(g, spread.value)));
  const shape = spread.kind === "last" ? [last] : x.value.shape;
  return inPlace(x, combine(x.value, g.weight("constant", shape, spread.data)));
}

/** Two values; along an axis where one has size one, it is repeated. */
function together(g: GraphBuilder, combine: Combine, a: Laid, b: Laid): Laid {
  if (a.shape.length !== b.shape.length)
    throw new EngineError("shape", `[batch, ${a.shape}] and [batch, ${b.shape}] do not fit together`);
  const [first, second] =
    sizeOf(a.shape) >= sizeOf(b.shape) ? matched(g, [a, b]) : matched(g, [b, a]).reverse();
  const shape = a.shape.map((n, i) => Math.max(n, b.shape[i]));
  const larger = sizeOf(a.shape) >= sizeOf(b.shape) ? first : second;
  const common = { ...larger, shape };
  const wanted = larger.from ? larger.value.shape : larger.order.map((axis) => shape[axis]);
  const [x, y] = [first, second].map(({ value }) => repeated(g, value, wanted));
  return inPlace(common, combine(g, x, y));
}

/** What our kernels repeat by themselves is left to them. */
function repeated(g: GraphBuilder, x: Value, wanted: Shape): Value {
  const own = x.shape.findIndex((n) => n !== 1);
  if (own < 0 || x.shape.every((n, i) => i < own || n === wanted[i])) return x;
  if (x.shape.some((n, i) => n !== 1 && n !== wanted[i]) || wanted.length !== 3)
    throw new EngineError("shape", `[${x.shape}] and [${wanted}] do not fit together`);
  const channels = wanted[2];
  const wide =
    x.shape[2] === channels
      ? x
      : conv2d(g, x, ones(g, [1, 1, 1, channels]), { strides: [1, 1], padding: "valid" });
  const factors = [wanted[0] / x.shape[0], wanted[1] / x.shape[1]] as const;
  return factors.every((n) => n === 1) ? wide : upsampling2d(g, wide, factors);
}

/** Any number of operands, of which the first may not be constant alone. */
const folded =
  (two: GraphOp): GraphOp =>
  (g, inputs, op) =>
    inputs.slice(1).reduce<Laid>((sum, next) => two(g, [sum, next], op), laid(inputs[0], op));

const power: GraphOp = (g, [a, exponent], op) => {
  const x = laid(a, op);
  const { data } = constant(exponent, op);
  if (data.length !== 1 || ![1, 2, 3].includes(data[0]))
    throw unsupported(op, `the exponent ${data[0]} (1, 2 and 3 are)`);
  return inPlace(
    x,
    Array.from({ length: data[0] - 1 }).reduce<Value>((y) => multiply(g, y, x.value), x.value),
  );
};

const slopes: GraphOp = (g, [input, alpha], op) => {
  const x = laid(input, op);
  const spread = spreadOver(constant(alpha, op), x);
  const [shape, data] =
    spread.kind === "one"
      ? [[1], Float32Array.of(spread.value)]
      : [spread.kind === "last" ? [spread.data.length] : x.value.shape, spread.data];
  return inPlace(x, prelu(g, x.value, g.weight("alpha", shape, data)));
};

/** Along one axis; before version 13 along that and all that follow it. The result lies as the input does. */
const softmax: GraphOp = (g, [input], op) => {
  const x = laid(input, op);
  const axis = sampleAxis(op, number(op, "axis", op.opset < 13 ? 1 : -1), x);
  const isTogether = op.opset < 13 && x.shape.slice(axis + 1).some((n) => n !== 1);
  if (!isTogether && (x.shape.length === 1 || (!x.from && x.order.at(-1) === axis)))
    return inPlace(x, softmaxOver(g, x.value));
  const { order } = settled(g, x);
  const last = isTogether
    ? [...x.shape.keys()]
    : [...x.shape.keys()].filter((each) => each !== axis).concat(axis);
  const rows = ordered(g, x, last);
  const classes = sizeOf(isTogether ? x.shape.slice(axis) : [x.shape[axis]]);
  const y = softmaxOver(g, reshape(g, rows, [sizeOf(x.shape) / classes, classes]));
  const found = { value: reshape(g, y, rows.shape), shape: x.shape, order: last };
  return { value: ordered(g, found, order), shape: x.shape, order };
};

const addition = binary({ combine: add, after: (c) => [1, c], before: (c) => [1, c] });
const product = binary({ combine: multiply, after: (c) => [c, 0], before: (c) => [c, 0] });
const larger = binary({ combine: maximum });
const smaller = binary({ combine: minimum });

export const elementwise: Readonly<Record<string, GraphOp>> = {
  Relu: plainly("relu"),
  Sigmoid: plainly("sigmoid"),
  Tanh: plainly("tanh"),
  Softplus: plainly("softplus"),
  Softsign: plainly("softsign"),
  HardSwish: plainly("hardSwish"),
  Mish: plainly("mish"),
  Erf: plainly("erf"),
  Exp: plainly("exponential"),
  LeakyRelu: alone((op) => ({ kind: "leakyRelu", alpha: number(op, "alpha", 0.01) })),
  Elu: alone((op) => ({ kind: "elu", alpha: number(op, "alpha", 1) })),
  Selu: alone(selu),
  HardSigmoid: alone((op) => ({
    kind: "hardSigmoid",
    alpha: number(op, "alpha", 0.2),
    beta: number(op, "beta", 0.5),
  })),
  Gelu: alone((op) => ({ kind: word(op, "approximate", "none") === "tanh" ? "geluTanh" : "gelu" })),
  Clip: clip,
  PRelu: slopes,
  Neg: (g, [x], op) => inPlace(laid(x, op), scaled(g, laid(x, op).value, -1)),
  Add: addition,
  Sub: binary({ combine: subtract, after: (c) => [1, -c], before: (c) => [-1, c] }),
  Mul: product,
  Div: binary({ combine: divide, after: (c) => [1 / c, 0] }),
  Pow: power,
  Sum: folded(addition),
  Max: folded(larger),
  Min: folded(smaller),
  Softmax: softmax,
};
