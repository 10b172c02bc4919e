/** @file Convolutions, dense layers and batch norms of ONNX. Filters are turned once, when the file is read. */

import { EngineError } from "../errors.ts";
import { type GraphBuilder, type Shape, sizeOf } from "../graph/graph.ts";
import { outputSize, type Padding, paddingOf, type Window } from "../graph/taps.ts";
import { conv2d, conv2dTranspose, dense } from "../kernels/ops/conv2d.ts";
import { depthwiseConv2d } from "../kernels/ops/depthwise-conv2d.ts";
import { reshape } from "../kernels/ops/reshape.ts";
import { batchNorm, scaleShift } from "../kernels/ops/scale-shift.ts";
import type { Numbers } from "./keras-layer.ts";
import {
  asImage,
  asItLies,
  image,
  inPlace,
  isPlain,
  type Laid,
  places,
  plain,
  settled,
} from "./onnx-layout.ts";
import {
  constant,
  type GraphOp,
  laid,
  number,
  type OnnxOp,
  type Operand,
  unsupported,
  wholes,
  word,
} from "./onnx-node.ts";
import type { Constant } from "./onnx-tensor.ts";

/** A table of taps with more entries would be larger than what it is for. */
const MOST_TAPS = 2 ** 26;
const LONGEST = 2 ** 16;

const pair = (op: OnnxOp, name: string): [number, number] => {
  const given = wholes(op, name, [1, 1], 2);
  if (given.some((n) => n < 1 || n > LONGEST))
    throw new EngineError("bad-model", `op '${op.name}' (${op.op}): attribute '${name}' is [${given}]`);
  return [given[0], given[1]];
};

/** [[top, bottom], [left, right]]: a file has both beginnings first. */
export function pads(op: OnnxOp): [[number, number], [number, number]] {
  const [top, left, bottom, right] = wholes(op, "pads", [0, 0, 0, 0], 4);
  const all = [top, left, bottom, right];
  if (all.some((n) => n < 0)) throw unsupported(op, `negative padding [${all}]`);
  if (all.some((n) => n > LONGEST))
    throw new EngineError("bad-model", `op '${op.name}' (${op.op}): attribute 'pads' is [${all}]`);
  return [
    [top, bottom],
    [left, right],
  ];
}

export type PaddedWindow = Window & { readonly padding: Padding };

/** The window over an image [height, width, …]. Throws EngineError before a table of absurd size is made. */
export function windowOf(op: OnnxOp, kernel: readonly number[], [h, w]: Shape): PaddedWindow {
  const [kh, kw] = kernel;
  if (kernel.length !== 2 || kernel.some((n) => n < 1 || n > LONGEST))
    throw unsupported(op, `a window of [${kernel}]`);
  const sliding = {
    kernel: [kh, kw] as const,
    strides: pair(op, "strides"),
    dilations: pair(op, "dilations"),
  };
  const mode = word(op, "auto_pad", "NOTSET") || "NOTSET";
  if (!["NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER"].includes(mode))
    throw unsupported(op, `auto_pad '${mode}'`);
  let padding: Padding =
    mode === "NOTSET"
      ? pads(op)
      : paddingOf([h, w], { ...sliding, padding: mode === "VALID" ? "valid" : "same" });
  if (mode === "SAME_LOWER")
    padding = [
      [padding[0][1], padding[0][0]],
      [padding[1][1], padding[1][0]],
    ]; // prettier-ignore
  const window = { ...sliding, padding };
  checkTaps(outputSize([h, w], window), kernel);
  return window;
}

function checkTaps(size: Shape, kernel: Shape): void {
  if (sizeOf(size) * sizeOf(kernel) <= MOST_TAPS) return;
  const message = `a window of ${kernel.join("x")} at ${size.join("x")} places is too much for a picture`;
  throw new EngineError("shape", message);
}

