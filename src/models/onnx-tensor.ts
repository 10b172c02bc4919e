/** @file Tensors of an ONNX file, as numbers of one of two kinds. */

import { EngineError } from "../errors.ts";
import { type Shape, sizeOf } from "../graph/graph.ts";
import { bfloat16, half } from "./half.ts";
import type { NamedBytes } from "./model.ts";
import type { TensorProto } from "./onnx-proto.ts";

/** Numbers that are known when the file is read. Axes are the file's, the batch included where there is one. */
export interface Constant {
  readonly shape: Shape;
  /** float64 for whole numbers and truths: sizes and axes, rarely weights. */
  readonly data: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
  readonly isWhole: boolean;
}

type Stored = "floats" | "int32s" | "int64s" | "doubles" | "uint64s";

interface ElementType {
  readonly name: string;
  readonly bytes: number;
  /** The list it is in if it is not raw. */
  readonly list: Stored;
  readonly isWhole: boolean;
  view(buffer: ArrayBuffer): ArrayLike<number | bigint>;
  /** From what is stored. */
  readonly decode?: (bits: number) => number;
}

const type = (
  name: string,
  List: { new (buffer: ArrayBuffer): ArrayLike<number | bigint>; readonly BYTES_PER_ELEMENT: number },
  list: Stored,
  isWhole = true,
  decode?: (bits: number) => number,
): ElementType => ({
  ...{ name, bytes: List.BYTES_PER_ELEMENT, list, isWhole, view: (buffer) => new List(buffer) },
  ...(decode ? { decode } : {}),
});

/** By their numbers in TensorProto.DataType. */
const TYPES: Readonly<Record<number, ElementType>> = {
  1: type("float", Float32Array, "floats", false),
  2: type("uint8", Uint8Array, "int32s"),
  3: type("int8", Int8Array, "int32s"),
  4: type("uint16", Uint16Array, "int32s"),
  5: type("int16", Int16Array, "int32s"),
  6: type("int32", Int32Array, "int32s"),
  7: type("int64", BigInt64Array, "int64s"),
  9: type("bool", Uint8Array, "int32s"),
  10: type("float16", Uint16Array, "int32s", false, half),
  11: type("double", Float64Array, "doubles", false),
  12: type("uint32", Uint32Array, "uint64s"),
  13: type("uint64", BigUint64Array, "uint64s"),
  16: type("bfloat16", Uint16Array, "int32s", false, bfloat16),
};

/** Whether numbers of this type count as whole: what Cast asks. Nothing for a type that is not read. */
export const isWholeType = (number: number): boolean | undefined => TYPES[number]?.isWhole;

/** Throws EngineError("bad-model") where shape and numbers do not fit, or the file they are in was not given. */
export function readTensor(proto: TensorProto, files: readonly NamedBytes[]): Constant {
  const { name = "", dims } = proto;
  const element = TYPES[proto.type ?? 0];
  if (!element) {
    const known = Object.values(TYPES).map((each) => each.name);
    throw new EngineError(
      "bad-model",
      `weight '${name}' is stored as type ${proto.type ?? 0} of TensorProto; ${known.join(", ")} are read`,
    );
  }
  const size = sizeOf(dims);
  if (!dims.every((n) => Number.isInteger(n) && n >= 0) || !Number.isSafeInteger(size))
    throw new EngineError("bad-model", `weight '${name}' has the shape [${dims}]`);
  const raw = proto.location === 1 ? externalBytes(proto, files) : proto.raw;
  const given = raw ? raw.length / element.bytes : proto[element.list].length;
  if (given !== size)
    throw new EngineError(
      "bad-model",
      `weight '${name}' [${dims}] needs ${size} numbers, the file has ${given}`,
    );
  return { shape: dims, data: numbers(element, raw, proto), isWhole: element.isWhole };
}

function numbers(element: ElementType, raw: Uint8Array | undefined, proto: TensorProto): Constant["data"] {
  const { decode, isWhole, list } = element;
  const stored = raw ? element.view(raw.slice().buffer) : proto[list];
  if (stored instanceof Float32Array) return stored as Float32Array<ArrayBuffer>;
  const convert = decode ? (v: number | bigint) => decode(Number(v)) : Number;
  return isWhole
    ? Float64Array.from<number | bigint>(stored, convert)
    : Float32Array.from<number | bigint>(stored, convert);
}

/** What "location", "offset" and "length" say; offsets and lengths are text. */
function externalBytes({ name, external }: TensorProto, files: readonly NamedBytes[]): Uint8Array {
  const { location = "", ...place } = Object.fromEntries(external.map(({ key, value }) => [key, value]));
  const file = files.find((each) => each.name === location || each.name === location.split("/").at(-1));
  if (!file) {
    const given = files.map((each) => each.name).join(", ");
    throw new EngineError(
      "bad-model",
      `the weights are in another file, '${location}', which is missing; give it together with the model (given: ${given}), or save all in one file: onnx.save(onnx.load("model.onnx"), "whole.onnx")`,
    );
  }
  const start = Number(place.offset ?? 0);
  const length = Number(place.length ?? file.bytes.length - start);
  if (!(start >= 0 && length >= 0 && start + length <= file.bytes.length)) {
    const wanted = `bytes ${start} to ${start + length}`;
    throw new EngineError(
      "bad-model",
      `weight '${name}' should be ${wanted} of '${location}', which has ${file.bytes.length}`,
    );
  }
  return file.bytes.subarray(start, start + length);
}
