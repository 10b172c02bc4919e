/** @file The messages of onnx.proto3 that a network is in (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3). */

import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { EngineError } from "../errors.ts";
import type { NamedBytes } from "./model.ts";

export interface ModelProto {
  readonly irVersion?: number;
  readonly producer?: string;
  readonly graph?: GraphProto;
  readonly opsets: readonly { readonly domain?: string; readonly version?: number }[];
  readonly metadata: readonly { readonly key?: string; readonly value?: string }[];
}

export interface GraphProto {
  readonly name?: string;
  readonly nodes: readonly NodeProto[];
  readonly initializers: readonly TensorProto[];
  readonly sparseInitializers: readonly object[];
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
}

export interface NodeProto {
  readonly name?: string;
  readonly op?: string;
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: readonly AttributeProto[];
}

export interface AttributeProto {
  readonly name?: string;
  readonly type?: number;
  readonly f?: number;
  readonly i?: number;
  readonly s?: Uint8Array;
  readonly t?: TensorProto;
  readonly floats: readonly number[];
  readonly ints: readonly number[];
  readonly strings: readonly Uint8Array[];
}

export interface TensorProto {
  readonly name?: string;
  readonly dims: readonly number[];
  readonly type?: number;
  readonly raw?: Uint8Array;
  readonly floats: readonly number[];
  readonly int32s: readonly number[];
  readonly int64s: readonly number[];
  readonly doubles: readonly number[];
  readonly uint64s: readonly number[];
  readonly external: readonly { readonly key?: string; readonly value?: string }[];
  readonly location?: number;
}

export interface ValueInfo {
  readonly name?: string;
  readonly type?: { readonly tensor?: { readonly shape?: { readonly dims: readonly Dimension[] } } };
}

/** One of the two; neither where it is open. */
export interface Dimension {
  readonly value?: number;
  readonly param?: string;
}

type Scalar = "int64" | "uint64" | "int32" | "float" | "double" | "string" | "bytes";
type Kind = Scalar | Fields;
type Field = readonly [name: string, kind: Kind] | readonly [name: string, kind: Kind, many: "many"];
type Fields = Readonly<Record<number, Field>>;

const entry: Fields = { 1: ["key", "string"], 2: ["value", "string"] };

const tensor: Fields = {
  1: ["dims", "int64", "many"],
  2: ["type", "int32"],
  4: ["floats", "float", "many"],
  5: ["int32s", "int32", "many"],
  7: ["int64s", "int64", "many"],
  8: ["name", "string"],
  9: ["raw", "bytes"],
  10: ["doubles", "double", "many"],
  11: ["uint64s", "uint64", "many"],
  13: ["external", entry, "many"],
  14: ["location", "int32"],
};

/** Graphs within attributes, of If and Loop, are not read. */
const attribute: Fields = {
  1: ["name", "string"],
  2: ["f", "float"],
  3: ["i", "int64"],
  4: ["s", "bytes"],
  5: ["t", tensor],
  7: ["floats", "float", "many"],
  8: ["ints", "int64", "many"],
  9: ["strings", "bytes", "many"],
  20: ["type", "int32"],
};

const node: Fields = {
  1: ["inputs", "string", "many"],
  2: ["outputs", "string", "many"],
  3: ["name", "string"],
  4: ["op", "string"],
  5: ["attributes", attribute, "many"],
  7: ["domain", "string"],
};

const dimension: Fields = { 1: ["value", "int64"], 2: ["param", "string"] };
const tensorType: Fields = { 2: ["shape", { 1: ["dims", dimension, "many"] }] };
const valueInfo: Fields = { 1: ["name", "string"], 2: ["type", { 1: ["tensor", tensorType] }] };

const graph: Fields = {
  1: ["nodes", node, "many"],
  2: ["name", "string"],
  5: ["initializers", tensor, "many"],
  11: ["inputs", valueInfo, "many"],
  12: ["outputs", valueInfo, "many"],
  15: ["sparseInitializers", {}, "many"],
};

const model: Fields = {
  1: ["irVersion", "int64"],
  2: ["producer", "string"],
  7: ["graph", graph],
  8: ["opsets", { 1: ["domain", "string"], 2: ["version", "int64"] }, "many"],
  14: ["metadata", entry, "many"],
};

/** Throws EngineError("bad-model") for what is no such message. Bytes are views of the file's. */
export function readModelProto({ name, bytes }: NamedBytes): ModelProto {
  try {
    return readMessage(new BinaryReader(bytes), model, { parts: 0 }) as unknown as ModelProto;
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    const message = `'${name}' (${bytes.length} bytes) is no whole ONNX model: damaged or cut off; copy or download it again`;
    throw new EngineError("bad-model", message, { cause });
  }
}

/** A message is a hundred times larger here than it may be in the file. */
const MOST_PARTS = 1_000_000;

type Message = Record<string, unknown>;

function readMessage(reader: BinaryReader, fields: Fields, seen: { parts: number }): Message {
  if (++seen.parts > MOST_PARTS)
    throw new EngineError("bad-model", `the model has more than ${MOST_PARTS} parts: no image classifier`);
  const message: Message = {};
  for (const [name, , many] of Object.values(fields)) if (many) message[name] = [];
  while (reader.pos < reader.len) {
    const [number, wire] = reader.tag();
    const field = fields[number];
    if (!field || !fits(field, wire)) {
      reader.skip(wire, number);
      continue;
    }
    const [name, kind, many] = field;
    const one = (from: BinaryReader) =>
      typeof kind === "object"
        ? readMessage(new BinaryReader(from.bytes()), kind, seen)
        : readScalar(from, kind);
    if (!many) message[name] = one(reader);
    else if (wire === WIRE[kind as Scalar] || typeof kind === "object")
      (message[name] as unknown[]).push(one(reader));
    else {
      const packed = new BinaryReader(reader.bytes());
      while (packed.pos < packed.len) (message[name] as unknown[]).push(one(packed));
    }
  }
  return message;
}

const WIRE: Readonly<Record<Scalar, WireType>> = {
  int64: WireType.Varint,
  uint64: WireType.Varint,
  int32: WireType.Varint,
  float: WireType.Bit32,
  double: WireType.Bit64,
  string: WireType.LengthDelimited,
  bytes: WireType.LengthDelimited,
};

/** Messages are bytes of a given length, and lists of numbers may be. */
const fits = ([, kind, many]: Field, wire: WireType): boolean =>
  wire === (typeof kind === "object" ? WireType.LengthDelimited : WIRE[kind]) ||
  (many !== undefined && wire === WireType.LengthDelimited);

function readScalar(reader: BinaryReader, kind: Scalar): number | string | Uint8Array {
  const value = reader[kind]();
  return typeof value === "bigint" ? Number(value) : value;
}