/** Filters [f, c, h, w] as [h, w, c, f]. */
function turned({ shape, data }: Constant): Numbers {
  const [filters, depth] = shape;
  const taps = shape[2] * shape[3];
  const y = new Float32Array(data.length);
  let i = 0;
  for (let f = 0; f < filters; f++)
    for (let c = 0; c < depth; c++)
      for (let tap = 0; tap < taps; tap++) y[(tap * depth + c) * filters + f] = data[i++];
  return y;
}

/** The bias, if there is one. */
function biasOf(x: Operand, op: OnnxOp, count: number): Numbers | undefined {
  if (!x) return undefined;
  const { data } = constant(x, op);
  if (data.length === count) return Float32Array.from(data);
  throw new EngineError("shape", `the bias has ${data.length} numbers, and ${count} are needed`);
}

function filterOf(x: Operand, op: OnnxOp): Constant {
  const filter = constant(x, op);
  if (filter.shape.length !== 4) throw unsupported(op, `a filter of shape [${filter.shape}] (only 2-D)`);
  const said = wholes(op, "kernel_shape", filter.shape.slice(2));
  if (String(said) !== String(filter.shape.slice(2)))
    throw new EngineError("shape", `kernel_shape is [${said}], the filter is [${filter.shape}]`);
  return filter;
}

const conv: GraphOp = (g, [x, w, b], op) => {
  const input = image(g, laid(x, op));
  const filter = filterOf(w, op);
  const [filters, depth, kh, kw] = filter.shape;
  const groups = number(op, "group", 1);
  const { kernel: _, ...sliding } = windowOf(op, [kh, kw], input.shape);
  const options = { ...sliding, bias: biasOf(b, op, filters) };
  const data = turned(filter);
  if (groups === input.shape[2] && depth === 1 && filters % groups === 0) {
    const apart = g.weight("filter", [kh, kw, groups, filters / groups], data);
    return asImage(depthwiseConv2d(g, input, apart, options));
  }
  return asImage(
    conv2d(g, input, g.weight("filter", [kh, kw, depth, filters], data), { ...options, groups }),
  );
};

/** The file's filters are [channels, filters / groups, height, width]. */
const convTranspose: GraphOp = (g, [x, w, b], op) => {
  const input = image(g, laid(x, op));
  const filter = filterOf(w, op);
  const [channels, depth, kh, kw] = filter.shape;
  const groups = number(op, "group", 1);
  const [strides, dilations] = [pair(op, "strides"), pair(op, "dilations")];
  const outputPadding = wholes(op, "output_padding", [0, 0], 2) as [number, number];
  if ((word(op, "auto_pad", "NOTSET") || "NOTSET") !== "NOTSET" || op.attributes.output_shape !== undefined)
    throw unsupported(op, "auto_pad or output_shape");
  const size = [0, 1].map(
    (i) => (input.shape[i] - 1) * strides[i] + ([kh, kw][i] - 1) * dilations[i] + 1 + outputPadding[i],
  );
  checkTaps(size, [kh, kw]);
  const weights = g.weight("filter", [kh, kw, depth, channels], turned(filter));
  return asImage(
    conv2dTranspose(g, input, weights, {
      ...{ strides, dilations, outputPadding, groups },
      padding: pads(op),
      bias: biasOf(b, op, depth * groups),
    }),
  );
};

/** x times a matrix [inputs, outputs], whose rows are put in the order in which x lies. */
function product(
  g: GraphBuilder,
  x: Laid,
  matrix: Constant,
  transpose: boolean,
  alpha = 1,
  bias?: Numbers,
): Laid {
  const { shape, data } = matrix;
  const [inputs, outputs] = transpose ? [shape[1], shape[0]] : shape;
  if (shape.length !== 2 || inputs !== sizeOf(x.shape))
    throw new EngineError(
      "shape",
      `input [${x.shape}] has ${sizeOf(x.shape)} numbers, weights are [${shape}]`,
    );
  const rows = isPlain(x) ? undefined : places(x);
  const weights = new Float32Array(data.length);
  for (let row = 0; row < inputs; row++) {
    const from = rows ? rows[row] : row;
    for (let column = 0; column < outputs; column++)
      weights[row * outputs + column] =
        alpha * data[transpose ? column * inputs + from : from * outputs + column];
  }
  return asItLies(dense(g, x.value, g.weight("weights", [inputs, outputs], weights), { bias }));
}

