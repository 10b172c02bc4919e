/**
 * @file NumPy's `.npy` format, versions 1 to 3 (numpy/lib/format.py): numbers only, little-endian, C order.
 */

import { EngineError } from "../errors.ts";

const types = {
  "|u1": Uint8Array,
  "|i1": Int8Array,
  "|b1": Uint8Array,
  "<u2": Uint16Array,
  "<i2": Int16Array,
  "<u4": Uint32Array,
  "<i4": Int32Array,
  "<u8": BigUint64Array,
  "<i8": BigInt64Array,
  "<f4": Float32Array,
  "<f8": Float64Array,
} as const;

export type NpyType = keyof typeof types;
export type NpyData = InstanceType<(typeof types)[NpyType]>;

export interface Npy {
  readonly type: NpyType;
  readonly shape: readonly number[];
  readonly data: NpyData;
}

export const isNpy = (bytes: Uint8Array): boolean =>
  bytes.length > 10 && bytes[0] === 0x93 && String.fromCharCode(...bytes.subarray(1, 6)) === "NUMPY";

/** Reads an array. Throws EngineError("bad-image") with what is wrong: the caller may know a better code. */
export function readNpy(bytes: Uint8Array): Npy {
  const fail = (why: string): never => {
    throw new EngineError("bad-image", `not a readable .npy file: ${why}`);
  };
  if (!isNpy(bytes)) fail("it does not begin as one");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = bytes[6] === 1 ? 10 : 12;
  const length = bytes[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (start + length > bytes.length) fail("it is cut off in its header");
  const header = new TextDecoder().decode(bytes.subarray(start, start + length));
  const type = /'descr':\s*'([^']*)'/.exec(header)?.[1] ?? fail(`its header is ${header.slice(0, 80)}`);
  const dimensions =
    /'shape':\s*\(([^)]*)\)/.exec(header)?.[1] ?? fail(`its header is ${header.slice(0, 80)}`);
  if (!(type in types)) fail(`its numbers are of type '${type}'; ${Object.keys(types).join(", ")} are read`);
  if (/'fortran_order':\s*True/.test(header))
    fail("it is in Fortran order; save it with numpy.ascontiguousarray");

  const shape = dimensions
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean)
    .map(Number); // prettier-ignore
  const size = shape.reduce((a, b) => a * b, 1);
  const Type = types[type as NpyType];
  const needed = size * Type.BYTES_PER_ELEMENT;
  const has = bytes.length - start - length;
  if (!Number.isSafeInteger(size) || has < needed)
    fail(`shape [${shape}] needs ${needed} bytes, it has ${has}`);
  const data = new Type(Uint8Array.from(bytes.subarray(start + length, start + length + needed)).buffer); // a copy, of Node's Buffer too
  return { type: type as NpyType, shape, data };
}

/** An array as the bytes of a `.npy` file, version 1. */
export function writeNpy(shape: readonly number[], data: NpyData): Uint8Array<ArrayBuffer> {
  const type = Object.entries(types).find(([, Type]) => data instanceof Type)![0];
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const header = dictionary.padEnd(Math.ceil((dictionary.length + 11) / 64) * 64 - 11) + "\n";
  const bytes = new Uint8Array(10 + header.length + data.byteLength);
  bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 10 + header.length);
  return bytes;
}
