/** @file The weights of a TensorFlow.js model: a manifest in `model.json`, and files of bytes (tfjs-core/src/io). */

import { EngineError } from "../errors.ts";
import { type Shape, sizeOf } from "../graph/graph.ts";
import { half } from "./half.ts";
import type { Numbers } from "./keras-layer.ts";
import type { NamedBytes } from "./model.ts";

export interface TfjsWeight {
  readonly shape: Shape;
  readonly data: Numbers;
}

interface Spec {
  readonly name: string;
  readonly shape: number[];
  readonly dtype: string;
  readonly quantization?: { readonly dtype: string; readonly scale?: number; readonly min?: number };
}

const BYTES: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  bool: 1,
  uint8: 1,
  uint16: 2,
  float16: 2,
};

/** All weights by name, as float32. Throws EngineError("bad-model") naming the file or weight that does not fit. */
export function readTfjsWeights(manifest: unknown, files: readonly NamedBytes[]): Map<string, TfjsWeight> {
  const weights = new Map<string, TfjsWeight>();
  for (const group of manifest as { paths: string[]; weights: Spec[] }[]) {
    const bytes = joined(group.paths, files);
    const sizes = group.weights.map((spec) => checkedSize(spec) * BYTES[storedAs(spec)]);
    const needed = sizes.reduce((a, b) => a + b, 0);
    if (needed !== bytes.length) {
      const message = `the weights need ${needed} bytes, ${group.paths.join(", ")} ${group.paths.length > 1 ? "have" : "has"} ${bytes.length}`;
      throw new EngineError("bad-model", message);
    }
    let at = 0;
    for (const [i, spec] of group.weights.entries()) {
      weights.set(spec.name, { shape: spec.shape, data: decode(spec, bytes.slice(at, at + sizes[i])) });
      at += sizes[i];
    }
  }
  return weights;
}

const storedAs = ({ dtype, quantization }: Spec) => quantization?.dtype ?? dtype;

function checkedSize(spec: Spec): number {
  const { name, shape } = spec;
  if (
    !Array.isArray(shape) ||
    !shape.every((n) => Number.isInteger(n) && n >= 0) ||
    !Number.isSafeInteger(sizeOf(shape))
  )
    throw new EngineError("bad-model", `weight '${name}' has the shape ${JSON.stringify(shape)}`);
  if (!(storedAs(spec) in BYTES))
    throw new EngineError(
      "bad-model",
      `weight '${name}' is stored as '${storedAs(spec)}'; ${Object.keys(BYTES).join(", ")} are read`,
    );
  return sizeOf(shape);
}

function joined(paths: readonly string[], files: readonly NamedBytes[]): Uint8Array<ArrayBuffer> {
  const parts = paths.map((path) => {
    const name = path.split("/").at(-1);
    const found = files.find((file) => file.name === path || file.name === name);
    if (!found) {
      const given = files.map((file) => file.name).join(", ");
      throw new EngineError(
        "bad-model",
        `the weight file '${path}' is missing; give it together with model.json (given: ${given})`,
      );
    }
    return found.bytes;
  });
  if (parts.length === 1) return parts[0];
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function decode(spec: Spec, bytes: Uint8Array<ArrayBuffer>): Numbers {
  const { scale = 1, min = 0 } = spec.quantization ?? {};
  const affine = (stored: ArrayLike<number>) =>
    spec.quantization ? Float32Array.from(stored, (q) => q * scale + min) : Float32Array.from(stored);
  switch (storedAs(spec)) {
    case "float32":
      return new Float32Array(bytes.buffer);
    case "int32":
      return Float32Array.from(new Int32Array(bytes.buffer));
    case "uint16":
      return affine(new Uint16Array(bytes.buffer));
    case "float16":
      return Float32Array.from(new Uint16Array(bytes.buffer), half);
    default:
      return affine(bytes);
  }
}