const gemm: GraphOp = (g, [a, b, c], op) => {
  const x = laid(a, op);
  const matrix = constant(b, op);
  if (number(op, "transA", 0) !== 0 || x.shape.length !== 1)
    throw unsupported(op, "a first factor that is no row of numbers");
  const isTransposed = number(op, "transB", 0) !== 0;
  const outputs = matrix.shape[isTransposed ? 0 : 1];
  const beta = number(op, "beta", 1);
  return product(
    g,
    x,
    matrix,
    isTransposed,
    number(op, "alpha", 1),
    c && added(constant(c, op), outputs, beta),
  );
};

/** Gemm's last input, [outputs], [1, outputs] or a single number. */
function added({ shape, data }: Constant, outputs: number, beta: number): Numbers {
  if (data.length !== shape.at(-1) && data.length !== 1)
    throw new EngineError("shape", `what is added, [${shape}], differs from sample to sample`);
  if (data.length !== 1 && data.length !== outputs)
    throw new EngineError(
      "shape",
      `what is added has ${data.length} numbers, and there are ${outputs} outputs`,
    );
  return Float32Array.from({ length: outputs }, (_, i) => beta * data[data.length === 1 ? 0 : i]);
}

/** Of a row of numbers, or of each row of an array. */
const matMul: GraphOp = (g, [a, b], op) => {
  const x = laid(a, op);
  const matrix = constant(b, op);
  if (x.shape.length === 1) return product(g, x, matrix, false);
  const [inputs, outputs] = matrix.shape;
  if (matrix.shape.length !== 2 || inputs !== x.shape.at(-1))
    throw new EngineError("shape", `rows of [${x.shape}] and weights [${matrix.shape}] do not fit`);
  const rows = sizeOf(x.shape) / inputs;
  const each = reshape(g, plain(g, x), [rows, 1, inputs]);
  const filter = g.weight("weights", [1, 1, inputs, outputs], Float32Array.from(matrix.data));
  const y = conv2d(g, each, filter, { strides: [1, 1], padding: "valid" });
  return asItLies(reshape(g, y, [...x.shape.slice(0, -1), outputs]));
};

const batchNormalization: GraphOp = (g, [input, ...rest], op) => {
  if (number(op, "training_mode", 0) !== 0) throw unsupported(op, "training_mode");
  const x = settled(g, laid(input, op));
  const value = x.shape.length === 3 ? image(g, x) : x.value;
  if (x.shape.length !== 3 && x.shape.length !== 1) throw unsupported(op, `an input of [${x.shape}]`);
  const [gamma, beta, mean, variance] = rest
    .slice(0, 4)
    .map((each) => Float32Array.from(constant(each, op).data));
  if ([gamma, beta, mean, variance].some((each) => each?.length !== x.shape[0]))
    throw new EngineError("shape", `an input of [${x.shape}] needs ${x.shape[0]} numbers of each kind`);
  const norm = batchNorm({ gamma, beta, mean, variance, epsilon: number(op, "epsilon", 1e-5) });
  const y = scaleShift(g, value, norm.scale, norm.shift);
  return x.shape.length === 3 ? asImage(y) : inPlace(x, y);
};

export const convolutions: Readonly<Record<string, GraphOp>> = {
  Conv: conv,
  ConvTranspose: convTranspose,
  Gemm: gemm,
  MatMul: matMul,
  BatchNormalization: batchNormalization,
};
