/** @file Writes small ONNX models for tests: nodes and weights as bytes of onnx.proto3. */

import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { NamedBytes } from "../src/models/model.ts";

export interface TestOp {
  readonly op: string;
  readonly inputs: readonly string[];
  /** One, or several, after the first of which the op is named. */
  readonly output: string | readonly string[];
  readonly domain?: string;
  /** A number is an int; a list of them ints. */
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

export interface TestTensor {
  readonly dims: readonly number[];
  /** As raw bytes of float32, or of int64. */
  readonly data?: readonly number[];
  readonly isWhole?: boolean;
  /** In another file. */
  readonly external?: Readonly<Record<string, string>>;
}

export interface TestOnnx {
  /** Sizes; text is open. Default: ["batch", 3, 2, 2]. */
  readonly input?: readonly (number | string)[];
  readonly ops: readonly TestOp[];
  readonly weights?: Readonly<Record<string, TestTensor>>;
  /** Default: "y". */
  readonly outputs?: readonly string[];
  readonly opset?: number;
  readonly producer?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The model's one input is "x". */
export function onnxModel({
  input = ["batch", 3, 2, 2],
  ops,
  weights = {},
  outputs = ["y"],
  opset = 13,
  producer = "test",
  metadata = {},
}: TestOnnx): NamedBytes {
  const w = new BinaryWriter();
  int(w, 1, 8);
  text(w, 2, producer);
  inside(w, 7, () => {
    for (const op of ops) inside(w, 1, () => writeOp(w, op));
    text(w, 2, "net");
    for (const [name, tensor] of Object.entries(weights)) inside(w, 5, () => writeTensor(w, name, tensor));
    inside(w, 11, () => writeInput(w, input));
    for (const name of outputs) inside(w, 12, () => text(w, 1, name));
  });
  inside(w, 8, () => int(w, 2, opset));
  for (const [key, value] of Object.entries(metadata))
    inside(w, 14, () => {
      text(w, 1, key);
      text(w, 2, value);
    });
  return { name: "model.onnx", bytes: Uint8Array.from(w.finish()) };
}

const int = (w: BinaryWriter, field: number, value: number) => w.tag(field, WireType.Varint).int64(value);
const text = (w: BinaryWriter, field: number, value: string) =>
  w.tag(field, WireType.LengthDelimited).string(value);

function inside(w: BinaryWriter, field: number, write: () => void): void {
  w.tag(field, WireType.LengthDelimited).fork();
  write();
  w.join();
}

function writeOp(w: BinaryWriter, { op, inputs, output, domain = "", attributes = {} }: TestOp): void {
  for (const name of inputs) text(w, 1, name);
  for (const name of [output].flat()) text(w, 2, name);
  text(w, 3, `make ${[output].flat()[0]}`);
  text(w, 4, op);
  text(w, 7, domain);
  for (const [name, value] of Object.entries(attributes))
    inside(w, 5, () => {
      text(w, 1, name);
      if (typeof value === "number") int(w, 3, value);
      else for (const each of value) int(w, 8, each);
      int(w, 20, typeof value === "number" ? 2 : 7);
    });
}

function writeTensor(w: BinaryWriter, name: string, { dims, data, isWhole, external }: TestTensor): void {
  for (const size of dims) int(w, 1, size);
  int(w, 2, isWhole ? 7 : 1);
  text(w, 8, name);
  const numbers = data && (isWhole ? BigInt64Array.from(data, BigInt) : Float32Array.from(data));
  if (numbers) w.tag(9, WireType.LengthDelimited).bytes(new Uint8Array(numbers.buffer));
  for (const [key, value] of Object.entries(external ?? {}))
    inside(w, 13, () => {
      text(w, 1, key);
      text(w, 2, value);
    });
  if (external) int(w, 14, 1);
}

function writeInput(w: BinaryWriter, sizes: readonly (number | string)[]): void {
  text(w, 1, "x");
  inside(w, 2, () =>
    inside(w, 1, () => {
      int(w, 1, 1);
      inside(w, 2, () => {
        for (const size of sizes)
          inside(w, 1, () => (typeof size === "number" ? int(w, 1, size) : text(w, 2, size)));
      });
    }),
  );
}
