/** @file Discrete Fourier transforms along the columns and rows of an image. Their kernels are fast for any length up to 1024. */

import type { Tensor } from "@tensorflow/tfjs-core";
import columnsSource from "../../../shaders/fft-columns.wgsl";
import toHalfSource from "../../../shaders/fft-to-half.wgsl";
import toRealSource from "../../../shaders/fft-to-real.wgsl";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Kernel, type Op, sizeOf, type Tfjs, type Value } from "../../graph/graph.ts";
import { oneEach } from "../workgroups.ts";

/** The longest line: two of it fill the workgroup memory that WebGPU promises. */
export const MOST = 1024;

interface ColumnsAttrs {
  /** exp(+2πi k n / h) instead of exp(−2πi k n / h). */
  readonly inverse: boolean;
}

interface RowsAttrs {
  /** Of the real image. */
  readonly width: number;
  readonly scale: number;
}

/** Adds the transform of every column of x [h, m, c, 2] (last: real, imaginary), not scaled. Throws EngineError("shape"). */
export function fftColumns(g: GraphBuilder, x: Value, attrs: ColumnsAttrs, name?: string): Value {
  return g.add(fftColumnsOp, [x, turnsWeight(g, x.shape[0])], attrs, name);
}

/**
 * Adds rows of real numbers [h, width, c] from the first half of their spectrum, x [h, floor(width / 2) + 1, c, 2]:
 * `scale` times the sum of what all frequencies give. Throws EngineError("shape").
 */
export function fftToReal(g: GraphBuilder, x: Value, attrs: RowsAttrs, name?: string): Value {
  return g.add(fftToRealOp, [x, turnsWeight(g, attrs.width)], attrs, name);
}

/** Adds the adjoint of `fftToReal`: [h, floor(width / 2) + 1, c, 2] from [h, width, c]. Throws EngineError("shape"). */
function fftToHalf(g: GraphBuilder, x: Value, attrs: RowsAttrs): Value {
  return g.add(fftToHalfOp, [x, turnsWeight(g, attrs.width)], attrs);
}

export const fftColumnsOp: Op<ColumnsAttrs> = {
  name: "fftColumns",
  shape: ([x]) => x,
  kernel({ inputs: [x], attrs: { inverse } }) {
    const [h, m, c] = x.shape;
    return {
      source: columnsSource,
      constants: { LENGTH: h, COLUMNS: m * c, INVERSE: Number(inverse) },
      workgroups: oneEach(m * c),
    };
  },
  gradient: (g, { attrs }, dy) => [fftColumns(g, dy, { inverse: !attrs.inverse }), null],
  multiplyAdds: ({ inputs: [{ shape }] }) => (sizeOf(shape) / 2) * perNumber(shape[0]),
  tfjs(tf, [x], { inverse }) {
    const { shape } = x;
    const [h, m, c] = shape.slice(-4);
    const lines = tf.reshape(tf.transpose(tf.reshape(x, [-1, h, m * c, 2]), [0, 2, 1, 3]), [-1, 2 * h]);
    const y = tf.reshape(times(tf, lines, complexMatrix(h, inverse), [2 * h, 2 * h]), [-1, m * c, h, 2]);
    return tf.reshape(tf.transpose(y, [0, 2, 1, 3]), shape);
  },
};

export const fftToRealOp: Op<RowsAttrs> = {
  name: "fftToReal",
  shape: ([[h, , c]], { width }) => [h, width, c],
  kernel: ({ output, attrs }) =>
    rows(toRealSource, output.shape[0] * output.shape[2], output.shape[2], attrs, 1),
  gradient: (g, { attrs }, dy) => [fftToHalf(g, dy, attrs), null],
  multiplyAdds: ({ output: { shape } }) => sizeOf(shape) * perNumber(shape[1]),
  tfjs(tf, [x], { width, scale }) {
    const [h, half, c] = x.shape.slice(-4);
    const lines = tf.reshape(tf.transpose(tf.reshape(x, [-1, half, c, 2]), [0, 2, 1, 3]), [-1, 2 * half]);
    const y = times(tf, lines, realMatrix(width, scale), [2 * half, width]);
    const image = tf.transpose(tf.reshape(y, [-1, c, width]), [0, 2, 1]);
    return tf.reshape(image, [...x.shape.slice(0, -4), h, width, c]);
  },
};

