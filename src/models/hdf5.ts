/** @file What there is to know about HDF5 files here: opening one, and reading numbers out of it (with jsfive). */

import * as jsfive from "jsfive";
import { EngineError } from "../errors.ts";
import { sizeOf } from "../graph/graph.ts";
import type { Numbers } from "./keras-layer.ts";
import type { Variable } from "./keras-weights.ts";
import type { NamedBytes } from "./model.ts";

export type Group = jsfive.Group;

/** Throws EngineError("bad-model") for a file that is damaged. */
export const openHdf5 = (file: NamedBytes): Group =>
  damaged(file, () => guarded(new jsfive.File(wholeBuffer(file.bytes), file.name)));

interface Attributes {
  _attr_value(type: unknown, bytes: ArrayBuffer, count: number, at: number): unknown[];
}

const guardedOnes = new WeakSet<object>();

/**
 * jsfive 0.4.2 reads as many items of an attribute as it claims to have, long after the end of the file, and takes
 * minutes for it. There are not more items than bytes. Can go when jsfive stops at the end itself.
 */
function guarded(root: Group): Group {
  const attributes: Attributes = Object.getPrototypeOf(
    (root as unknown as { _dataobjects: object })._dataobjects,
  );
  if (guardedOnes.has(attributes)) return root;
  guardedOnes.add(attributes);
  const read = attributes._attr_value;
  attributes._attr_value = function (type, bytes, count, at) {
    if (!(count <= bytes.byteLength)) throw new Error(`an attribute claims ${count} items`);
    return read.call(this, type, bytes, count, at);
  };
  return root;
}

const wholeBuffer = (bytes: Uint8Array<ArrayBuffer>): ArrayBuffer =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;

/** The reader's own errors say little: whatever it stumbles over, the file is not whole. */
export function damaged<T>(file: NamedBytes, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    const size = `${file.bytes.length} bytes`;
    const message = `'${file.name}' (${size}) is HDF5, but damaged or cut off; copy or download it again`;
    throw new EngineError("bad-model", message, { cause });
  }
}

/** An attribute's text, without the zeros that fill it up. */
export const text = (value: unknown): string => String(value).replace(/\0+$/, "");

/** The variable of this path in a group; nothing if there is none. Its numbers are read when asked for. */
export function variableAt(file: NamedBytes, group: Group, path: string): Variable | undefined {
  return damaged(file, () => {
    const data = group.get(path);
    if (!(data && "dtype" in data)) return undefined;
    return { path, shape: data.shape, read: () => damaged(file, () => numbersOf(file, path, data)) };
  });
}

/** Deflate packs at most 1032 to 1: what claims to be larger is not in the file. */
const DENSEST = 1032;
/** A GiB; the largest of VGG's arrays is a third of it. */
const MOST_NUMBERS = 2 ** 28;

function numbersOf(file: NamedBytes, path: string, data: jsfive.Dataset): Numbers {
  const { shape, dtype } = data;
  const size = sizeOf(shape);
  if (size > Math.min(MOST_NUMBERS, file.bytes.length * DENSEST)) {
    const message = `weights '${path}' claim ${size} numbers, in a file of ${file.bytes.length} bytes`;
    throw new EngineError("bad-model", message);
  }
  if (!/^[<>|]?[fi]/.test(String(dtype)))
    throw new EngineError("bad-model", `weights '${path}' are of type '${dtype}', which are no numbers`);
  const { value } = data; // only now: it is read when asked for
  const list = Array.isArray(value) ? value : [value];
  const numbers = typeof list[0] === "bigint" ? Float32Array.from(list, Number) : new Float32Array(list);
  if (numbers.length !== size) {
    const message = `weights '${path}' should be ${size} numbers, the file has ${numbers.length}`;
    throw new EngineError("bad-model", message);
  }
  return numbers;
}
