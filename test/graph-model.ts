/** @file Writes TensorFlow.js graph models for tests: nodes and weights as `model.json` and one file of bytes. */

import type { NamedBytes } from "../src/models/model.ts";
import { jsonFile } from "./fixtures/read.ts";

type Attribute = string | boolean | number | readonly number[] | readonly string[];

export interface TestNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  /** Text becomes base64, a list becomes {list}, as in files. */
  readonly attr?: Readonly<Record<string, Attribute>>;
}

export interface TestWeight {
  readonly shape: readonly number[];
  readonly data: readonly number[] | Float32Array;
  readonly dtype?: "float32" | "int32";
  readonly quantization?: {
    readonly dtype: "uint8" | "uint16" | "float16";
    readonly scale?: number;
    readonly min?: number;
  };
}

/** A placeholder "x" of `input` [h, w, c] is added. */
export function graphModel(
  input: readonly number[],
  nodes: readonly TestNode[],
  weights: Readonly<Record<string, TestWeight>> = {},
): NamedBytes[] {
  const dims = [-1, ...input].map((size) => ({ size: String(size) }));
  const placeholder = { name: "x", op: "Placeholder", attr: { shape: { shape: { dim: dims } } } };
  const constants = Object.keys(weights).map((name) => ({ name, op: "Const" }));
  const steps = nodes.map(({ attr = {}, ...rest }) => ({ ...rest, attr: wrapped(attr) }));
  const manifest = Object.entries(weights).map(([name, { data, dtype = "float32", ...rest }]) => ({
    name,
    dtype,
    ...rest,
  }));
  const bytes = Object.values(weights).flatMap((weight) => [...bytesOf(weight)]);
  return [
    jsonFile({
      format: "graph-model",
      modelTopology: { node: [placeholder, ...constants, ...steps] },
      weightsManifest: [{ paths: ["weights.bin"], weights: manifest }],
    }),
    { name: "weights.bin", bytes: Uint8Array.from(bytes) },
  ];
}

const wrapped = (attr: Readonly<Record<string, Attribute>>) =>
  Object.fromEntries(Object.entries(attr).map(([name, v]) => [name, wrap(v)]));

function wrap(v: Attribute): object {
  if (typeof v === "string") return { s: btoa(v) };
  if (typeof v === "boolean") return { b: v };
  if (typeof v === "number") return { f: v };
  const texts = v.filter((item) => typeof item === "string");
  return { list: texts.length ? { s: texts.map(btoa) } : { i: v.map(String) } };
}

const arrays = {
  float32: Float32Array,
  int32: Int32Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  float16: Uint16Array,
};

const bytesOf = ({ data, dtype = "float32", quantization }: TestWeight): Uint8Array =>
  new Uint8Array(arrays[quantization?.dtype ?? dtype].from([...data]).buffer);