export const fftToHalfOp: Op<RowsAttrs> = {
  name: "fftToHalf",
  shape: ([[h, , c]], { width }) => [h, halfOf(width), c, 2],
  kernel: ({ inputs: [x], attrs }) => rows(toHalfSource, x.shape[0] * x.shape[2], x.shape[2], attrs, 0),
  gradient: (g, { attrs }, dy) => [fftToReal(g, dy, attrs), null],
  multiplyAdds: ({ inputs: [{ shape }] }) => sizeOf(shape) * perNumber(shape[1]),
  tfjs(tf, [x], { width, scale }) {
    const [h, , c] = x.shape.slice(-3);
    const half = halfOf(width);
    const lines = tf.reshape(tf.transpose(tf.reshape(x, [-1, width, c]), [0, 2, 1]), [-1, width]);
    const y = times(tf, lines, realMatrix(width, scale), [2 * half, width], true);
    const spectrum = tf.transpose(tf.reshape(y, [-1, c, half, 2]), [0, 2, 1, 3]);
    return tf.reshape(spectrum, [...x.shape.slice(0, -3), h, half, c, 2]);
  },
};

/** Frequencies that a real line of this length has: the rest are their mirror images. */
export const halfOf = (length: number): number => Math.floor(length / 2) + 1;

const rows = (
  source: string,
  lines: number,
  channels: number,
  { width, scale }: RowsAttrs,
  inverse: 0 | 1,
): Kernel => ({
  source,
  constants: {
    LENGTH: width,
    HALF: halfOf(width),
    CHANNELS: channels,
    SCALE: scale,
    INVERSE: inverse,
  },
  workgroups: oneEach(lines),
});

/** Multiply-adds of a transform for each of its numbers: four for every term of every stage. */
function perNumber(length: number): number {
  let terms = 0;
  for (let rest = length, factor = 2; rest > 1; )
    if (rest % factor === 0) {
      terms += factor - 1;
      rest /= factor;
    } else factor++;
  return 4 * terms;
}

const turns = new Map<number, Float32Array<ArrayBuffer>>();

/** exp(2πi k / length) for each k, [length, 2]: shaders' own sines are too coarse. The same length gives the same array. */
function turnsWeight(g: GraphBuilder, length: number): Value {
  if (length > MOST)
    throw new EngineError("shape", `a Fourier transform of ${length} pixels; at most ${MOST} fit`);
  let table = turns.get(length);
  if (!table) {
    const { cos, sin } = circle(length);
    table = Float32Array.from({ length: 2 * length }, (_, i) => (i % 2 ? sin : cos)[i >> 1]);
    turns.set(length, table);
  }
  return g.weight("turns", [length, 2], table);
}

function circle(length: number) {
  const angles = Float64Array.from({ length }, (_, k) => (2 * Math.PI * k) / length);
  return { cos: angles.map(Math.cos), sin: angles.map(Math.sin) };
}

/** The transform as a real matrix, [n and part, k and part]. */
function complexMatrix(length: number, inverse: boolean): Float32Array {
  const { cos, sin } = circle(length);
  const matrix = new Float32Array(4 * length * length);
  for (let n = 0; n < length; n++)
    for (let k = 0; k < length; k++) {
      const [at, turn] = [4 * n * length + 2 * k, (n * k) % length];
      const up = inverse ? sin[turn] : -sin[turn];
      matrix.set([cos[turn], up], at);
      matrix.set([-up, cos[turn]], at + 2 * length);
    }
  return matrix;
}

/** What each frequency's real and imaginary part give to a real line, [k and part, n]. */
function realMatrix(length: number, scale: number): Float32Array {
  const { cos, sin } = circle(length);
  const matrix = new Float32Array(2 * halfOf(length) * length);
  for (let k = 0; k < halfOf(length); k++) {
    const mirrored = (length - k) % length !== k;
    for (let n = 0; n < length; n++) {
      const turn = (n * k) % length;
      matrix[2 * k * length + n] = scale * (mirrored ? 2 : 1) * cos[turn];
      matrix[(2 * k + 1) * length + n] = mirrored ? -scale * 2 * sin[turn] : 0;
    }
  }
  return matrix;
}

const times = (tf: Tfjs, lines: Tensor, matrix: Float32Array, shape: [number, number], transposed = false) =>
  tf.matMul(lines, tf.tensor2d(matrix, shape), false, transposed);
